import assert from "node:assert/strict";
import test from "node:test";
import type { CaseFile } from "./case-file.ts";
import { handedOver } from "./handed-over.ts";

const file = (id: string, at: string) =>
  ({
    id,
    number: id,
    itemName: { zh: id, en: id },
    deciding: "110112",
    timeline: [
      { event: `${id} received`, type: "cases.received", party: "120114", at },
      { event: id, type: "cases.passed", party: "120114", at },
    ],
  }) as unknown as CaseFile;
const day = { from: "2026-11-21T16:00:00.000Z", until: "2026-11-22T16:00:00.000Z" };

test("the list of a day holds what left that day in Beijing time, earliest first, with the other side's receipt", () => {
  const files = [
    file("late", "2026-11-22T08:00:00.000Z"),
    file("early", "2026-11-21T16:30:00.000Z"), // 00:30 on the 22nd in Beijing
    file("yesterday", "2026-11-21T15:59:00.000Z"),
  ];
  const receipts = new Map([
    ["late", { acknowledged: [{ party: "110112", at: "2026-11-22T08:00:01.000Z" }] }],
    ["early", { acknowledged: [{ party: "131000", at: "2026-11-22T08:00:01.000Z" }] }], // who only carries on the page
  ]);
  assert.deepEqual(
    handedOver(files, "120114", day, receipts).map((one) => [one.id, one.signedAt]),
    [
      ["early", undefined],
      ["late", "2026-11-22T08:00:01.000Z"],
    ],
  );
});

test("what the other side passed back is not on our list", () => {
  assert.deepEqual(handedOver([file("case", "2026-11-22T08:00:00.000Z")], "110112", day, new Map()), []);
});
