import { done, refuse, type Outcome } from "#base/outcome.ts";
import { suites } from "#base/signature.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Head } from "#protocol/page.ts";
import { pageDigest, startOfChain } from "#protocol/seal-page.ts";
import { verifyHeader } from "#protocol/verify-page.ts";
import { askHead } from "./ask-head.ts";
import { findPageDigests, findPageHeader, getChain } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { keyFor } from "./key-log.ts";
import { readOwnKeyLog } from "./own-key.ts";
import { keepConflict } from "./prove-conflict.ts";
import { askRelay } from "./relay.ts";

type Signed = { header: string; signature: string };
type OwnHeader = Head & Signed;

const unproven = (number: number) => refuse("HEAD_UNPROVEN", { number });

/** What a header says to be, if this node signed it under a key that this database knows. */
const readOwnHeader = async (
  deps: ExchangeDeps,
  { header, signature }: Signed,
): Promise<Outcome<OwnHeader>> => {
  const log = await readOwnKeyLog(deps, deps.db);
  const signed = verifyHeader(header, signature, deps.here, (named) => keyFor(log, named));
  if (!signed.ok) return signed;
  const digest = pageDigest(suites[signed.value.suite].hash, header);
  return done({ number: signed.value.number, digest, header, signature });
};

const digestHere = async ({ db, here }: ExchangeDeps, number: number): Promise<string | undefined> =>
  (await findPageDigests(db, [{ author: here, number }])).get(`${here} ${number}`);

/**
 * A copy may be older than the key that signed the page it is shown. The first of the peer's pages that is not here was
 * signed by a key that is known here: a change of the key comes after it.
 */
const findFirstUnknown = async (
  deps: ExchangeDeps,
  node: PartyNode,
  signal: AbortSignal,
): Promise<OwnHeader | undefined> => {
  const signedFor = (await getChain(deps.db, node.party)).heads[deps.here];
  const isOurs = signedFor && (await digestHere(deps, signedFor.number)) === signedFor.digest;
  let after = isOurs ? signedFor.number : 0;
  for (;;) {
    const answer = await askRelay(deps, node, deps.here, after, signal);
    if (!answer.ok || answer.value.pages.length === 0) return undefined;
    for (const page of answer.value.pages) {
      const read = await readOwnHeader(deps, page);
      if (!read.ok || read.value.number !== after + 1) return undefined;
      after += 1;
      if ((await digestHere(deps, after)) !== read.value.digest) return read.value;
    }
  }
};

/**
 * How far a peer holds this node's chain. A claim that goes beyond what is here, or against it, counts only with this
 * node's own signature on it: one altered byte must neither stop a sound node nor let an old copy go on.
 */
export const askHeld = async (
  deps: ExchangeDeps,
  node: PartyNode,
  signal: AbortSignal,
): Promise<Outcome<Head>> => {
  const { db, here } = deps;
  const answer = await askHead(deps, node, signal);
  if (!answer.ok) return answer;
  const { heads, proof } = answer.value;
  const claim = heads[here] ?? startOfChain;
  const { number } = claim;
  const kept = number > 0 ? await findPageHeader(db, here, number) : undefined;
  if (!proof) return number === 0 || kept?.digest === claim.digest ? done(claim) : unproven(number);

  const read = await readOwnHeader(deps, proof);
  if (read.ok) {
    const { digest } = read.value;
    if (read.value.number !== number || digest !== claim.digest) return unproven(number);
    if (kept && kept.digest !== digest) await keepConflict(deps, here, kept, read.value, node.party);
    return done({ number, digest });
  }
  const first = read.refusal.code === "UNKNOWN_KEY" ? await findFirstUnknown(deps, node, signal) : undefined;
  if (!first || first.number > number) return unproven(number);
  const ours = await findPageHeader(db, here, first.number);
  if (!ours) return done(claim);
  await keepConflict(deps, here, ours, first, node.party);
  return done({ number: first.number, digest: first.digest });
};
