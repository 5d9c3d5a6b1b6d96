import { bell, type Bell } from "./bell.ts";
import type { ExchangeDeps } from "./deps.ts";
import { sealOnce } from "./seal.ts";

/** Receipts alone are sealed at most this often: a stream of pages is receipted in steps, not page by page. */
const receiptPauseMs = 250;
const sweepMs = 1_000;

export type Sealer = { wake: () => void; run: (signal: AbortSignal) => Promise<void> };

/**
 * Seals at once when idle; what is queued meanwhile goes on the next page. A wake that comes while sealing is kept,
 * and a sweep finds what another process of this node left.
 */
export const sealerOf = (deps: ExchangeDeps, sealed: Bell, onSealed: (number: number) => void): Sealer => {
  const woken = bell();
  let dirty = false;
  let receiptAt = -Infinity;

  /** One step; how long to rest after it. */
  const step = async (): Promise<number> => {
    const receipts = performance.now() - receiptAt >= receiptPauseMs;
    const result = await sealOnce(deps, { receipts });
    if (result === "another-seals") return 5;
    if (result === "nothing" || result === "behind") return receipts ? sweepMs : receiptPauseMs;
    if (result.count === 0) receiptAt = performance.now();
    sealed.ring();
    onSealed(result.number);
    return 0;
  };

  return {
    wake: () => {
      dirty = true;
      woken.ring();
    },
    run: async (signal) => {
      while (!signal.aborted) {
        dirty = false;
        const rest = await step().catch((error: unknown) => {
          deps.log?.(`sealing failed: ${(error as Error).message}`);
          return sweepMs;
        });
        if (rest > 0 && !dirty) await woken.wait(rest, signal);
      }
    },
  };
};
