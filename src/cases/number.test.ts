import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { documentCounterOf, documentNumber, readFindText, receiptText, trackingCodeFrom } from "./number.ts";
import { nameOf, tongzhou, wuqing } from "./test-case.ts";

const number = "11990114DEM000022N4990001001000202611230001";

describe("numbers", () => {
  it("name who issued a document and for whom", () => {
    assert.equal(
      documentNumber("receipt", { deciding: tongzhou }, wuqing, "2026-11-22", 118n, nameOf),
      "武收〔2026〕118号",
    );
    assert.equal(
      documentNumber("acceptance", { deciding: tongzhou }, wuqing, "2026-11-22", 7n, nameOf),
      "通武受〔2026〕7号",
    );
    assert.equal(
      documentNumber("decision-granted", { deciding: tongzhou }, tongzhou, "2026-11-22", 1n, nameOf),
      "通准〔2026〕1号",
    );
  });
  it("say which series they are of, so that a node that has its events back counts on", () => {
    const of = (text: string) => documentCounterOf(text);
    assert.deepEqual(of("武收〔2026〕118号"), { name: "document:receipt:2026", value: 118 });
    assert.deepEqual(of("通武受〔2026〕7号"), { name: "document:acceptance:2026", value: 7 });
    assert.deepEqual(of("武不受〔2026〕3号"), { name: "document:refusal:2026", value: 3 });
    assert.deepEqual(of("通不准〔2026〕2号"), { name: "document:decision-denied:2026", value: 2 });
    assert.equal(of("without a number"), undefined);
  });
  it("are found by the code on the receipt, the whole number or its end", () => {
    assert.deepEqual(readFindText(receiptText({ number, trackingCode: "7K4FQM" })), { number });
    assert.deepEqual(readFindText(` ${number.toLowerCase()} `), { number });
    assert.deepEqual(readFindText("…0001"), { ending: "0001" });
    assert.deepEqual(readFindText("王女士"), {});
  });
  it("give codes that cannot be misread", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) =>
        assert.match(trackingCodeFrom(bytes), /^[2-9A-HJKMNP-RT-Z]{6}$/),
      ),
    );
  });
});
