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

type Signed = { header: string; signature: string };

/** Two headers that `of` signed under one number: the one that is kept here, and the one that `by` holds. */
export const keepConflict = async (
  deps: ExchangeDeps,
  of: Party,
  kept: Signed,
  other: Signed & { number: number; digest: string },
  by: Party,
): Promise<void> => {
  const story = ({ header, signature }: Signed, heldBy: Party) => ({ header, signature, heldBy });
  await insertConflict(deps.db, {
    of,
    number: other.number,
    other: other.digest,
    stories: [story(kept, deps.here), story(other, by)],
    foundAt: deps.clock(),
  });
  deps.log?.(`${of} told two stories: ${by} holds another page ${other.number} of it; the proof is kept`);
};

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
  const { header, signature } = page;
  await keepConflict(deps, of, kept, { header, signature, number, digest: other }, by.party);
  return true;
};
