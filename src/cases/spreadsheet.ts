import writeExcelFile from "write-excel-file/node";
import { dayOf } from "#base/time.ts";
import type { CaseRow } from "./view.ts";
import type { PartyNames } from "./words.ts";

export type SpreadsheetLine = {
  row: CaseRow;
  acceptedOn?: string | undefined;
  decidedOn?: string | undefined;
  workdays?: number | undefined;
};

const colours = { green: "正常 on time", yellow: "临近 near", red: "超期 overdue", none: "已办结 closed" };

const columns = (
  name: PartyNames,
): { header: string; width: number; value: (line: SpreadsheetLine) => string | number }[] => [
  { header: "办件编号 Number", width: 48, value: ({ row }) => row.number },
  { header: "事项 Item", width: 30, value: ({ row }) => row.itemName.zh },
  { header: "收件方 Accepting", width: 16, value: ({ row }) => name(row.accepting).zh },
  { header: "决定方 Deciding", width: 16, value: ({ row }) => name(row.deciding).zh },
  { header: "现在何处 Held by", width: 16, value: ({ row }) => name(row.holder).zh },
  { header: "环节 State", width: 48, value: ({ row }) => row.stateWords.zh },
  { header: "灯 Light", width: 16, value: ({ row }) => colours[row.light.colour] },
  { header: "说明 Reason", width: 30, value: ({ row }) => row.light.reason.zh },
  { header: "提交 Submitted", width: 14, value: ({ row }) => dayOf(row.submittedAt) },
  { header: "受理 Accepted", width: 14, value: ({ acceptedOn }) => acceptedOn ?? "" },
  { header: "决定 Decided", width: 14, value: ({ decidedOn }) => decidedOn ?? "" },
  { header: "到期 Due", width: 14, value: ({ row }) => row.clock?.due ?? "" },
  { header: "用时（工作日） Working days", width: 16, value: ({ workdays }) => workdays ?? "" },
];

/** The ledger as a spreadsheet: one line a case, no names and no identity numbers. */
export const spreadsheetOf = async (lines: readonly SpreadsheetLine[], name: PartyNames): Promise<Buffer> => {
  const shape = columns(name);
  const header = shape.map((column) => ({ value: column.header, fontWeight: "bold" as const }));
  const rows = lines.map((line) =>
    shape.map(({ value }) => {
      const cell = value(line);
      return typeof cell === "number" ? { value: cell, type: Number } : { value: cell, type: String };
    }),
  );
  return writeExcelFile([header, ...rows], {
    columns: shape.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
};
