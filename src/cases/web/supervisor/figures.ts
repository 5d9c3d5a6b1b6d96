import type { z } from "zod";
import type { supervisorContract } from "../../contract-supervisor.ts";

export type Figure = z.output<typeof supervisorContract.supervision.output>["rows"][number];

export const lights = ["green", "yellow", "red", "open", "closed"] as const;
export type Shown = (typeof lights)[number];

const sum = (rows: readonly Figure[], of: (row: Figure) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

/** The line above the table. The average is over closed cases, so a group weighs what it closed. */
export const totalsOf = (rows: readonly Figure[]) => {
  const counted = rows.filter((row) => row.averageWorkdays !== null && row.closed > 0);
  const closed = sum(counted, (row) => row.closed);
  return {
    open: sum(rows, (row) => row.open),
    red: sum(rows, (row) => row.red),
    yellow: sum(rows, (row) => row.yellow),
    closed: sum(rows, (row) => row.closed),
    averageWorkdays:
      closed > 0 ? sum(counted, (row) => row.averageWorkdays! * row.closed) / closed : undefined,
  };
};

/** What needs a person first: most overdue, then most near the limit, then most open. */
export const byNeed = (rows: readonly Figure[]): Figure[] =>
  rows.toSorted((a, b) => b.red - a.red || b.yellow - a.yellow || b.open - a.open);
