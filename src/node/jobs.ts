import { setTimeout as wait } from "node:timers/promises";

/** Something a node does by itself from time to time. Doing it twice, or in two processes at once, must be harmless. */
export type Job = { name: string; everySeconds: number; run: () => Promise<unknown> };

/** Runs each job now and then at its interval; a failure is logged and tried again next time. */
export const startJobs = (jobs: readonly Job[], onFault: (error: unknown, job: string) => void) => {
  const life = new AbortController();
  const loop = async ({ name, everySeconds, run }: Job): Promise<void> => {
    while (!life.signal.aborted) {
      await run().catch((error: unknown) => onFault(error, name));
      await wait(everySeconds * 1000, undefined, { signal: life.signal, ref: false }).catch(() => {});
    }
  };
  const loops = Promise.all(jobs.map(loop));
  return {
    stop: async (): Promise<void> => {
      life.abort();
      await loops;
    },
  };
};
