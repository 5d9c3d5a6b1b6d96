import { setTimeout as pause } from "node:timers/promises";
import type { MonitoringDeps } from "../deps.ts";
import { readChanges } from "../live/store.ts";
import type { AlertEventType } from "./events.ts";

/** Another process of this node may have applied what this one is not told of. */
const lookMs = 500;
/** In a stream of pages, so long between two looks; alerts of one batch come together. */
const betweenMs = 100;

const calling: readonly string[] = [
  "monitoring.alert-raised",
  "monitoring.alert-changed",
] satisfies AlertEventType[];

/**
 * Waits until alerts were raised or changed, here or by a peer, since it was last asked: from an alert upstream follows when
 * its wave comes here, and nobody should learn that a quarter of a minute later. The first answer comes at once.
 */
export const callOfAlerts = ({ db, applied }: Pick<MonitoringDeps, "db" | "applied">) => {
  let seen: string | undefined;
  return async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const isFirst = seen === undefined;
      const { types, after } = await readChanges(db, seen);
      seen = after;
      if (isFirst || types.some((type) => calling.includes(type))) return;
      await applied.wait(lookMs, signal);
      await pause(betweenMs, undefined, { signal, ref: false }).catch(() => {});
    }
  };
};
