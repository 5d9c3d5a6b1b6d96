import { canonical } from "#base/canonical.ts";
import type { Outcome } from "#base/outcome.ts";
import { keyIdOf, type PublicKey, type Signer } from "#base/signature.ts";
import type { Clock } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { auditChecker, type AuditChecked } from "./audit-chain.ts";
import { auditFileFormat } from "./check-audit-file.ts";
import { countUnlinked, lastLink, linkAudit, readChain, sealAuditHead } from "./audit-chain-store.ts";

export type AuditKeeping = {
  db: Db;
  /** The party whose node it is: a log of one node cannot be shown as another's. */
  node: string;
  clock: Clock;
  /** Whoever signs for this node now. */
  findSigner: (tx: Tx) => Promise<Outcome<Signer>>;
  /** Every key that this node ever signed with. */
  readKeys: () => Promise<readonly PublicKey[]>;
};

/** Checks the log in the database from its first line to its last. */
export const checkAudit = async (keeping: AuditKeeping): Promise<AuditChecked> => {
  const { db, node, clock, readKeys } = keeping;
  await linkAudit(db);
  const keys = new Set((await readKeys()).map(keyIdOf));
  const checker = auditChecker({ node, now: clock(), isKeyOfNode: (key) => keys.has(keyIdOf(key)) });
  for await (const piece of readChain(db, await lastLink(db)))
    if ("seal" in piece) checker.seal(piece.seal);
    else checker.link(piece.link, piece.text);
  const { unlinked, lost } = await countUnlinked(db);
  const { lines } = checker.result();
  if (lost > 0) checker.broken(lines + 1, "LINE_MISSING");
  if (unlinked > 0) checker.broken(lines + 1, "LINE_NOT_LINKED");
  return checker.result();
};

/** The log as a file: one canonical JSON text per line, the last of them the node's signature under all before. */
export const exportAudit = async function* (keeping: AuditKeeping): AsyncGenerator<Buffer> {
  const { db, node, clock } = keeping;
  await sealAuditHead(db, keeping);
  const upTo = await lastLink(db);
  const line = (value: unknown) => Buffer.from(`${canonical(value)}\n`);
  yield line({ format: auditFileFormat, node, madeAt: clock() });
  for await (const piece of readChain(db, upTo)) yield line(piece);
};
