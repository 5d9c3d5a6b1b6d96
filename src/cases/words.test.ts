import assert from "node:assert/strict";
import { test } from "node:test";
import { caseEvents } from "./events.ts";
import { nameOf } from "./test-case.ts";
import { entryDetail } from "./words.ts";

const detail = (type: string, facts: Record<string, string>, isLicence = true) =>
  entryDetail(
    { event: "a".repeat(64), type, at: "2026-03-02T01:00:00.000Z", party: "120114", role: "officer", facts },
    nameOf,
    isLicence,
  );

test("the history says why a case counts as accepted, with the article", () => {
  assert.deepEqual(detail("cases.accepted", { documentNumber: "通武受〔2026〕7号", reason: "complete" }), {
    zh: "通武受〔2026〕7号，材料齐全、符合法定形式（行政许可法第三十二条）",
    en: "通武受〔2026〕7号, papers complete and in legal form (Administrative Licensing Law, article 32)",
  });
  assert.match(detail("cases.accepted", { reason: "deemed" })!.zh, /^逾期未告知，视为受理（行政许可法/);
  assert.match(detail("cases.accepted", { reason: "deemed" }, false)!.zh, /参照行政许可法第三十二条/);
});

test("what a person wrote stays as written", () => {
  assert.equal(detail("cases.withdrawn", { reason: "不再需要" })?.zh, "不再需要");
  assert.equal(detail("cases.resumed", { result: "complete" })?.en, "complete");
});

test("a sentence somebody ended goes on without a second stop", () => {
  const facts = {
    documentNumber: "通武准〔2026〕3号",
    reasons: "材料齐全，符合法定形式。",
    note: "请尽快。",
  };
  assert.equal(detail("cases.decided", facts)?.zh, "通武准〔2026〕3号，材料齐全，符合法定形式，请尽快");
});

test("no code of the program reaches the history in either language", () => {
  const codes: Record<string, string[]> = {
    reason: ["complete", "deemed"],
    outcome: ["not-required", "not-competent", "not-conforming", "granted", "denied"],
    purpose: ["decide", "deliver"],
    scope: ["form", "substantive"],
    way: ["window", "courier", "electronic"],
    procedure: ["hearing", "expert-review"],
    to: ["110112"],
    side: ["120114"],
    stars: ["1", "5"],
  };
  const free = new Set(["cases.withdrawn", "cases.withdrawal-asked", "cases.paused", "cases.extended"]);
  for (const type of Object.keys(caseEvents))
    for (const [name, values] of Object.entries(codes))
      for (const value of values) {
        if (name === "reason" && free.has(type)) continue; // there it is what a person wrote
        if (name === "reason" && type !== "cases.accepted") continue;
        const said = detail(type, { [name]: value });
        if (!said) continue;
        assert.doesNotMatch(said.zh, /[a-z]{3}|\d{6}/, `${type} ${name} ${value}`);
        assert.doesNotMatch(said.en, /\p{Script=Han}|\d{6}|-(required|competent|conforming|review)\b/u);
      }
});
