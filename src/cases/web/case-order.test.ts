import assert from "node:assert/strict";
import { test } from "node:test";
import { byUrgency } from "./case-order.ts";

test("a case that waits for the applicant stands before one that is due sooner, and closed ones last", () => {
  const row = (name: string, state: string, daysLeft?: number) => ({
    name,
    state,
    submittedAt: "2026-11-20T01:00:00.000Z",
    ...(daysLeft !== undefined && { clock: { daysLeft, state: "running" } }),
  });
  const rows = [
    row("closed", "delivered"),
    row("late", "under-review", 9),
    row("soon", "under-review", 2),
    row("asked", "supplement-requested"),
  ];
  assert.deepEqual(
    rows.toSorted(byUrgency).map((one) => one.name),
    ["asked", "soon", "late", "closed"],
  );
});
