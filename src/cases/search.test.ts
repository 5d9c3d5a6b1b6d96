import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { initialsOf, searchItems } from "./search.ts";
import { testItem } from "./test-case.ts";

const item = (id: string, zh: string, en: string, scenarios: [string, string][] = []) =>
  testItem({ id, name: { zh, en }, scenarios: scenarios.map(([a, b]) => ({ zh: a, en: b })) });

const items = [
  item("food", "食品经营许可", "Food operation permit", [["开店", "open a shop"]]),
  item("industrial", "工业产品生产许可证核发", "Industrial product licence"),
  item("move", "夫妻投靠户口迁移", "Household move to a spouse", [["搬家落户", "moving house"]]),
  item("fund", "购房提取住房公积金", "Housing fund for a purchase", [["买房提公积金", "buying a home"]]),
];
const first = (typed: string) => searchItems(items, typed)[0]?.id;

describe("finding an item", () => {
  it("takes two keystrokes of its initials", () => {
    assert.equal(initialsOf(items[0]!), "spjyxk");
    assert.equal(first("sp"), "food");
    assert.equal(first("gf"), "fund");
    assert.equal(first("GY"), "industrial");
  });
  it("knows what people call it, in both languages", () => {
    assert.equal(first("开店"), "food");
    assert.equal(first("moving house"), "move");
    assert.equal(first("我要买房提公积金怎么办"), "fund");
    assert.equal(first("spouse"), "move");
  });
  it("finds spelt pinyin and parts of names, and nothing where there is nothing", () => {
    assert.equal(first("shipin"), "food");
    assert.equal(first("户口"), "move");
    assert.deepEqual(searchItems(items, "天气"), []);
    assert.equal(searchItems(items, " ").length, 4);
  });
});
