import assert from "node:assert/strict";
import { test } from "node:test";
import { isMonth, monthsUpTo } from "./months.ts";

test("the months to choose from are the last thirteen, newest first, and the chosen one where it is older", () => {
  const months = monthsUpTo("2026-03-04", "2026-03");
  assert.deepEqual(
    [months.length, months[0], months[3], months.at(-1)],
    [13, "2026-03", "2025-12", "2025-03"],
  );
  assert.equal(monthsUpTo("2026-03-04", "2019-07").at(-1), "2019-07");
});

test("an address that names no month is read as naming none", () => {
  for (const text of [undefined, "", "abc", "2026-13", "2026-3", "2026-03-04"])
    assert.equal(isMonth(text), false);
  assert.ok(isMonth("2026-03"));
});
