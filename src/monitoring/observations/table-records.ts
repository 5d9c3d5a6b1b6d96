import { CsvError, parse } from "csv-parse";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { jsonRecordsIn } from "./json-records.ts";
import type { TableRefusal } from "./table-refusals.ts";
import { readTableText } from "./table-text.ts";

/** One record as it stands, with the line it ends in; the first of a table is its header. */
export type TableRow = { cells: string[]; line: number };

export const separators = { comma: ",", semicolon: ";", tab: "\t" } as const;

/** How a table is written: told from its first bytes, never asked. */
export type TableForm = { encoding: string; kind: keyof typeof separators | "json" };

type Text = Outcome<string, TableRefusal>;

const kindOf = (text: string): TableForm["kind"] => {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("[")) return "json";
  const header = /^[^\r\n]*/.exec(start)![0];
  const count = (kind: keyof typeof separators): number => header.split(separators[kind]).length;
  const kinds = Object.keys(separators) as (keyof typeof separators)[];
  return kinds.reduce((best, kind) => (count(kind) > count(best) ? kind : best));
};

/**
 * Records are taken as the parser finds them and not from its stream, which would drop those that wait when a later one is
 * broken.
 */
async function* csvRecordsIn(
  texts: AsyncIterable<Text>,
  delimiter: string,
): AsyncGenerator<Outcome<TableRow, TableRefusal>[]> {
  let found: Outcome<TableRow, TableRefusal>[] = [];
  let line = 0;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000, // a quote that is never closed must not take the whole file into memory
    record_delimiter: ["\r\n", "\n", "\r"], // files put together by hand have all of them
    on_record: (cells: string[], { lines }) => {
      line = lines;
      found.push(done({ cells, line }));
      return null;
    },
  });
  parser.on("error", () => {}); // each write answers with it
  parser.resume();
  const take = () => {
    const taken = found;
    found = [];
    return taken;
  };
  const isBroken = async (write: (told: (error?: Error | null) => void) => void): Promise<boolean> => {
    const error = await new Promise<Error | null | undefined>((resolve) => write(resolve));
    if (error && !(error instanceof CsvError)) throw error;
    return error !== null && error !== undefined;
  };
  const broken = () => [refuse("TABLE_QUOTE", { line: line + 1 }, `${line + 1}:1`)];
  for await (const text of texts) {
    if (!text.ok) {
      yield take();
      yield [text];
      return;
    }
    const stopped = await isBroken((told) => parser.write(text.value, told));
    yield take();
    if (stopped) return yield broken();
  }
  const stopped = await isBroken((told) => parser.end(told));
  yield take();
  if (stopped) yield broken();
}

/** The records of a table as they stand, some at a time; memory does not grow with the file. */
export async function* recordsIn(
  bytes: AsyncIterable<Uint8Array>,
  onForm?: (form: TableForm) => void,
): AsyncGenerator<Outcome<TableRow, TableRefusal>[]> {
  let encoding = "";
  const texts = readTableText(bytes, (found) => (encoding = found));
  const first = await texts.next();
  if (first.done) return;
  const kind = first.value.ok ? kindOf(first.value.value) : "comma";
  if (first.value.ok) onForm?.({ encoding, kind });
  const all = async function* (): AsyncGenerator<Text> {
    yield first.value as Text;
    yield* texts;
  };
  yield* kind === "json" ? jsonRecordsIn(all()) : csvRecordsIn(all(), separators[kind]);
}
