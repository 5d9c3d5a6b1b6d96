import type { Entry } from "./case-file.ts";

const byTime = (a: Entry, b: Entry): number => (a.at < b.at || (a.at === b.at && a.event < b.event) ? -1 : 1);

/**
 * The history in one order on every node, in whatever order it came there: the holder's events as their chain has them;
 * what the other side said meanwhile by its time, but never before the event that it is about.
 */
export const inOrder = (entries: readonly Entry[]): Entry[] => {
  const ordered = entries.filter(({ about }) => about === undefined);
  const words = entries.filter(({ about }) => about !== undefined).toSorted(byTime);
  for (const word of words) {
    let at = ordered.findIndex(({ event }) => event === word.about) + 1;
    while (at < ordered.length && byTime(ordered[at]!, word) < 0) at += 1;
    ordered.splice(at, 0, word);
  }
  return ordered;
};
