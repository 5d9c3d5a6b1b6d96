import { aimOf, isReached, shown, type Figure } from "./figure.ts";

const heads = ["what", "database", "aim", "reached", "unit", "", "note"];
const rightAligned = new Set([2, 3]);

const marks = { true: "yes", false: "no", undefined: "" };

const cells = (figure: Figure): string[] => [
  figure.what,
  figure.database,
  aimOf(figure),
  shown(figure.value),
  figure.unit,
  marks[`${isReached(figure)}`],
  figure.note ?? "",
];

/** A table for a terminal: columns aligned, one line per figure. */
export const screenTable = (figures: readonly Figure[]): string[] => {
  const rows = figures.map(cells);
  const widths = heads.map((head, i) =>
    Math.max(...[head, ...rows.map((row) => row[i]!)].map(({ length }) => length)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, i) => (rightAligned.has(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  return [line(heads), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)];
};

/** The same for a page of documentation. */
export const pageTable = (figures: readonly Figure[]): string[] => {
  const row = (columns: string[]) => `| ${columns.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const named = heads.with(5, "aim met");
  return [
    row(named),
    row(named.map((_, i) => (rightAligned.has(i) ? "---:" : "---"))),
    ...figures.map((figure) => row(cells(figure))),
  ];
};
