import assert from "node:assert/strict";
import test from "node:test";
import type { Client } from "#base/client.ts";
import type { caseContract } from "../../contract.ts";
import { byLight } from "./by-light.ts";
import { sheetsOf } from "./sheets.ts";
import { gapOf, sendTask, startTask, templatesFor } from "./task.ts";

const said = (zh: string) => ({ zh, en: zh });

test("a substantive examination waits for its second officer", () => {
  const draft = { ...startTask("examine", {}), text: "情况属实", scope: "substantive" as const };
  assert.equal(gapOf("examine", draft), "needsSecond");
  assert.equal(gapOf("examine", { ...draft, second: "T-0102" }), undefined);
  assert.equal(gapOf("examine", { ...draft, scope: "form" }), undefined);
});

test("a pause names its procedure and its days, every other text step its text", () => {
  const draft = startTask("pause", {});
  assert.equal(gapOf("pause", draft), "needsProcedure");
  assert.equal(gapOf("pause", { ...draft, procedure: "hearing" }), "needsDays");
  assert.equal(gapOf("pause", { ...draft, procedure: "hearing", expectedWorkdays: "10" }), "needsText");
  assert.equal(gapOf("returnToWindow", startTask("returnToWindow", {})), "needsText");
  const unanswered = { ...startTask("refuse", {}), ending: "not-conforming" as const, text: "示例" };
  assert.equal(gapOf("refuse", unanswered, false), "needsAsking");
  assert.equal(gapOf("refuse", unanswered, true), undefined);
  assert.equal(gapOf("deliver", { ...startTask("deliver", {}), way: "courier" }), "needsCourier");
});

test("a denial carries no result number, whatever was typed before", async () => {
  const sent: unknown[] = [];
  const cases = { proposeDecision: async (ask: unknown) => void sent.push(ask) } as unknown as Client<
    typeof caseContract
  >;
  const draft = {
    ...startTask("proposeDecision", {}),
    text: " 不符合条件 ",
    outcome: "denied" as const,
    resultNumber: "12",
    validUntil: "2027-01-01",
  };
  await sendTask(cases, "proposeDecision", "c1", draft);
  assert.deepEqual(sent, [{ params: { id: "c1" }, body: { outcome: "denied", reasons: "不符合条件" } }]);
});

test("templates follow what was chosen", () => {
  const draft = startTask("examine", {});
  assert.notDeepEqual(
    templatesFor("examine", draft),
    templatesFor("examine", { ...draft, scope: "substantive" }),
  );
  assert.deepEqual(templatesFor("deliver", draft), []);
});

test("late files come first, then those near the limit, then by day", () => {
  const row = (colour: "red" | "yellow" | "green", due: string) => ({
    light: { colour, reason: said("") },
    clock: { due } as never,
    submittedAt: "",
  });
  const sorted = byLight([
    row("green", "2026-11-24"),
    row("yellow", "2026-11-30"),
    row("green", "2026-11-23"),
    row("red", "2026-12-01"),
  ]);
  assert.deepEqual(
    sorted.map((one) => one.light.colour),
    ["red", "yellow", "green", "green"],
  );
  assert.equal((sorted[2]!.clock as { due: string }).due, "2026-11-23");
});

test("every file has its sheet, and a paper without one says where it is", () => {
  const material = { necessary: true, originals: 1, copies: 0, verifyOriginal: false };
  const file = (digest: string, mediaType: string) => ({ digest, size: 1, mediaType, label: "" });
  const sheets = sheetsOf([
    {
      ...material,
      material: "form",
      name: said("表"),
      fromSharing: false,
      handedIn: {
        material: "form",
        way: "upload",
        files: [file("a", "image/png"), file("b", "application/pdf"), file("c", "application/ofd")],
      },
    },
    { ...material, material: "licence", name: said("照"), fromSharing: true },
    {
      ...material,
      material: "report",
      name: said("报告"),
      fromSharing: false,
      handedIn: { material: "report", way: "paper", files: [] },
    },
  ]);
  assert.deepEqual(
    sheets.map((one) => one.kind),
    ["image", "pdf", "other", "shared", "paper"],
  );
  assert.deepEqual(
    sheets.map((one) => one.page),
    [1, 2, 3, 1, 1],
  );
});
