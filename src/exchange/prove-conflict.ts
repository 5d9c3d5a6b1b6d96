import { suites } from "#base/signature.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import { verifyHeader } from "#protocol/verify-page.ts";
import { findPageHeader } from "./chain-store.ts";
import { insertConflict } from "./conflict-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { keyFor } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";
import { askRelay } from "./relay.ts";

/** What a peer says of a page: whose, which, and the digest under which it holds it. */
export type Told = { of: Party; number: number; digest: string };

/**
 * A peer holds another page under a number than this node. Its signed header is fetched and kept beside the one that is
 * here: together they prove that the node `of` told two stories. False if the peer cannot show one.
 */
export const proveConflict = async (
  deps: ExchangeDeps,
  by: PartyNode,
  { of, number, digest }: Told,
  signal: AbortSignal,
): Promise<boolean> => {
  const kept = await findPageHeader(deps.db, of, number);
  if (!kept || kept.digest === digest) return false;
  const nodes = await deps.db.transaction().execute((tx) => deps.authority.parties(tx));
  const answer = await askRelay(deps, by, of, number - 1, signal);
  const page = answer.ok ? answer.value.pages[0] : undefined;
  if (!page || !nodes.some(({ party }) => party === of)) return false;
  const log = await readKeyLog(deps.db, of, nodes);
  const signed = verifyHeader(page.header, page.signature, of, (named) => keyFor(log, named));
  if (!signed.ok || signed.value.number !== number) return false;
  const other = pageDigest(suites[signed.value.suite].hash, page.header);
  if (other === kept.digest) return false;
  const { header, signature } = kept;
  await insertConflict(deps.db, {
    of,
    number,
    other,
    stories: [
      { header, signature, heldBy: deps.here },
      { header: page.header, signature: page.signature, heldBy: by.party },
    ],
    foundAt: deps.clock(),
  });
  deps.log?.(`${of} told two stories: ${by.party} holds another page ${number} of it; the proof is kept`);
  return true;
};
