import assert from "node:assert/strict";
import { test } from "node:test";
import { divisions, divisionsWithin, findDivision, findParty, partiesInOrder } from "./division.ts";

test("the three parties stand in their order, each with its streets, towns and parks", () => {
  assert.deepEqual(partiesInOrder, ["110112", "120114", "131000"]);
  assert.equal(divisionsWithin("110112").length, 22);
  assert.equal(divisionsWithin("120114").length, 30);
  assert.equal(divisionsWithin("120114", { statistical: true }).length, 37);
  assert.deepEqual(
    divisionsWithin("131000").map(({ code }) => code),
    ["131002", "131003", "131022", "131023", "131024", "131025", "131026", "131028", "131081", "131082"],
  );
});

test("a code names its place however long it is written", () => {
  assert.equal(findDivision("120114109")?.name.zh, "河西务镇");
  assert.equal(findDivision("131082109000")?.name.en, "Yanjiao Town");
  assert.equal(findDivision("110112000000")?.name.zh, "通州区");
  assert.equal(findDivision("110112999"), undefined);
  assert.equal(findDivision("131071")?.statistical, true);
});

test("every place belongs to one party, places of old to the one that came after", () => {
  for (const { code } of divisions) assert.ok(partiesInOrder.includes(findParty(code)!), code);
  assert.equal(findParty("131082450"), "131000");
  assert.equal(findParty("110223"), "110112");
  assert.equal(findParty("120222"), "120114");
  assert.equal(findParty("110101"), undefined);
});

test("codes are given once, and lie under one that is listed", () => {
  assert.equal(new Set(divisions.map(({ code }) => code)).size, divisions.length);
  for (const { code, parent } of divisions) assert.ok(parent.length === 2 || findDivision(parent), code);
});
