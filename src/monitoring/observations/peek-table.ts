import { done, refuse, type Outcome } from "#base/outcome.ts";
import { recordsIn, type TableForm } from "./table-records.ts";

/** The beginning of a table as it stands, for a person who says what its columns are. */
export type Peeked = { form: TableForm; names: string[]; rows: string[][] };

export const peekTable = async (bytes: AsyncIterable<Uint8Array>, mostRows = 3): Promise<Outcome<Peeked>> => {
  let form: TableForm | undefined;
  const found: string[][] = [];
  for await (const records of recordsIn(bytes, (told) => (form = told))) {
    for (const record of records) {
      if (record.ok) found.push(record.value.cells);
      else if (found.length === 0) return record;
    }
    if (found.length > mostRows) break;
  }
  const [names, ...rows] = found;
  if (!form || !names) return refuse("TABLE_EMPTY");
  return done({ form, names: names.map((name) => name.trim()), rows: rows.slice(0, mostRows) });
};
