import { createHash, type Hash } from "node:crypto";
import { z } from "zod";
import { Digest } from "#protocol/event.ts";
import { About, TableSum } from "./manifest.ts";

/** Where a dump says something that cannot be: the table and the row it had come to. */
export class Damaged extends Error {
  readonly table: string | undefined;
  readonly row: number | undefined;
  constructor(what: string, place: { table?: string; row?: number } = {}) {
    super(what);
    this.table = place.table;
    this.row = place.row;
  }
}

const Line = z.union([
  z.strictObject({ about: About }),
  z.strictObject({ table: z.string(), columns: z.array(z.string()) }),
  z.strictObject({ sum: TableSum }),
  z.strictObject({
    sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
  }),
  z.strictObject({ attachments: z.array(Digest) }),
  z.strictObject({ end: z.literal(true) }),
]);
export type DumpLine = z.infer<typeof Line> | { row: string };

/** What a dump has said so far. */
export type Heard = {
  about?: About;
  tables: Record<string, TableSum>;
  attachments: string[];
  isWhole: boolean;
};

/** Follows a dump line by line: knows each line's meaning, counts and sums rows, and whether the end came. */
export const dumpFollower = () => {
  const heard: Heard = { tables: {}, attachments: [], isWhole: false };
  let table: { name: string; rows: number; sum: Hash } | undefined;

  const parse = (text: string): z.infer<typeof Line> => {
    const place = table && { table: table.name, row: table.rows + 1 };
    try {
      return Line.parse(JSON.parse(text));
    } catch {
      throw new Damaged("a line that says nothing", place);
    }
  };

  const follow = (text: string): DumpLine => {
    if (heard.isWhole) throw new Damaged("more after the end");
    if (table && text.startsWith("[") && text.endsWith("]")) {
      table.rows += 1;
      table.sum.update(text).update("\n");
      return { row: text };
    }
    const line = parse(text);
    if ("about" in line) heard.about = line.about;
    else if (!heard.about) throw new Damaged("it does not begin with what it is of");
    if ("table" in line) table = { name: line.table, rows: 0, sum: createHash("sha256") };
    if ("sum" in line && table) {
      const found = { rows: table.rows, sha256: table.sum.digest("hex") };
      if (found.rows !== line.sum.rows || found.sha256 !== line.sum.sha256)
        throw new Damaged("its rows are not those that were written", {
          table: table.name,
          row: Math.min(found.rows, line.sum.rows),
        });
      heard.tables[table.name] = line.sum;
      table = undefined;
    }
    if ("attachments" in line) heard.attachments.push(...line.attachments);
    if ("end" in line) heard.isWhole = true;
    return line;
  };
  const place = () => (table ? { table: table.name, row: table.rows + 1 } : {});
  return { follow, heard, place };
};

const newline = 0x0a;

/** The lines of a stream of bytes, without their ends. What follows the last end is a line too. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let kept: Uint8Array[] = [];
  for await (const chunk of bytes) {
    let from = 0;
    for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
      kept.push(chunk.subarray(from, to));
      yield Buffer.concat(kept).toString("utf8");
      kept = [];
      from = to + 1;
    }
    if (from < chunk.length) kept.push(chunk.subarray(from));
  }
  if (kept.length) yield Buffer.concat(kept).toString("utf8");
}
