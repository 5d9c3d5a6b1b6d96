import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { documentNumber, readFindText, receiptText, trackingCodeFrom } from "./number.ts";
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
