import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import { isOfWhole, readNationalLayout, type TableOptions } from "./national-layout.ts";
import { noRows, type ImportRow, type TakenRows } from "./taken-rows.ts";
import type { TableHeader } from "./table-header.ts";

/** What is wrong in a table, at its place. */
export type TableFault = { line: number; column?: number; refusal: Refusal };

export type Imported = Omit<TakenRows, "faults"> & {
  /** Whether something was recorded. */
  isRecorded: boolean;
  faults: TableFault[];
  faultCount: number;
  /** Names of columns that mean nothing here. */
  unknownColumns: string[];
};

/** How rows get to the node: in the same process, or by HTTP from a terminal. */
export type TakeRows = (rows: readonly ImportRow[], checkOnly: boolean) => Promise<Outcome<TakenRows>>;

export type TableReading = {
  table: Omit<TableOptions, "onHeader">;
  /** How many faults are told with their place; all are counted. */
  mostFaults?: number;
  onProgress?: (step: { pass: "check" | "record"; rows: number }) => void;
};

export type ImportOptions = TableReading & {
  /** Accepted rows are kept although others are not; else nothing is recorded where anything is wrong. */
  keepsGood: boolean;
  /** Looks at the whole table and records nothing. */
  previews: boolean;
};

/** Fits what a node takes in one question. */
const rowsTogether = 1_500;

/** More names of sections than any country has: then they are no names, and are counted together. */
const mostNames = 10_000;
const otherNames = "…";

const add = (to: Record<string, number>, more: Record<string, number>): void => {
  let names = Object.keys(to).length;
  for (const [name, rows] of Object.entries(more)) {
    const isNew = !Object.hasOwn(to, name);
    const kept = isNew && names >= mostNames ? otherNames : name;
    to[kept] = (to[kept] ?? 0) + rows;
    if (isNew) names += 1;
  }
};

/** A row of a section that the node has said is none of its own is counted, and not asked about again. */
const isLeftOut = (imported: Imported, { section }: ImportRow): boolean => {
  for (const counted of [imported.unknown, imported.elsewhere])
    if (Object.hasOwn(counted, section)) {
      counted[section]! += 1;
      imported.rows += 1;
      return true;
    }
  return false;
};

const gather = (imported: Imported, { faults: _faults, ...taken }: TakenRows): void => {
  imported.rows += taken.rows;
  for (const state of ["new", "revised", "same"] as const) imported.values[state] += taken.values[state];
  add(imported.unknown, taken.unknown);
  add(imported.elsewhere, taken.elsewhere);
  imported.notMeasured = [...new Set([...imported.notMeasured, ...taken.notMeasured])];
};

const placeOf = ({ at = "1" }: Refusal): { line: number; column?: number } => {
  const [line, column] = at.split(":").map(Number);
  return { line: line!, ...(column !== undefined && { column }) };
};

/** One way through the table. Its rows go in the groups in which they are read, so memory does not grow with the file. */
const pass = async (
  bytes: AsyncIterable<Uint8Array>,
  take: TakeRows,
  checkOnly: boolean,
  { table, mostFaults = 100, onProgress }: TableReading,
): Promise<Outcome<Imported>> => {
  const imported: Imported = {
    ...noRows(),
    isRecorded: !checkOnly,
    faults: [],
    faultCount: 0,
    unknownColumns: [],
  };
  let header: TableHeader | undefined;
  const fault = (one: TableFault) => {
    imported.faultCount += 1;
    if (imported.faults.length < mostFaults) imported.faults.push(one);
  };
  const columnOf = (property: string | undefined) => {
    const index = header?.values.find((one) => one.property.code === property)?.index;
    return index === undefined ? {} : { column: index + 1 };
  };
  const onHeader = (found: TableHeader) => {
    header = found;
    imported.unknownColumns = found.unknown;
  };
  let rows: ImportRow[] = [];
  const hand = async (): Promise<Outcome<true>> => {
    const given = rows;
    rows = [];
    if (given.length === 0) return done(true);
    const taken = await take(given, checkOnly);
    if (!taken.ok) return taken;
    gather(imported, taken.value);
    for (const { line, property, refusal } of taken.value.faults)
      fault({ line, ...columnOf(property), refusal });
    return done(true);
  };
  for await (const found of readNationalLayout(bytes, { ...table, onHeader })) {
    for (const row of found) {
      if (row.ok) {
        const { line, section, atMs, values } = row.value;
        if (!isLeftOut(imported, row.value)) rows.push({ line, section, atMs, values });
      } else if (isOfWhole(row.refusal)) return row;
      else fault({ ...placeOf(row.refusal), refusal: row.refusal });
    }
    if (rows.length >= rowsTogether) {
      const handed = await hand();
      if (!handed.ok) return handed;
    }
    onProgress?.({ pass: checkOnly ? "check" : "record", rows: imported.rows });
  }
  const handed = await hand();
  if (!handed.ok) return handed;
  imported.faults.sort((a, b) => a.line - b.line);
  return done(imported);
};

/** Looks at the whole table: what is wrong with it, and what would become of its values. Nothing is recorded. */
export const checkTable = (
  open: () => AsyncIterable<Uint8Array>,
  take: TakeRows,
  reading: TableReading,
): Promise<Outcome<Imported>> => pass(open(), take, true, reading);

/** Records what is good in a table; for one that was checked. */
export const recordTable = (
  open: () => AsyncIterable<Uint8Array>,
  take: TakeRows,
  reading: TableReading,
): Promise<Outcome<Imported>> => pass(open(), take, false, reading);

/** Whether nothing of a table is for this node. */
export const isForNobodyHere = ({ values, faultCount }: Imported): boolean =>
  faultCount === 0 && values.new + values.revised + values.same === 0;

/**
 * Imports a table of measurements. It is read twice: first every row is checked, and only then is anything recorded, all of
 * it or, where asked for, what is good. What was recorded before a break is found again, so importing again goes on.
 */
export const importTable = async (
  open: () => AsyncIterable<Uint8Array>,
  take: TakeRows,
  options: ImportOptions,
): Promise<Outcome<Imported>> => {
  const checked = await checkTable(open, take, options);
  if (!checked.ok || options.previews) return checked;
  const { faultCount, unknown } = checked.value;
  if (faultCount > 0 && !options.keepsGood) return checked;
  if (isForNobodyHere(checked.value)) {
    const names = Object.keys(unknown);
    return refuse("IMPORT_NOTHING_HERE", { names: names.slice(0, 5).join("、") || "–" });
  }
  return recordTable(open, take, options);
};
