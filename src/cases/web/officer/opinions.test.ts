import assert from "node:assert/strict";
import test from "node:test";
import {
  decisionTemplates,
  extensionTemplates,
  fillTemplate,
  openBlanks,
  opinionTemplates,
  returnTemplates,
} from "./opinions.ts";

const said = (zh: string) => ({ zh, en: zh });
const view = {
  item: { id: "x", code: "1".repeat(31), name: said("夫妻投靠户口迁移"), domain: "household" },
  acceptingName: said("武清"),
  decision: undefined,
};
const all = [
  ...opinionTemplates.form,
  ...opinionTemplates.substantive,
  ...decisionTemplates.granted,
  ...decisionTemplates.denied,
  ...returnTemplates,
  ...extensionTemplates,
];

test("a template is filled from the case and keeps its blanks for the officer", () => {
  assert.equal(
    fillTemplate(opinionTemplates.form[0]!, view),
    "经审查，“夫妻投靠户口迁移”申请材料齐全，符合法定形式，提请作出决定。",
  );
  assert.ok(fillTemplate(returnTemplates[0]!, view).includes("武清窗口"));
  for (const template of all) assert.doesNotMatch(fillTemplate(template, view), /\{\w+\}/);
});

test("blanks that were left open are counted, so that no document leaves with one", () => {
  assert.equal(openBlanks("符合条件"), 0);
  assert.equal(openBlanks("缺少____，依据____"), 2);
});

test("a denial never comes without a blank for its reasons", () => {
  for (const template of decisionTemplates.denied) assert.ok(openBlanks(template.text) > 0);
});
