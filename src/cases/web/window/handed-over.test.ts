import assert from "node:assert/strict";
import test from "node:test";
import type { CaseView } from "../../view.ts";
import { handedOverOn } from "./handed-over.ts";

const view = (id: string, at: string, signedAt?: string) =>
  ({
    id,
    number: id,
    item: { name: { zh: id, en: id } },
    deciding: "110112",
    timeline: [
      { type: "cases.received", party: "120114", at, acknowledged: [] },
      {
        type: "cases.passed",
        party: "120114",
        at,
        acknowledged: signedAt ? [{ party: "110112", at: signedAt }] : [],
      },
    ],
  }) as unknown as CaseView;

test("the list of a day holds what left that day in Beijing time, earliest first, with the other side's receipt", () => {
  const list = handedOverOn(
    [
      view("late", "2026-11-22T08:00:00.000Z", "2026-11-22T08:00:01.000Z"),
      view("early", "2026-11-21T16:30:00.000Z"), // 00:30 on the 22nd in Beijing
      view("yesterday", "2026-11-21T15:59:00.000Z"),
    ],
    "120114",
    "2026-11-22",
  );
  assert.deepEqual(
    list.map((one) => [one.id, one.signedAt]),
    [
      ["early", undefined],
      ["late", "2026-11-22T08:00:01.000Z"],
    ],
  );
});

test("what the other side passed back is not on our list", () => {
  assert.deepEqual(handedOverOn([view("case", "2026-11-22T08:00:00.000Z")], "110112", "2026-11-22"), []);
});
