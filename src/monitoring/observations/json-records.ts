import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { TableRow } from "./table-records.ts";
import type { TableRefusal } from "./table-refusals.ts";

const mostCharacters = 1_000_000; // a brace that is never closed must not take the whole file into memory

/** Cuts text that comes in pieces into the objects of an array, or those that follow each other line by line. */
const objectsIn = () => {
  let pending = "";
  let depth = 0;
  let arrays = 0;
  let isInText = false;
  let isEscaped = false;
  /** `undefined`: something stands between the objects that is none. */
  const push = (text: string): string[] | undefined => {
    const found: string[] = [];
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const sign = text[i]!;
      if (isInText) {
        if (isEscaped) isEscaped = false;
        else if (sign === "\\") isEscaped = true;
        else if (sign === '"') isInText = false;
      } else if (depth === 0) {
        if (sign === "{") [depth, from] = [1, i];
        else if (sign === "[" && arrays === 0) arrays += 1;
        else if (sign === "]" && arrays > 0) arrays -= 1;
        else if (sign.trim() !== "" && sign !== ",") return undefined;
      } else if (sign === '"') isInText = true;
      else if (sign === "{") depth += 1;
      else if (sign === "}" && --depth === 0) {
        found.push(pending + text.slice(from, i + 1));
        pending = "";
      }
    }
    if (depth > 0) pending += text.slice(from);
    return pending.length > mostCharacters ? undefined : found;
  };
  return { push, isWhole: () => depth === 0 && arrays === 0 };
};

const cellOf = (value: unknown): string | undefined =>
  value === null || value === undefined
    ? ""
    : typeof value === "string" || typeof value === "number"
      ? String(value)
      : undefined;

/**
 * Records of a JSON file: an array of objects, or one object after another. The names of the first are the columns; a
 * record has no line of its own, so it is numbered as it would be below a header: the first is in line 2.
 */
export async function* jsonRecordsIn(
  texts: AsyncIterable<Outcome<string, TableRefusal>>,
): AsyncGenerator<Outcome<TableRow, TableRefusal>[]> {
  const objects = objectsIn();
  let names: string[] | undefined;
  let line = 1;
  const no = (code: TableRefusal, { column = 1, ...detail }: { column?: number; name?: string } = {}) =>
    refuse(code, { line, column, ...detail }, `${line}:${column}`);
  const rowOf = (text: string): Outcome<TableRow, TableRefusal> => {
    line += 1;
    let given: Record<string, unknown>;
    try {
      given = JSON.parse(text) as Record<string, unknown>;
    } catch {
      return no("TABLE_JSON");
    }
    const known = names!;
    const cells: string[] = [];
    for (const name of [...known, ...Object.keys(given).filter((one) => !known.includes(one))]) {
      const cell = cellOf(given[name]);
      if (cell === undefined) return no("TABLE_JSON_VALUE", { name, column: cells.length + 1 });
      cells.push(cell);
    }
    return done({ cells, line });
  };
  const namesOf = (text: string): string[] => {
    try {
      return Object.keys(JSON.parse(text) as object);
    } catch {
      return [];
    }
  };
  for await (const text of texts) {
    if (!text.ok) return yield [text];
    const found = objects.push(text.value);
    if (!found) return yield [no("TABLE_JSON")];
    const rows: Outcome<TableRow, TableRefusal>[] = [];
    for (const one of found) {
      if (!names) {
        names = namesOf(one);
        rows.push(done({ cells: names, line }));
      }
      rows.push(rowOf(one));
    }
    yield rows;
  }
  if (!objects.isWhole()) yield [no("TABLE_JSON_CUT")];
}
