import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { liveContract } from "./contract.ts";
import { readChanges } from "./store.ts";

/** While nothing rings, a long poll looks by itself this often: another process of this node may have applied something. */
const lookMs = 2_000;

export const liveHandlers = ({ db, applied }: MonitoringDeps): Handlers<typeof liveContract> => ({
  monitoringChanges: async ({ query: { after, wait } }, { signal }) => {
    const end = performance.now() + wait * 1000;
    let changes = await readChanges(db, after);
    if (after === undefined) return done(changes);
    while (changes.types.length === 0 && !signal.aborted && performance.now() < end) {
      await applied.wait(Math.min(lookMs, Math.max(1, end - performance.now())), signal);
      changes = await readChanges(db, after);
    }
    return done(changes);
  },
});
