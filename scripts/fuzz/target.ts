import type { Random } from "./random.ts";

/** One reader of foreign bytes. `run` makes an input, has it read and says how that ended; a broken promise throws. */
export type Target = {
  name: string;
  /** Of a thousand inputs, about how many go here; what is dear to check gets few. */
  share: number;
  run: (random: Random, note: (input: unknown) => void) => string | Promise<string>;
};

export class BrokenPromise extends Error {}

export const promise = (holds: boolean, what: string): void => {
  if (!holds) throw new BrokenPromise(what);
};
