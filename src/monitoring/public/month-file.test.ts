import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { tongzhou } from "#agreements/example-agreement.ts";
import { shippedStandards } from "../standards/standard-at.ts";
import type { MonthView } from "./contract.ts";
import { monthColumns } from "./month-columns.ts";
import { monthCsv } from "./month-file.ts";

const month: MonthView = {
  month: "2026-03",
  until: "2026-03-31T16:00:00.000Z",
  isComplete: true,
  sections: [],
  rivers: [
    {
      river: { zh: "示例河", en: "Sample river" },
      sections: 6,
      goodPercent: 66.7,
      inferiorPercent: 0,
      grade: { zh: "轻度污染", en: "Slightly polluted" },
      isOfMeans: false,
      standard: "GB3838-2002",
      rules: "huanban-2011-22",
      averaging: "month",
      isSample: false,
    },
  ],
  cities: [
    {
      party: tongzhou,
      index: 4.2,
      items: 21,
      ofItems: 21,
      sections: 6,
      standard: "CWQI-2017",
      averaging: "month",
      isSample: false,
    },
  ],
  air: [],
};

describe("the month report as CSV", () => {
  it("says of a river of many sections that shares made its grade, of an index of all items that it compares", () => {
    const text = monthCsv(month, [{ party: tongzhou, name: { zh: "通州", en: "Tongzhou" } }]);
    const [, river, place] = text
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","))
      .map((line) => Object.fromEntries(monthColumns.map((name, i) => [name, line[i]])));
    assert.deepEqual(
      [river!["grade_from"], river!["good_percent"], river!["complete"]],
      ["shares", "66.7", "yes"],
    );
    assert.deepEqual(
      [place!["name"], place!["name_en"], place!["city_index"], place!["city_index_comparable"]],
      ["通州", "Tongzhou", "4.2", "yes"],
    );
  });

  it("has a column for every level of every edition", () => {
    const columns = new Set<string>(monthColumns);
    for (const one of shippedStandards)
      if (one.kind === "air-index-standard")
        for (const { level } of one.levels)
          assert.ok(columns.has(`days_level_${level}`), `${one.id} ${level}`);
  });

  it("has no column that the documentation does not name", () => {
    const text = readFileSync(join(import.meta.dirname, "../../../docs/observations.md"), "utf8");
    for (const column of monthColumns)
      assert.ok(text.includes(`\`${column.replace(/\d$/, "1")}\``), `${column} is not named`);
  });
});
