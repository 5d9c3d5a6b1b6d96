import { inflateSync } from "node:zlib";

/** What a page needs to know of a font: which characters it has and how wide they are, in thousandths of the size. */
export type Sfnt = { widthOf: (codePoint: number) => number | undefined };

const align = (length: number): number => (length + 3) & ~3;

/** WOFF 1.0 is an OpenType file with each table compressed; unpacked it can be cut down to the characters used. */
export const unpackWoff = (woff: Buffer): Buffer => {
  if (woff.toString("latin1", 0, 4) !== "wOFF") return woff;
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const tables: Buffer[] = [head];
  let offset = head.length;
  for (let at = 0; at < count; at += 1) {
    const entry = 44 + at * 20;
    const [from, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [
      number,
      number,
      number,
    ];
    const raw = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(raw) : raw;
    woff.copy(head, 12 + at * 16, entry, entry + 4);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), 12 + at * 16 + 4);
    head.writeUInt32BE(offset, 12 + at * 16 + 8);
    head.writeUInt32BE(length, 12 + at * 16 + 12);
    tables.push(table, Buffer.alloc(align(length) - length));
    offset += align(length);
  }
  return Buffer.concat(tables);
};

const tableOf = (font: Buffer, start: number, name: string): Buffer | undefined => {
  for (let at = 0; at < font.readUInt16BE(start + 4); at += 1) {
    const entry = start + 12 + at * 16;
    if (font.toString("latin1", entry, entry + 4) === name)
      return font.subarray(
        font.readUInt32BE(entry + 8),
        font.readUInt32BE(entry + 8) + font.readUInt32BE(entry + 12),
      );
  }
  return undefined;
};

/** cmap format 12: runs of characters that follow one another. */
const glyphsByRun = (cmap: Buffer): Map<number, number> => {
  const glyphs = new Map<number, number>();
  for (let at = 0; at < cmap.readUInt32BE(12); at += 1) {
    const [first, last, glyph] = [0, 4, 8].map((field) => cmap.readUInt32BE(16 + at * 12 + field)) as [
      number,
      number,
      number,
    ];
    for (let one = first; one <= last; one += 1) glyphs.set(one, glyph + one - first);
  }
  return glyphs;
};

/** cmap format 4: segments of the characters up to U+FFFF. */
const glyphsBySegment = (cmap: Buffer): Map<number, number> => {
  const glyphs = new Map<number, number>();
  const doubled = cmap.readUInt16BE(6);
  for (let at = 0; at < doubled; at += 2) {
    const last = cmap.readUInt16BE(14 + at);
    const first = cmap.readUInt16BE(16 + doubled + at);
    const delta = cmap.readUInt16BE(16 + 2 * doubled + at);
    const place = 16 + 3 * doubled + at;
    const range = cmap.readUInt16BE(place);
    for (let one = first; one <= last && one < 0xffff; one += 1) {
      const glyph = range === 0 ? one : cmap.readUInt16BE(place + range + 2 * (one - first));
      if (glyph !== 0) glyphs.set(one, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
};

const glyphsOf = (cmap: Buffer): Map<number, number> => {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) =>
    cmap.subarray(cmap.readUInt32BE(8 + at * 8)),
  );
  const full = subtables.find((table) => table.readUInt16BE(0) === 12);
  const basic = subtables.find((table) => table.readUInt16BE(0) === 4);
  return full ? glyphsByRun(full) : basic ? glyphsBySegment(basic) : new Map();
};

/** Reads an unpacked font; of a collection (`ttcf`) the one at `member`. */
export const readSfnt = (font: Buffer, member = 0): Sfnt => {
  const start = font.toString("latin1", 0, 4) === "ttcf" ? font.readUInt32BE(12 + member * 4) : 0;
  const [cmap, head, hhea, hmtx] = ["cmap", "head", "hhea", "hmtx"].map((name) => tableOf(font, start, name));
  if (!cmap || !head || !hhea || !hmtx) throw new Error("not an OpenType font");
  const glyphs = glyphsOf(cmap);
  const unitsPerEm = head.readUInt16BE(18);
  const measured = hhea.readUInt16BE(34);
  return {
    widthOf: (codePoint) => {
      const glyph = glyphs.get(codePoint);
      return glyph === undefined
        ? undefined
        : (hmtx.readUInt16BE(4 * Math.min(glyph, measured - 1)) * 1000) / unitsPerEm;
    },
  };
};
