import { setTimeout as wait } from "node:timers/promises";
import type { Job } from "#base/job.ts";
import { alone, type Siblings } from "#base/siblings.ts";

/**
 * Runs each job now and then at its interval, or when it is called for, in one process of a node; a failure is logged and tried again next time.
 * A process that takes over begins with all of them.
 */
export const startJobs = (
  jobs: readonly Job[],
  onFault: (error: unknown, job: string) => void,
  siblings: Siblings = alone,
) => {
  const life = new AbortController();
  /** Until its interval is over or, before that, until the job is called for. */
  const rest = async ({ name, everySeconds, called }: Job, signal: AbortSignal): Promise<void> => {
    const over = new AbortController();
    const resting = AbortSignal.any([signal, over.signal]);
    const interval = wait(everySeconds * 1000, undefined, { signal: resting, ref: false }).catch(() => {});
    const call = called?.(resting).catch((error: unknown) => {
      if (!resting.aborted) onFault(error, name);
      return interval;
    });
    await Promise.race(call ? [interval, call] : [interval]);
    over.abort();
    await call;
  };
  const loop = async (job: Job, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await job.run(signal).catch((error: unknown) => {
        if (!signal.aborted) onFault(error, job.name);
      });
      await rest(job, signal);
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
