import { canonical } from "#base/canonical.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import { conflictBytes, conflictFormat, type ConflictFile } from "./conflict-format.ts";
import { findConflict } from "./conflict-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { AgreementProofs } from "./evidence.ts";
import { keyWords, Needed, readPages } from "./evidence-pages.ts";
import { findOwnSigner } from "./own-key.ts";

/** The file that proves a kept conflict to anybody, with what says which key held: the founding agreement, changes and revocations. */
export const conflictFileOf = async (
  deps: ExchangeDeps,
  tx: Tx,
  id: number,
  agreementProofs: AgreementProofs,
): Promise<Outcome<string, "NOT_FOUND" | "KEY_NOT_HELD">> => {
  const conflict = await findConflict(tx, id);
  if (!conflict) return refuse("NOT_FOUND");
  const signer = await findOwnSigner(deps, tx);
  if (!signer.ok) return signer;
  const { of, number, stories } = conflict;
  const { founding, agreements } = await agreementProofs(tx, []);
  const needed = new Needed();
  const keys = await keyWords(tx, needed);
  const unsigned: Omit<ConflictFile, "signature"> = {
    format: conflictFormat,
    of,
    number,
    stories,
    founding,
    agreements,
    ...(keys.length > 0 && { keys, pages: await readPages(tx, needed) }),
    madeBy: deps.here,
    madeAt: deps.clock(),
  };
  const signature = signer.value.sign(conflictBytes(canonical(unsigned)));
  return done(`${canonical({ ...unsigned, signature })}\n`);
};
