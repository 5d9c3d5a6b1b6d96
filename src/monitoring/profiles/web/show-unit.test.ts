import assert from "node:assert/strict";
import { test } from "node:test";
import { showUnit } from "./show-unit.ts";

test("units are written with raised powers", () => {
  const shown = ["km-1", "Mm-1.sr-1", "1", undefined, "dB", "/km", "m2"].map((unit) => showUnit(unit));
  assert.deepEqual(shown, ["km⁻¹", "Mm⁻¹·sr⁻¹", "", "", "dB", "/km", "m²"]);
});
