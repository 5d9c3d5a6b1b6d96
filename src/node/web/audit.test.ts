import assert from "node:assert/strict";
import test from "node:test";
import { auditActions as known, type PersonRow } from "../contract.ts";
import { auditActions, auditQuery, detailOf, isMachineId, isRefusal } from "./audit.ts";
import { findPeople } from "./find-people.ts";

test("every action of the log has its word", () => {
  assert.deepEqual(auditActions.toSorted(), known.toSorted());
});

test("a mistyped address still shows the log", () => {
  assert.deepEqual(auditQuery({ action: "nonsense", from: "yesterday", until: "2026-11-22", person: "" }), {
    until: "2026-11-22",
  });
  assert.deepEqual(auditQuery({ action: "reading", person: "wq-clerk" }), {
    action: "reading",
    person: "wq-clerk",
  });
});

test("a line says its facts and its reference", () => {
  assert.equal(
    detailOf({ detail: { why: "unmask", n: 2 }, requestId: "01a2046e-5f09-71fa-9433-ec104404cbca" }),
    "why: unmask · n: 2 · #4404cbca",
  );
});

test("what machines call things is not shown", () => {
  assert.equal(isMachineId("01a2046e-5f09-71fa-9433-ec104404cbca"), true);
  for (const shown of [undefined, "11990112DEM000014Y4990007002000202611203000", "W0312", "cases.submit"])
    assert.equal(isMachineId(shown), false);
});

test("refusals stand out by their code", () => {
  assert.equal(isRefusal("NOT_ALLOWED"), true);
  for (const outcome of ["ok", "document", "unmasked"]) assert.equal(isRefusal(outcome), false);
});

test("people are found by name, number, role or department", () => {
  const person = (id: string, displayName: string, role: PersonRow["role"]) =>
    ({
      id,
      staffNumber: id.toUpperCase(),
      displayName,
      role,
      department: { code: "hall", name: { zh: "政务服务中心", en: "Service Centre" } },
    }) as PersonRow;
  const people = [person("wq-1", "示例窗口员", "window-clerk"), person("wq-2", "示例审批员", "officer")];
  const ids = (typed: string, language: "zh" | "en" = "zh") =>
    findPeople(people, typed, language).map((one) => one.id);
  assert.deepEqual(ids("窗口"), ["wq-1"]);
  assert.deepEqual(ids("WQ-2"), ["wq-2"]);
  assert.deepEqual(ids("officer", "en"), ["wq-2"]);
  assert.deepEqual(ids("service centre", "en"), ["wq-1", "wq-2"]);
  assert.deepEqual(ids(""), ["wq-1", "wq-2"]);
});
