import type { Tx } from "#base/tx.ts";
import { DamagedFile, readDumpLines, type OpenedBackup } from "./open-backup.ts";
import { names } from "./manifest.ts";
import { Damaged, dumpFollower, type Heard } from "./read-dump.ts";
import * as store from "./table-store.ts";

const mostRows = 500;
const mostChars = 1024 * 1024;

/** The rows of a backup, put into an empty database of the same migrations. Throws where the dump is not what was written. */
export const loadDump = async (tx: Tx, backup: OpenedBackup, say: (line: string) => void): Promise<Heard> => {
  const tables = await store.listTables(tx);
  await store.setGuards(tx, tables, false);
  for (const table of tables.toReversed()) await store.emptyTable(tx, table);
  const { follow, heard, place } = dumpFollower();
  let into: { table: store.Table; columns: string[] } | undefined;
  let kept: string[] = [];
  let chars = 0;
  const flush = async () => {
    if (into && kept.length) await store.insertRows(tx, into.table, into.columns, kept);
    kept = [];
    chars = 0;
  };
  const find = (name: string, columns: string[]) => {
    const table = tables.find((one) => one.name === name);
    const known = table && columns.every((column) => table.columns.some((one) => one.name === column));
    if (!table || !known) throw new Damaged("a table that these migrations do not make", { table: name });
    return { table, columns };
  };
  try {
    for await (const line of readDumpLines(backup, place)) {
      const meaning = follow(line);
      if ("row" in meaning) {
        kept.push(meaning.row);
        chars += meaning.row.length;
        if (kept.length === mostRows || chars > mostChars) await flush();
        continue;
      }
      await flush();
      if ("table" in meaning) into = find(meaning.table, meaning.columns);
      if ("sum" in meaning) say(`${into?.table.name} ${meaning.sum.rows}`);
      if ("sequences" in meaning)
        for (const sequence of meaning.sequences) await store.setSequence(tx, sequence);
    }
  } catch (error) {
    throw error instanceof Damaged ? new DamagedFile(names.dump, error) : error;
  }
  if (!heard.isWhole) throw new DamagedFile(names.dump, new Damaged("it was cut off", place()));
  await store.setGuards(tx, tables, true);
  return heard;
};

/** The first table whose rows are not those of the backup, read back from the database itself. */
export const findDifferentTable = async (tx: Tx, sums: Heard["tables"]): Promise<string | undefined> => {
  for (const table of await store.listTables(tx)) {
    const expected = sums[table.name];
    // The schema is the one it was taken under: a table that it does not name was lost from what it says.
    if (!expected) return table.name;
    const found = await store.sumRows(tx, table);
    if (found.rows !== expected.rows || found.sha256 !== expected.sha256) return table.name;
  }
  return undefined;
};
