import assert from "node:assert/strict";
import { test } from "node:test";
import { findRealFile, unlessPresent } from "../test-real-file.ts";
import { comparePublished, rateOf } from "../../../scripts/published-classes.ts";

const border = findRealFile("water", "border_sections_2021-04-01_05.csv");
const region = findRealFile("water", "jingjinji_auto_sections_2021-04-01_05.csv");
const skip = unlessPresent(border && region, "the national publication of 2021-04");

test("the published classes of the border sections are reproduced from their values", { skip }, async () => {
  const compared = await comparePublished(border!);
  assert.equal(compared.falseClass, 0); // where none was published none is given
  assert.equal(compared.misses.length, 5); // each is named in docs/monitoring-classes.md
  assert.ok(rateOf(compared) >= 0.98, String(rateOf(compared)));
});

test("so are those of every section in Beijing, Tianjin and Hebei", { skip }, async () => {
  const compared = await comparePublished(region!);
  assert.equal(compared.falseClass, 0);
  assert.ok(rateOf(compared) >= 0.98, String(rateOf(compared)));
});
