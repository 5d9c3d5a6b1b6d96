import assert from "node:assert/strict";
import test from "node:test";
import { byNeed, totalsOf, type Figure } from "./figures.ts";

const figure = (key: string, more: Partial<Figure>): Figure => ({
  key,
  name: { zh: key, en: key },
  open: 0,
  green: 0,
  yellow: 0,
  red: 0,
  closed: 0,
  averageWorkdays: null,
  ...more,
});

test("the average weighs every group by what it closed, and says nothing where nothing closed", () => {
  const rows = [
    figure("a", { closed: 3, averageWorkdays: 4 }),
    figure("b", { closed: 1, averageWorkdays: 8 }),
    figure("c", { open: 2 }),
  ];
  assert.deepEqual(totalsOf(rows), { open: 2, red: 0, yellow: 0, closed: 4, averageWorkdays: 5 });
  assert.equal(totalsOf([figure("c", {})]).averageWorkdays, undefined);
});

test("what is overdue stands first", () => {
  const rows = [
    figure("open", { open: 9 }),
    figure("near", { open: 3, yellow: 1 }),
    figure("late", { open: 1, red: 1 }),
  ];
  assert.deepEqual(
    byNeed(rows).map((row) => row.key),
    ["late", "near", "open"],
  );
});
