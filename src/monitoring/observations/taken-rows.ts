import type { Refusal } from "#base/outcome.ts";
import type { NationalRow } from "./national-layout.ts";

export type ImportRow = Pick<NationalRow, "line" | "section" | "atMs" | "values">;

/** A row of a table, and the property that is wrong in it where it is not the row as a whole. */
export type RowFault = { line: number; property?: string; refusal: Refusal };

export type TakenRows = {
  rows: number;
  /** What became of the values, or in a check would. */
  values: { new: number; revised: number; same: number };
  faults: RowFault[];
  /** Sections that no network in force names, and those that another party's node records: rows of each. */
  unknown: Record<string, number>;
  elsewhere: Record<string, number>;
  /** Columns that a station does not measure by its network; left alone. */
  notMeasured: string[];
};

export const noRows = (): TakenRows => ({
  rows: 0,
  values: { new: 0, revised: 0, same: 0 },
  faults: [],
  unknown: {},
  elsewhere: {},
  notMeasured: [],
});
