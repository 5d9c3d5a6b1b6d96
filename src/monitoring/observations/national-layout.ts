import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { WaterClass } from "../standards/water-standard.ts";
import { readHeader, type TableHeader } from "./table-header.ts";
import { recordsIn } from "./table-records.ts";
import type { TableRefusal } from "./table-refusals.ts";
import { readTime, serialTime, type MissingYear } from "./table-time.ts";

/** One row of the national real-time publication, or of a table with its columns. */
export type NationalRow = {
  line: number;
  province?: string;
  section: string;
  /** Null where the publication gives none (`*`): the station sent nothing. */
  atMs: number | null;
  /** By property: null where it was not reported (`--`); absent where there is no sensor (`*`). */
  values: Record<string, number | null>;
  /** As published; null where no class was given. Absent where the table has no such column. */
  publishedClass?: WaterClass | null;
  /** As written: 正常, 维护 … */
  state?: string;
};

export type TableOptions = {
  /** For times without a year. */
  missingYear: MissingYear;
  /** Column name → property code, `section` or `time`; empty: not used. */
  mapping?: Readonly<Record<string, string>>;
  /** The station of all rows, where no column names it. */
  station?: string;
  /** What the table calls a station → its id. */
  stations?: Readonly<Record<string, string>>;
  /** Take a column even where none of its first values is possible: an instrument may be broken for days. */
  trustColumns?: boolean;
  onHeader?: (header: TableHeader) => void;
};

type Found = Outcome<NationalRow, TableRefusal>;

/** Something is wrong with the table as a whole: no row of it can be trusted. */
export const isOfWhole = ({ at }: Pick<Refusal, "at">): boolean => at === undefined || at.startsWith("1:");

const classes: Record<string, WaterClass | null> = {
  "*": null, "--": null, "": null,
  Ⅰ: "I", Ⅱ: "II", Ⅲ: "III", Ⅳ: "IV", Ⅴ: "V", 劣Ⅴ: "inferior-V",
  I: "I", II: "II", III: "III", IV: "IV", V: "V", 劣V: "inferior-V", "inferior-V": "inferior-V",
}; // prettier-ignore

const numberText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const rowsAtOnce = 500;
/** So many rows tell whether a column can be what its name says. */
const rowsToTell = 20;

const rowOf = (
  cells: readonly string[],
  line: number,
  { names, words, values }: TableHeader,
  options: TableOptions,
): Found => {
  const say = (code: TableRefusal, index: number, detail: Record<string, unknown> = {}): Found =>
    refuse(code, { line, column: index + 1, name: names[index], ...detail }, `${line}:${index + 1}`);
  const expected = names.length;
  if (cells.length < expected) return say("TABLE_ROW_SHORT", cells.length - 1, { expected });
  if (cells.length > expected) return say("TABLE_ROW_LONG", expected, { expected });
  const called = words.section === undefined ? options.station! : cells[words.section]!.trim();
  if (called === "") return say("TABLE_SECTION", words.section!);
  const section = options.stations?.[called] ?? called;
  const time = cells[words.time!]!.trim();
  const atMs = time === "*" || time === "--" ? null : readTime(time, options.missingYear);
  if (atMs === undefined) {
    const guess = serialTime(time);
    return say(guess ? "TABLE_TIME_SERIAL" : "TABLE_TIME", words.time!, {
      found: time,
      ...(guess && { guess }),
    });
  }
  const row: NationalRow = { line, section, atMs, values: {} };
  for (const { index, property } of values) {
    const text = cells[index]!.trim();
    if (text === "*") continue;
    if (text === "--" || text === "") row.values[property.code] = null;
    else if (numberText.test(text) && Number.isFinite(Number(text))) row.values[property.code] = Number(text);
    else return say("TABLE_NUMBER", index, { found: text.slice(0, 40) });
  }
  if (words.publishedClass !== undefined) {
    const text = cells[words.publishedClass]!.trim();
    const found = classes[text];
    if (found === undefined) return say("TABLE_CLASS", words.publishedClass, { found: text.slice(0, 40) });
    row.publishedClass = found;
  }
  if (words.state !== undefined) row.state = cells[words.state]!.trim();
  if (words.province !== undefined) row.province = cells[words.province]!.trim();
  return done(row);
};

/** A column of which nothing can be true is another column, or in another unit. */
const swapped = (rows: readonly Found[], { names, values }: TableHeader): Found | undefined => {
  const told = rows.slice(0, rowsToTell).flatMap((row) => (row.ok ? [row.value] : []));
  for (const { index, property } of values) {
    const [min, max] = property.range;
    const given = told.filter((row) => typeof row.values[property.code] === "number");
    const first = given[0];
    if (!first || given.some((row) => min <= row.values[property.code]! && row.values[property.code]! <= max))
      continue;
    const found = first.values[property.code];
    const detail = { line: first.line, column: index + 1, name: names[index], found, min, max };
    return refuse("TABLE_SWAPPED", detail, `${first.line}:${index + 1}`);
  }
  return undefined;
};

/**
 * Reads a table as it streams, some hundred rows at a time; memory does not grow with the file. A row that cannot be read
 * is a refusal with its line and column among the others, and the caller decides whether to go on; what is wrong with the
 * table as a whole ends it.
 */
export async function* readNationalLayout(
  bytes: AsyncIterable<Uint8Array>,
  options: TableOptions,
): AsyncGenerator<Found[]> {
  let header: TableHeader | undefined;
  let rows: Found[] = [];
  let isTold = options.trustColumns ?? false;
  const tell = (known: TableHeader): Found | undefined => {
    if (isTold) return undefined;
    isTold = true;
    return swapped(rows, known);
  };
  for await (const records of recordsIn(bytes)) {
    for (const record of records) {
      if (!record.ok) rows.push(record);
      else if (header) rows.push(rowOf(record.value.cells, record.value.line, header, options));
      else {
        const found = readHeader(record.value.cells, options);
        if (!found.ok) return yield [found];
        header = found.value;
        options.onHeader?.(header);
      }
      if (!header || rows.length < rowsAtOnce) continue;
      const wrong = tell(header);
      if (wrong) return yield [wrong];
      yield rows;
      rows = [];
    }
  }
  const wrong = header && tell(header);
  if (wrong) return yield [wrong];
  if (!header && rows.length === 0) yield [refuse("TABLE_EMPTY")];
  else if (rows.length > 0) yield rows;
}
