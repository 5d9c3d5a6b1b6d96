import assert from "node:assert/strict";
import { test } from "node:test";
import { sayIn } from "#web/words.ts";
import { isSample, pickOften, showCopies, showLimit, showWhen } from "./item-view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const inEnglish = sayIn("en", zh, en);
const inChinese = sayIn("zh", zh, en);

test("a limit is said with its unit, and zero is on the spot", () => {
  assert.equal(showLimit({ n: 20, unit: "workday" }, inChinese), "20 个工作日");
  assert.equal(showLimit({ n: 1, unit: "workday" }, inEnglish), "1 working day");
  assert.equal(showLimit({ n: 0, unit: "workday" }, inChinese), "当场");
});

test("a sample mark covers a fact, its children and every member of a list", () => {
  const item = { unverified: ["legalLimit", "authorities.*.phone"] };
  assert.equal(isSample(item, "legalLimit.n"), true);
  assert.equal(isSample(item, "authorities.0.phone"), true);
  assert.equal(isSample(item, "authorities.0.name"), false);
});

test("copies are said so that a person can pack them", () => {
  const paper = {
    id: "report",
    name: { zh: "检验报告", en: "Report" },
    issuer: { zh: "机构", en: "Body" },
    originals: 1,
    copies: 2,
    verifyOriginal: true,
    necessary: true,
    fromSharing: false,
  };
  assert.equal(showCopies(paper, inChinese), "原件 1 份 · 复印件 2 份 · 原件核验后退还");
});

test("shortcuts take one available item of each field first", () => {
  const rows = ["a", "a", "b", "c"].map((domain, at) => ({ domain, at, available: at !== 2, handled: 0 }));
  assert.deepEqual(
    pickOften(rows, 3).map((row) => row.at),
    [0, 3, 1],
  );
});

test("what is handled here most comes before everything else", () => {
  const rows = ["a", "a", "b", "c"].map((domain, at) => ({
    domain,
    at,
    available: true,
    handled: [0, 7, 0, 9][at]!,
  }));
  assert.deepEqual(
    pickOften(rows, 3).map((row) => row.at),
    [3, 1, 2],
  );
});

test("when a paper is needed is said in the words of the questions", () => {
  const form = [
    {
      id: "byAgent",
      kind: "choice" as const,
      label: { zh: "由谁来办", en: "Who acts" },
      required: true,
      options: [{ value: "yes", label: { zh: "代理人", en: "An agent" } }],
    },
    { id: "online", kind: "consent" as const, label: { zh: "网上经营", en: "Online" }, required: false },
  ];
  const both = {
    all: [
      { field: "byAgent", is: "yes" },
      { field: "online", is: true },
    ],
  };
  assert.equal(
    showWhen(both, form, ({ zh: text }) => text, inChinese),
    "由谁来办“代理人”，并且网上经营“是”",
  );
});
