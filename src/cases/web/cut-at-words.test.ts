import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutAtWords } from "./cut-at-words.ts";

test("party names in a sentence stand alone, so that they can wear their colour", () => {
  assert.deepEqual(cutAtWords("材料由武清移交通州审查。", ["通州", "武清"]), [
    "材料由",
    "武清",
    "移交",
    "通州",
    "审查。",
  ]);
});

test("nothing is lost or added by cutting", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (sentence, words) => {
      assert.equal(cutAtWords(sentence, words).join(""), sentence);
    }),
  );
});
