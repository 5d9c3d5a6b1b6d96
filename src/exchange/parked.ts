import type { ParkedRow } from "./parking-store.ts";

export type Stuck = ParkedRow & { behind: ParkedRow[] };

/** Parked events, oldest first, each with what waits behind it: its author's later events on the same subject. */
export const stuckAmong = (rows: readonly ParkedRow[]): Stuck[] => {
  const first = new Map<string, Stuck>();
  for (const row of rows) {
    const place = `${row.author} ${row.subject}`;
    const before = first.get(place);
    if (before && row.state === "waiting") before.behind.push(row);
    // Each refusal stands for itself: its author was told of each.
    else first.set(before ? `${place} ${row.id}` : place, { ...row, behind: [] });
  }
  return [...first.values()];
};
