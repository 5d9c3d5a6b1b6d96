import assert from "node:assert/strict";
import { test } from "node:test";
import { signatoryWords } from "./signatory.ts";

test("an office written in both languages is read in one's own; written in one, it stays as signed", () => {
  assert.deepEqual(signatoryWords("武清区人民政府 / Wuqing District Government"), {
    zh: "武清区人民政府",
    en: "Wuqing District Government",
  });
  assert.deepEqual(signatoryWords("武清区人民政府"), { zh: "武清区人民政府" });
});
