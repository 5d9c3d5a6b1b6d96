import type { Language } from "#base/bilingual.ts";
import { inPoints, type Atom, type Tag } from "./pdf-page.ts";
import { linesOf, type Passage, type Said } from "./sheet.ts";
import { typeset, type Line, type Setting } from "./typeset.ts";

/** Sizes of one document: letters are set as GB/T 9704 asks, forms smaller. */
export type Style = {
  width: number;
  left: number;
  size: number;
  leading: number;
  table: number;
  language: Language;
};

type Set = Setting & { leading: number; x?: number; tag?: Tag; colour?: string };

const atomOf = (line: Line, set: Set, left: number): Atom => ({
  height: set.leading,
  draw: (page, y) =>
    page.line(line, y, {
      x: left + (set.x ?? 0),
      size: set.size,
      leading: set.leading,
      ...(set.tag && { tag: set.tag }),
      ...(set.colour && { colour: set.colour }),
      ...(set.tracking && { tracking: set.tracking }),
    }),
});

/** Lines of a paragraph; the first two and the last two never part. */
export const textAtoms = (text: string, set: Set, left: number): Atom[] =>
  typeset(text, set).map((line, at, all) => ({
    ...atomOf(line, set, left),
    clings: (at === 0 && all.length > 1) || at === all.length - 2,
  }));

export const gap = (height: number): Atom => ({ height, draw: () => undefined });

const grey = "#555555";
const english = (size: number) => ({ latin: true, size, leading: size * 1.35, colour: grey }) as const;

/** Chinese, and English below it where English was asked for. */
export const saidAtoms = ({ zh, en }: Said, set: Set, style: Style): Atom[] => {
  const chinese = textAtoms(zh, set, style.left);
  if (style.language === "zh" || !en?.trim()) return chinese;
  const last = chinese.at(-1)!;
  const align = set.align === "centre" ? "centre" : "left";
  const courtesy = textAtoms(
    en,
    { ...english(Math.min(9.5, set.size * 0.87)), width: set.width, align },
    style.left,
  );
  return [...chinese.slice(0, -1), { ...last, clings: true }, ...courtesy, gap(set.size / 5)];
};

type Cell = { lines: { line: Line; size: number; leading: number; colour?: string }[]; height: number };
const padding = { x: 6, y: 3.2 };

const cellOf = ({ zh, en }: Said, width: number, style: Style, set: Partial<Setting> = {}): Cell => {
  const size = style.table;
  const inner = width - 2 * padding.x;
  const align = set.align ?? "left";
  const chinese = typeset(zh, { ...set, size, width: inner, align }).map((line) => ({
    line,
    size,
    leading: size * 1.4,
  }));
  const courtesy =
    style.language === "en" && en?.trim()
      ? typeset(en, { latin: true, size: 8, width: inner, align }).map((line) => ({
          line,
          size: 8,
          leading: 10.5,
          colour: grey,
        }))
      : [];
  const lines = [...chinese, ...courtesy];
  return { lines, height: lines.reduce((sum, { leading }) => sum + leading, 0) + 2 * padding.y };
};

type RowLook = { tags: Tag[]; shaded: boolean[]; atBottom?: boolean; least?: number };

const rowAtom = (cells: Cell[], widths: number[], left: number, look: RowLook): Atom => {
  const height = Math.max(look.least ?? 0, ...cells.map((cell) => cell.height));
  return {
    height,
    draw: (page, y) => {
      page.artifact((pdf) => {
        let x = left;
        widths.forEach((width, at) => {
          if (look.shaded[at]) pdf.rect(x, y, width, height).fill("#f4f4f1");
          x += width;
        });
        x = left;
        for (const width of widths) {
          pdf.lineWidth(0.6).strokeColor("#444444").rect(x, y, width, height).stroke();
          x += width;
        }
      });
      let x = left;
      cells.forEach((cell, at) => {
        const free = height - cell.height;
        let top = y + padding.y + (look.atBottom && at > 0 ? free : free / 2);
        for (const { line, ...style } of cell.lines) {
          page.line(line, top, { ...style, x: x + padding.x, tag: look.tags[at]! });
          top += style.leading;
        }
        x += widths[at]!;
      });
    },
  };
};

/** A cell taller than most of a page goes on in a second row. */
const longest = 26;
const split = (cells: Cell[]): Cell[][] => {
  const parts = Math.max(1, ...cells.map(({ lines }) => Math.ceil(lines.length / longest)));
  if (parts === 1) return [cells];
  return Array.from({ length: parts }, (_, at) =>
    cells.map(({ lines }) => {
      const own = lines.slice(at * longest, (at + 1) * longest);
      return { lines: own, height: own.reduce((sum, { leading }) => sum + leading, 0) + 2 * padding.y };
    }),
  );
};

const pairsAtoms = ({ rows }: Extract<Passage, { kind: "pairs" }>, style: Style): Atom[] => {
  const widths = [style.width * 0.27, style.width * 0.73];
  const atoms = rows.flatMap(({ name, value, blank }) => {
    const cells = [
      cellOf(name, widths[0]!, style),
      cellOf(value, widths[1]!, style, { align: blank ? "right" : "left" }),
    ];
    const look: RowLook = { tags: ["TH", "TD"], shaded: [true, false] };
    if (blank !== undefined) Object.assign(look, { least: inPoints(blank), atBottom: true });
    return split(cells).map((part) => rowAtom(part, widths, style.left, look));
  });
  // A short table stays in one piece, so that no single row of it stands beside the seal.
  const isShort = rows.length <= 3;
  return atoms.map((atom, at) => ({ ...atom, clings: isShort && at < atoms.length - 1 }));
};

const tableAtoms = ({ columns, rows }: Extract<Passage, { kind: "table" }>, style: Style): Atom[] => {
  const widths = columns.map(({ share }) => (style.width * share) / 100);
  const headCells = columns.map(({ name }, at) =>
    cellOf(name, widths[at]!, style, { weight: 700, align: "centre" }),
  );
  const head = rowAtom(headCells, widths, style.left, {
    tags: columns.map(() => "TH"),
    shaded: columns.map(() => true),
  });
  const look: RowLook = { tags: columns.map(() => "TD"), shaded: [] };
  const body = rows.flatMap((row) =>
    split(
      row.map((cell, at) =>
        cellOf(cell, widths[at]!, style, { align: columns[at]!.centred ? "centre" : "left" }),
      ),
    ).map((cells) => ({ ...rowAtom(cells, widths, style.left, look), head })),
  );
  return [{ ...head, clings: true }, ...body];
};

/** A passage as atoms; the code of a receipt is drawn with the seal, beside which it stands. */
export const passageAtoms = (passage: Passage, style: Style): Atom[] => {
  const { size, leading, width, left } = style;
  const plain = { size, leading, width };
  switch (passage.kind) {
    case "addressee":
      return saidAtoms(passage.words, { ...plain, align: "left" }, style);
    case "paragraph":
      return saidAtoms(passage.words, { ...plain, indent: 2 * size }, style);
    case "heading":
      return saidAtoms(passage.words, { ...plain, indent: 2 * size, weight: 700 }, style).map((atom) => ({
        ...atom,
        clings: true,
      }));
    case "told":
      return linesOf(passage.text).flatMap((text) => textAtoms(text, { ...plain, indent: 2 * size }, left));
    case "pairs":
      return [gap(5), ...pairsAtoms(passage, style), gap(5)];
    case "table":
      return [gap(5), ...tableAtoms(passage, style), gap(5)];
    case "code":
      return [];
  }
};
