/**
 * Something a node does by itself from time to time. Doing it twice, or in two processes at once, must be harmless. What
 * takes long looks at the signal: a node that is to stop waits for it.
 */
export type Job = {
  name: string;
  everySeconds: number;
  run: (signal?: AbortSignal) => Promise<unknown>;
  /** Ends when the job is called for before its time. */
  called?: (signal: AbortSignal) => Promise<void>;
};
