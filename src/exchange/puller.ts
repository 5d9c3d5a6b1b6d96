import type { Refusal } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { askHead } from "./ask-head.ts";
import { bell } from "./bell.ts";
import { getChain } from "./chain-store.ts";
import { noteContact, noteError } from "./contact-store.ts";
import { maxWaitSeconds } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { HeldElsewhere } from "./held-elsewhere.ts";
import { askPages } from "./ask-pages.ts";
import { retryAttachments } from "./pull.ts";
import { barOf } from "./standing.ts";
import { takePages, type Pulled } from "./take.ts";

/** How long to wait after the n-th failure in a row: 1 s doubling to a minute, half of it by chance. */
export const backOffMs = (failures: number, random: () => number = Math.random): number =>
  Math.min(60_000, 1_000 * 2 ** (failures - 1)) * (0.5 + random() / 2);

/** While an event waits for a file, a peer without news is asked this often, so that the file is asked for again too. */
const fileWaitSeconds = 2;

/** In a stream of pages the talk is noted this often: a row written for every page costs as much as taking it. */
const noteEveryMs = 1_000;

export type Puller = { hint: () => void; run: (signal: AbortSignal) => Promise<void> };

/** Follows one peer's chain for as long as the node runs. A hint ends a pause; it is never believed. */
export const pullerOf = (
  deps: ExchangeDeps,
  node: PartyNode,
  held: HeldElsewhere,
  onPulled: (pulled: Pulled) => void,
): Puller => {
  const hinted = bell();
  let failures = 0;
  // The first word after a start or a failure is answered at once, so that operators see the contact and not its age.
  let isInTouch = false;
  // Until an answer without pages has shown otherwise.
  let filesMissing = true;
  let noted = { at: -Infinity, behind: false };
  let ahead: { after: number; answer: ReturnType<typeof askPages> } | undefined;

  const round = async (signal: AbortSignal): Promise<Refusal | "barred" | undefined> => {
    const { standing, refusal } = await held.askOne(node);
    if (refusal) return refusal;
    // An old copy takes nothing in: without its own pages it would judge wrongly what comes.
    if (barOf(standing)) return "barred";
    const { end } = await getChain(deps.db, node.party);
    const wait = !isInTouch ? 0 : filesMissing ? fileWaitSeconds : maxWaitSeconds;
    const asked = ahead?.after === end.number ? ahead.answer : askPages(deps, node, end.number, wait, signal);
    ahead = undefined;
    const answer = await asked;
    if (!answer.ok) return answer.refusal;
    // Whoever comes back may have been upgraded meanwhile.
    if (failures > 0) await askHead(deps, node, signal);
    isInTouch = true;
    const { pages, head } = answer.value;
    const last = end.number + pages.length;
    // The next pages travel while these are applied.
    if (pages.length > 0 && head > last)
      ahead = { after: last, answer: askPages(deps, node, last, 0, signal) };
    const taken = await takePages(deps, node, pages, signal);
    if (!taken.ok) {
      // It may be this node's own chain that is told in two ways.
      if (taken.refusal.code === "TOLD_DIFFERENTLY") await held.look();
      return taken.refusal;
    }
    if (taken.value.pages > 0) onPulled(taken.value);
    const behind = head > last;
    const now = performance.now();
    if (behind !== noted.behind || now - noted.at >= noteEveryMs) {
      await noteContact(deps.db, node.party, { seen: head, behind, at: deps.clock() });
      noted = { at: now, behind };
    }
    if (pages.length === 0) filesMissing = (await retryAttachments(deps, node, signal)) > 0;
    return undefined;
  };

  return {
    hint: () => {
      failures = 0;
      hinted.ring();
    },
    run: async (signal) => {
      while (!signal.aborted) {
        const refusal = await round(signal).catch((error: unknown): Refusal => {
          if (!signal.aborted) deps.log?.(`pulling from ${node.party} failed: ${(error as Error).message}`);
          return { code: "FAULT" };
        });
        if (!refusal) failures = 0;
        else if (!signal.aborted) {
          failures += 1;
          isInTouch = false;
          filesMissing = true;
          noted = { at: -Infinity, behind: false };
          // What bars this node is no trouble of the peer's.
          if (refusal !== "barred")
            await noteError(deps.db, node.party, refusal, deps.clock()).catch(() => {});
          await hinted.wait(backOffMs(failures), signal);
        }
      }
    },
  };
};
