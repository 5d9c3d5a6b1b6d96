import { setTimeout as wait } from "node:timers/promises";
import { alone, type Siblings } from "#base/siblings.ts";

/**
 * Something a node does by itself from time to time. Doing it twice, or in two processes at once, must be harmless. What
 * takes long looks at the signal: a node that is to stop waits for it.
 */
export type Job = { name: string; everySeconds: number; run: (signal?: AbortSignal) => Promise<unknown> };

/**
 * Runs each job now and then at its interval, in one process of a node; a failure is logged and tried again next time.
 * A process that takes over begins with all of them.
 */
export const startJobs = (
  jobs: readonly Job[],
  onFault: (error: unknown, job: string) => void,
  siblings: Siblings = alone,
) => {
  const life = new AbortController();
  const loop = async ({ name, everySeconds, run }: Job, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await run(signal).catch((error: unknown) => {
        if (!signal.aborted) onFault(error, name);
      });
      await wait(everySeconds * 1000, undefined, { signal, ref: false }).catch(() => {});
    }
  };
  const runAll = async (signal: AbortSignal) =>
    void (await Promise.all(jobs.map((job) => loop(job, signal))));
  const loops = siblings.lead("jobs", runAll, life.signal);
  return {
    stop: async (): Promise<void> => {
      life.abort();
      await loops;
    },
  };
};
