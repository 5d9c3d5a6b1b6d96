import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, type Event, type Recorded } from "#protocol/event.ts";
import { accept } from "./accept.ts";
import { check } from "./check.ts";
import { examine } from "./examine.ts";
import { next } from "./fold.ts";
import { inOrder } from "./history.ts";
import type { Entry } from "./case-file.ts";
import { findShippedProcedure } from "./procedures.ts";
import { receive } from "./receive.ts";
import { testCase, tongzhou, wuqing } from "./test-case.ts";

test("f-25 a word that crosses what the holder does leaves both ends with the same case", () => {
  const one = testCase();
  const papers = ["form", "lease"].map((material) => ({
    material,
    verdict: "conforms" as const,
    originals: 1,
    copies: 1,
  }));
  one.does(wuqing, "window-clerk", receive);
  one.does(wuqing, "window-clerk", (facts) => check(facts, papers));
  one.does(wuqing, "window-clerk", accept);
  const passed = one.file;
  one.does(tongzhou, "officer", (facts) => examine(facts, { scope: "form", opinion: "示例" }, []));
  const examined = one.events.at(-1)!;
  const event: Event = {
    ...examined.event,
    type: "cases.withdrawal-asked",
    actor: { role: "applicant", department: "public" },
    time: examined.event.time.replace(".000Z", ".001Z"),
    about: passed.last,
    data: { item: passed.item, reason: "示例" },
  };
  const asked: Recorded = { event, digest: digestOf(event), author: wuqing };
  const after = (...events: Recorded[]) => {
    let file = passed;
    for (const recorded of events) {
      const outcome = next(file, recorded, findShippedProcedure);
      assert.ok(outcome.ok);
      file = outcome.value;
    }
    return file;
  };
  assert.deepEqual(after(examined, asked), after(asked, examined));
  assert.deepEqual(
    after(asked, examined)
      .timeline.map(({ type }) => type)
      .slice(-2),
    ["cases.examined", "cases.withdrawal-asked"],
  );
});

test("a word never stands before what it is about, whatever the clocks said", () => {
  const entry = (event: string, second: number, about?: string): Entry => ({
    event,
    type: "cases.examined",
    at: `2026-03-02T01:00:${String(second).padStart(2, "0")}.000Z`,
    party: wuqing,
    role: "officer",
    facts: {},
    ...(about && { about }),
  });
  const [a, b, c] = [entry("a", 1), entry("b", 9), entry("c", 4)];
  const early = entry("early", 0, "a");
  const late = entry("late", 30, "b");
  const names = (entries: Entry[]) => inOrder(entries).map(({ event }) => event);
  assert.deepEqual(names([a, early, b, late, c]), ["a", "early", "b", "c", "late"]);
  assert.deepEqual(names([a, b, c, late, early]), ["a", "early", "b", "c", "late"]);
});
