import assert from "node:assert/strict";
import { test } from "node:test";
import { groupOf, type Gathered } from "./group.ts";

const hourMs = 3_600_000;
const plan = { group: { by: "river" as const, withinHours: 24 } };
const first: Gathered = {
  id: "a",
  group: "a",
  place: "beiyun",
  isExercise: false,
  sinceMs: 0,
  untilMs: 5 * hourMs,
};
const next = { id: "b", place: "beiyun", isExercise: false, sinceMs: 20 * hourMs, untilMs: 20 * hourMs };

test("alerts on one river near in time are one incident, named by the first", () => {
  assert.equal(groupOf(plan, [first], next), "a");
});
test("another river, another week or an exercise is another", () => {
  assert.equal(groupOf(plan, [first], { ...next, place: "chaobai" }), "b");
  assert.equal(groupOf(plan, [first], { ...next, sinceMs: 40 * hourMs, untilMs: 40 * hourMs }), "b");
  assert.equal(groupOf(plan, [first], { ...next, isExercise: true }), "b");
});
