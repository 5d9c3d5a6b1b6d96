import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Outcome } from "#base/outcome.ts";
import { addDays } from "#official/calendar-day.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { accept } from "./accept.ts";
import { check } from "./check.ts";
import { daysLeft, decisionDues, turningDays } from "./clocks.ts";
import type { Plan } from "./facts.ts";
import { colourOn, lightDays, lightOf } from "./light.ts";
import { findShippedProcedure } from "./procedures.ts";
import { receive } from "./receive.ts";
import { testCase, testItem, wuqing, type TestCase } from "./test-case.ts";

const licence = findShippedProcedure({ procedure: "administrative-licence" })!;
const fine = (outcome: Outcome<Plan>) => assert.ok(outcome.ok);
const accepted = (): TestCase => {
  const one = testCase();
  const good = ["form", "lease"].map((material) => ({
    material,
    verdict: "conforms" as const,
    originals: 1,
    copies: 1,
  }));
  fine(one.does(wuqing, "window-clerk", receive));
  fine(one.does(wuqing, "window-clerk", (facts) => check(facts, good)));
  fine(one.does(wuqing, "window-clerk", accept));
  return one;
};

describe("lights", () => {
  it("turn yellow two working days before the promised limit of ten, and red the day after it", () => {
    const { file } = accepted();
    const light = (day: string) => lightOf(file, licence, shippedCalendars, day);
    assert.equal(file.clocks.promised?.due, "2026-03-16");
    assert.equal(light("2026-03-11").colour, "green");
    assert.deepEqual(light("2026-03-12"), {
      colour: "yellow",
      clock: "promised",
      reason: { zh: "承诺时限只剩2个工作日", en: "promised limit: 2 working days left" },
    });
    assert.equal(light("2026-03-16").reason.zh, "承诺时限今天到期");
    assert.deepEqual(light("2026-03-18"), {
      colour: "red",
      clock: "promised",
      reason: { zh: "承诺时限超期2个工作日", en: "promised limit overdue by 2 working days" },
    });
  });

  it("say that a step is late though the whole is not", () => {
    const one = accepted();
    const { handover, ...clocks } = one.file.clocks;
    const unsent = { ...one.file, clocks: { ...clocks, handover: { ...handover!, stoppedOn: undefined } } };
    const light = lightOf(unsent, licence, shippedCalendars, "2026-03-05");
    assert.equal(light.colour, "yellow");
    assert.match(light.reason.zh, /环节超时，总时限未超/);
  });

  it("are green while nobody here can do anything, and none when all is done", () => {
    const one = accepted();
    const at = (state: TestCase["file"]["state"]) =>
      lightOf({ ...one.file, state }, licence, shippedCalendars, "2027-01-04").colour;
    assert.deepEqual([at("paused"), at("supplement-requested"), at("delivered")], ["green", "green", "none"]);
  });

  it("agree with the days that the database colours queues by", () => {
    const { file } = accepted();
    const days = lightDays(file, licence, shippedCalendars);
    fc.assert(
      fc.property(fc.nat({ max: 60 }), (after) => {
        const day = addDays("2026-03-02", after);
        assert.equal(lightOf(file, licence, shippedCalendars, day).colour, colourOn(day, days));
      }),
    );
  });

  it("warn before the end of every clock that has a before", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("workday" as const, "day" as const),
        (start, n, unit) => {
          const startOn = addDays("2025-02-03", start);
          const item = testItem({ legalLimit: { n, unit }, promisedLimit: { n, unit } });
          const { promised } = decisionDues(startOn, item, licence, shippedCalendars);
          const clock = { ...promised, startOn };
          const { yellowFrom, redFrom } = turningDays(clock, licence, shippedCalendars);
          assert.ok(yellowFrom <= clock.due && redFrom > clock.due);
          // A last day that rolls over a holiday week makes the clock up to nine days longer.
          assert.ok(
            daysLeft(yellowFrom, clock, shippedCalendars) <= Math.max(1, Math.floor((n + 9) * 0.2) + 1),
          );
          assert.equal(daysLeft(clock.due, clock, shippedCalendars), 0);
        },
      ),
    );
  });
});

describe("limits", () => {
  it("never promise more than the law allows, and end today where an item is done on the spot", () => {
    const spot = testItem({
      legalLimit: { n: 3, unit: "workday" },
      promisedLimit: { n: 0, unit: "workday" },
    });
    const { legal, promised } = decisionDues(
      "2026-03-02",
      spot,
      findShippedProcedure({ procedure: "on-the-spot-registration" })!,
      shippedCalendars,
    );
    assert.equal(promised.due, "2026-03-02");
    assert.equal(legal.due, "2026-03-05");
  });

  it("are provisional where they run into a year without a notice", () => {
    const { legal } = decisionDues("2026-12-28", testItem(), licence, shippedCalendars);
    assert.equal(legal.provisional, true);
  });
});
