import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcome } from "#base/outcome.ts";
import type { Erasure } from "#exchange/events.ts";
import { againstErasure, mayErase, type ErasureFacts } from "./erasure.ts";
import { explainRetention, isRetentionOver, keptUntil } from "./retention.ts";
import { nameOf, tongzhou, wuqing } from "./test-case.ts";

const retention = { years: 10, basis: { zh: "示例依据", en: "a sample rule" }, provisional: true };
const closed = { state: "delivered" as const, closedAt: "2016-11-22T01:00:00.000Z", holder: wuqing };
const facts = (more: Partial<ErasureFacts> = {}): ErasureFacts => ({
  file: closed,
  retention,
  reason: "retention-over",
  here: wuqing,
  today: "2026-11-23",
  name: nameOf,
  ...more,
});
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? "ok" : outcome.refusal.code);

test("a case is kept to the end of its last day, and the leap day of a year without one is the day before", () => {
  assert.equal(keptUntil("2016-11-22", retention), "2026-11-22");
  assert.equal(isRetentionOver("2016-11-22", retention, "2026-11-22"), false);
  assert.equal(isRetentionOver("2016-11-22", retention, "2026-11-23"), true);
  assert.equal(keptUntil("2016-02-29", retention), "2026-02-28");
  assert.deepEqual(explainRetention("2016-11-22", retention), {
    zh: "2016-11-22 办结，保存 10 年，至 2026-11-22（暂定）",
    en: "closed on 2016-11-22, kept for 10 years, until 2026-11-22 (provisional)",
  });
});

test("erasing explains itself, or says what stands against it", () => {
  const may = mayErase(facts());
  assert.ok(may.ok);
  assert.equal(may.value.closedOn, "2016-11-22");
  assert.equal(may.value.why.zh, "保存期限已满；2016-11-22 办结，保存 10 年，至 2026-11-22（暂定）");
  assert.equal(may.value.basis.zh, "《个人信息保护法》第四十七条第一款第二项");

  const open = { state: "under-review" as const, holder: wuqing };
  assert.equal(codeOf(mayErase(facts({ file: open, reason: "unlawful" }))), "CASE_OPEN");
  assert.equal(codeOf(mayErase(facts({ here: tongzhou }))), "HELD_ELSEWHERE");
  assert.equal(codeOf(mayErase(facts({ retention: undefined }))), "RETENTION_UNKNOWN");
  const early = mayErase(facts({ today: "2026-11-22" }));
  assert.ok(!early.ok);
  assert.equal(early.refusal.code, "RETENTION_RUNS");
  assert.equal(early.refusal.detail?.["until"], "2026-11-22");
  for (const reason of ["person-asked", "unlawful"] as const)
    assert.equal(codeOf(mayErase(facts({ today: "2016-11-23", reason, retention: undefined }))), "ok");
});

test("another node's erasure is held to the same rule, as far as the case is known here", () => {
  const erasure = (more: Partial<Erasure> = {}): Erasure => ({
    subject: "case/1",
    after: "b".repeat(64),
    reason: "retention-over",
    basis: { zh: "示例", en: "sample" },
    closedOn: "2016-11-22",
    approvedBy: [],
    at: "2026-11-23T01:00:00.000Z",
    by: wuqing,
    ...more,
  });
  const last = "a".repeat(64);
  const known = { ...closed, last };
  const open = { state: "decided" as const, last };
  const against = (file: typeof known | typeof open, more: Partial<Erasure> = {}) =>
    codeOf(againstErasure(file, retention, erasure(more)));
  assert.equal(against(known), "ok");
  assert.equal(against(known, { at: "2026-11-22T01:00:00.000Z" }), "RETENTION_RUNS");
  assert.equal(against(known, { closedOn: "2006-11-22", at: "2026-11-22T01:00:00.000Z" }), "RETENTION_RUNS");
  assert.equal(against(known, { at: "2017-01-01T01:00:00.000Z", reason: "person-asked" }), "ok");
  // Its end may still be on its way; but who has heard all that the author has heard knows that it is open.
  assert.equal(against(open), "ok");
  assert.equal(against(open, { after: last }), "CASE_OPEN");
});
