import type { Figure } from "./figure.ts";
import type { Machine } from "./machine.ts";

/** One run of the benchmark, as it is kept. */
export type Results = {
  at: string;
  seconds: number;
  machine: Machine;
  figures: Figure[];
  /** Benches that did not finish; their figures are missing. */
  failed: string[];
};
