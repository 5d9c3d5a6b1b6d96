import type { Tx } from "#base/tx.ts";
import type { Sourced } from "./batch.ts";
import { flag } from "./flags.ts";
import { shelfOf } from "./shelf.ts";
import type { Stations } from "./stations.ts";

/** A clock may go a little ahead before it is worth a word. */
const aheadMs = 5 * 60_000;

/** What is found in values that are new here, by what is known when they come. */
export const qualify = async <T extends Sourced>(
  tx: Tx,
  fresh: readonly T[],
  { nowMs }: { stations: Stations; nowMs: number },
): Promise<T[]> => {
  const shelf = shelfOf(tx);
  return fresh.map((reading) => {
    const newest = shelf.get(reading.stream)?.row;
    let flags = reading.flags;
    if (reading.atMs > nowMs + aheadMs) flags |= flag.futureClock;
    if (newest && reading.atMs < newest.atMs) flags |= flag.late;
    return { ...reading, flags };
  });
};
