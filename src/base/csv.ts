export type CsvCell = string | number | null | undefined;

const cell = (value: CsvCell): string => {
  const text = value === null || value === undefined ? "" : String(value);
  // A spreadsheet must not take a text for a formula.
  const safe = typeof value === "string" && /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as CSV with a byte order mark, so that spreadsheets read it as UTF-8. */
export const csvText = (headings: readonly string[], rows: Iterable<readonly CsvCell[]>): string => {
  const lines = [`\uFEFF${headings.join(",")}`];
  for (const row of rows) lines.push(row.map(cell).join(","));
  lines.push("");
  return lines.join("\r\n");
};
