import { bell, type Bell } from "./bell.ts";
import type { ExchangeDeps } from "./deps.ts";
import { findFirstQueued } from "./chain-store.ts";
import type { HeldElsewhere } from "./held-elsewhere.ts";
import { sealOnce } from "./seal.ts";

/** Receipts alone are sealed at most this often: a stream of pages is receipted in steps, not page by page. */
const receiptPauseMs = 250;
const sweepMs = 1_000;
/** Between pages in a stream of events, so that each carries several; the first after a rest goes at once. */
const betweenPagesMs = 15;
/** A busy machine is left to the writers for so many times as long as sealing a page took, within limits. */
const restsPerPage = 4;
const longestBetweenMs = 100;
/** A process that neither seals nor ends (it is held still, or swapped out) is not waited for longer than about twice this. */
const longestStillMs = 3_000;

export type Sealer = {
  wake: () => void;
  run: (signal: AbortSignal) => Promise<void>;
  /** For as long as another process is to seal: seals in its place where it leaves the same event waiting. */
  standBy: (isIdle: () => boolean, signal: AbortSignal) => Promise<void>;
};

/**
 * Seals at once when idle; what is queued meanwhile goes on the next page. A wake that comes while sealing is kept,
 * and a sweep finds what another process of this node left without a word.
 */
export const sealerOf = (
  deps: ExchangeDeps,
  sealed: Bell,
  /** Whether this database may seal now; `look`: it was found out that it may not. */
  may: { seal: () => Promise<boolean>; look: HeldElsewhere["look"] },
  onSealed: (number: number) => void,
): Sealer => {
  const woken = bell();
  const pause = bell();
  let dirty = false;
  let receiptAt = -Infinity;
  let barred: string | undefined;

  /** One step; how long to rest after it, and whether a wake ends the rest. */
  const step = async (): Promise<{ rest: number; firmly?: true }> => {
    if (!(await may.seal())) return { rest: sweepMs };
    const began = performance.now();
    const receipts = began - receiptAt >= receiptPauseMs;
    const result = await sealOnce(deps, { receipts });
    if (result === "another-seals") return { rest: 5 };
    if (result === "nothing") return { rest: receipts ? sweepMs : receiptPauseMs };
    if (typeof result === "string") {
      if (barred !== result) deps.log?.(`not sealing: ${result}`);
      barred = result;
      await may.look();
      return { rest: sweepMs };
    }
    barred = undefined;
    if (result.count === 0) receiptAt = performance.now();
    sealed.ring();
    onSealed(result.number);
    const pace = (performance.now() - began) * restsPerPage;
    const rest = Math.min(Math.max(betweenPagesMs, pace), longestBetweenMs);
    return { rest: result.more ? 0 : rest, firmly: true };
  };

  const attempt = () =>
    step().catch((error: unknown) => {
      deps.log?.(`sealing failed: ${(error as Error).message}`);
      return { rest: sweepMs, firmly: undefined };
    });

  return {
    wake: () => {
      dirty = true;
      woken.ring();
    },
    run: async (signal) => {
      while (!signal.aborted) {
        dirty = false;
        const { rest, firmly } = await attempt();
        if (firmly) await pause.wait(rest, signal);
        else if (!dirty) await woken.wait(rest, signal);
      }
    },
    standBy: async (isIdle, signal) => {
      let before: number | undefined;
      while (!signal.aborted) {
        await pause.wait(longestStillMs, signal);
        if (signal.aborted || !isIdle()) continue;
        const first = await findFirstQueued(deps.db).catch(() => undefined);
        if (first !== undefined && first === before) while ((await attempt()).firmly && !signal.aborted);
        before = first;
      }
    },
  };
};
