import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { suites } from "#base/signature.ts";
import type { Head } from "#protocol/page.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import type { SignedHeader } from "#protocol/verify-page.ts";
import { getChain } from "./chain-store.ts";
import { insertConflict } from "./conflict-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { fetchFromAny } from "./fetch-attachments.ts";
import type { HeldElsewhere } from "./held-elsewhere.ts";
import { ownPagesOf, type OwnPage } from "./own-pages.ts";
import { readOwnKeyLog } from "./own-key.ts";
import { askPages } from "./ask-pages.ts";
import { retryAttachments } from "./pull.ts";
import { answerParked } from "./release.ts";
import * as recoveries from "./recovery-store.ts";
import { askRelay } from "./relay.ts";
import { arrivedPage, namedIn, takePages, takeSet } from "./take.ts";

export type Recovered = { from: number; to: number };

export type RecoverParts = { deps: ExchangeDeps; held: HeldElsewhere; signal: AbortSignal };

/**
 * What the own page had applied of the others comes before the next one is judged, so that each event meets the state
 * that it met the first time. From the peer itself, or from whoever holds its pages; what cannot be had is waited for.
 */
const catchUp = async (
  { deps, signal }: RecoverParts,
  nodes: readonly PartyNode[],
  heads: Record<Party, Head>,
): Promise<void> => {
  for (const node of nodes) {
    const upTo = heads[node.party]?.number ?? 0;
    for (const from of [node, ...nodes.filter((other) => other !== node)])
      for (;;) {
        const { end } = await getChain(deps.db, node.party);
        if (end.number >= upTo) break;
        const answer =
          from === node
            ? await askPages(deps, node, end.number, 0, signal)
            : await askRelay(deps, from, node.party, end.number, signal);
        const pages = answer.ok ? answer.value.pages.slice(0, upTo - end.number) : [];
        const taken = await takePages(deps, node, pages, signal);
        if (pages.length === 0 || !taken.ok || taken.value.pages === 0) break;
      }
  }
};

const takeOwn = async (
  { deps, signal }: RecoverParts,
  recovery: number,
  nodes: readonly PartyNode[],
  page: Extract<OwnPage, { page: unknown }>["page"],
): Promise<Refusal | undefined> => {
  const { here } = deps;
  const log = await readOwnKeyLog(deps, deps.db);
  const read = arrivedPage(log, here, here, page);
  if (!read.ok) throw new Error(`page ${page.end.number} does not fit its keys: ${read.refusal.code}`);
  const one = read.value;
  const arriving = one.arrived.flatMap(({ recorded }) =>
    recorded ? [{ subject: recorded.event.subject, digest: recorded.digest }] : [],
  );
  const subject = await recoveries.findRecordedBeside(deps.db, here, arriving);
  if (subject !== undefined) return { code: "RECORDED_BESIDE", detail: { number: page.end.number, subject } };
  const absent = await fetchFromAny(deps, nodes, namedIn([one]), signal);
  const before = await getChain(deps.db, here);
  const taken = await takeSet(deps, here, before, [one], absent, log.revocations.length);
  if (taken?.state === "applied")
    await deps.db.transaction().execute((tx) => recoveries.noteReached(tx, recovery, page.end.number));
  return undefined;
};

const bringPages = async (
  parts: RecoverParts,
  recovery: number,
  holders: Awaited<ReturnType<HeldElsewhere["askAnew"]>>["holders"],
  target: number,
): Promise<Refusal | undefined> => {
  const { deps, signal } = parts;
  const nodes = holders.map(({ node }) => node);
  const pages = ownPagesOf(deps, holders, signal);
  for (;;) {
    const { end, heads } = await getChain(deps.db, deps.here);
    await catchUp(parts, nodes, heads);
    if (end.number >= target) return undefined;
    const next = await pages.next(end, (leaves) => recoveries.findUnsealed(deps.db, leaves));
    if (!next.ok) return next.refusal;
    if ("stories" in next.value) {
      const { number, stories } = next.value;
      const { suite } = JSON.parse(stories[1].header) as SignedHeader;
      const other = pageDigest(suites[suite].hash, stories[1].header);
      await insertConflict(deps.db, { of: deps.here, number, other, stories, foundAt: deps.clock() });
      return { code: "OWN_CHAIN_FORKED", detail: { number, by: stories[1].heldBy } };
    }
    const refusal = await takeOwn(parts, recovery, nodes, next.value.page);
    if (refusal) return refusal;
  }
};

/**
 * Brings the own pages back from the peers, page by page: broken off, it goes on where it was. They are verified like
 * anybody's and their events judged like anybody's; afterwards the node seals on after the last page that is out.
 */
export const recoverOwnChain = async (parts: RecoverParts): Promise<Outcome<Recovered>> => {
  const { deps, held, signal } = parts;
  const { db } = deps;
  const standing = await held.ask();
  if (standing.state === "forked")
    return refuse("OWN_CHAIN_FORKED", { number: standing.number, by: standing.by });
  const { holders, silent } = await held.askAnew();
  if (holders.length === 0 && silent.length > 0)
    return refuse("NO_PEER_ANSWERS", { parties: silent.join(", ") });
  const from = (await getChain(deps.db, deps.here)).end.number;
  const target = Math.max(from, ...holders.map(({ held: number }) => number));
  const recovery = await recoveries.startRecovery(deps.db, { from, target, at: deps.clock() });
  const quiet = { ...parts, deps: { ...deps, answersLater: true as const } };
  const refusal = await bringPages(quiet, recovery, holders, target);
  for (const { node } of holders) await retryAttachments(quiet.deps, node, signal);
  if (!refusal) await db.transaction().execute((tx) => answerParked(deps, tx));
  await recoveries.endRecovery(deps.db, recovery, deps.clock(), refusal);
  await held.look();
  return refusal
    ? { ok: false, refusal }
    : done({ from, to: (await getChain(deps.db, deps.here)).end.number });
};
