import assert from "node:assert/strict";
import { test } from "node:test";
import { readReceipt } from "./receipt-text.ts";

test("a number in groups, in full width or in lower case is the same number", () => {
  assert.deepEqual(readReceipt("11990114dem000022N4 20261118 ０００７", " 4f7k "), {
    number: "11990114DEM000022N4202611180007",
    code: "4F7K",
  });
});

test("the text of the receipt's QR code fills both fields", () => {
  assert.deepEqual(readReceipt("TWL:119901140007:4F7K", ""), { number: "119901140007", code: "4F7K" });
});
