import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { comparePublished, rateOf } from "../../../scripts/published-classes.ts";

const folder = join(
  process.env["TONGWULANG_SHARED"] ?? join(import.meta.dirname, "../../../../shared"),
  "data/water",
);
const skip = existsSync(folder) ? false : "the real measurements are absent; set TONGWULANG_SHARED";

test("the published classes of the border sections are reproduced from their values", { skip }, async () => {
  const compared = await comparePublished(join(folder, "border_sections_2021-04-01_05.csv"));
  assert.equal(compared.falseClass, 0); // where none was published none is given
  assert.equal(compared.misses.length, 5); // each is named in docs/monitoring-classes.md
  assert.ok(rateOf(compared) >= 0.98, String(rateOf(compared)));
});

test("so are those of every section in Beijing, Tianjin and Hebei", { skip }, async () => {
  const compared = await comparePublished(join(folder, "jingjinji_auto_sections_2021-04-01_05.csv"));
  assert.equal(compared.falseClass, 0);
  assert.ok(rateOf(compared) >= 0.98, String(rateOf(compared)));
});
