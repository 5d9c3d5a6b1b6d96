import assert from "node:assert/strict";
import { test } from "node:test";
import { standingOf, usable } from "./mandate.ts";

const mandate = {
  id: "1",
  principal: { id: "c", displayName: "示例·武清机械有限公司" },
  agent: { id: "w", displayName: "示例·王女士" },
  scope: "代为办理",
  validFrom: "2026-01-01",
  validUntil: "2026-12-31",
  isRevoked: false,
};
const self = { name: "示例·王女士", idNumber: "990114198507260127" };
const agent = { name: "示例·王女士", idNumber: "990114198507260127", mandate: "全部手续" };

test("only mandates that are mine, not ended and not taken back may be used", () => {
  assert.deepEqual(usable([mandate], "w", "2026-11-23"), [mandate]);
  assert.deepEqual(usable([mandate], "c", "2026-11-23"), []);
  assert.deepEqual(usable([mandate], "w", "2027-01-01"), []);
  assert.deepEqual(usable([{ ...mandate, isRevoked: true }], "w", "2026-11-23"), []);
});

test("a mandate recorded for this applicant is found by whoever is signed in", () => {
  assert.equal(
    standingOf({ agent, applicantName: "示例·武清机械有限公司" }, self, [mandate]).kind,
    "recorded",
  );
  assert.equal(standingOf({ agent, applicantName: "示例·别的公司" }, self, [mandate]).kind, "not-recorded");
});

test("an agent who is not the one signed in is told so", () => {
  const other = { ...agent, idNumber: "99011419900307002X" };
  assert.equal(standingOf({ agent: other, applicantName: "x" }, self, [mandate]).kind, "other-person");
});

test("nothing is said before there is something to say", () => {
  assert.equal(standingOf({ agent: {}, applicantName: undefined }, self, []).kind, "unsaid");
  assert.equal(standingOf({ agent: {}, applicantName: "示例·别的公司" }, self, []).kind, "unsaid");
});
