/** What processes of one node tell each other. */
export type Word = "sealed" | "applied" | "queued" | "sessions-ended" | `hint ${string}`;

/**
 * The other processes of the same node, on the same database. A word may be lost with a connection: whoever waits for
 * one also looks by itself from time to time.
 */
export type Siblings = {
  /** Tells all others; not this process itself. */
  tell: (word: Word) => void;
  hear: (word: Word, listener: () => void) => void;
  /**
   * Works on a task that one process does at a time: waits until this one leads, and again when the lead was lost. What
   * must never be done by two is not left to this: for a moment both may believe that they lead.
   */
  lead: (task: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => Promise<void>;
};

/** A node of one process: it leads whatever there is. */
export const alone: Siblings = {
  tell: () => {},
  hear: () => {},
  lead: (_task, work, signal) => work(signal),
};
