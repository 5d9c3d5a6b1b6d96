import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { officeTimes, simulatedClock } from "./office-time.ts";

const morning = { workdaysAgo: 0, minute: 9 * 60 + 30 };
const evening = { workdaysAgo: 0, minute: 17 * 60 + 30 };

describe("office times", () => {
  it("are today's on a working day whose hours are over", () => {
    const at = officeTimes("2026-11-20T12:00:00.000Z"); // Friday, eight in the evening
    assert.equal(at(morning), "2026-11-20T01:30:00.000Z");
    assert.equal(at({ workdaysAgo: 5, minute: 600 }), "2026-11-13T02:00:00.000Z");
  });

  it("are squeezed into the hours that are over, in the same order", () => {
    const now = "2026-11-20T04:00:00.000Z"; // Friday noon
    const at = officeTimes(now);
    assert.ok("2026-11-20T01:00:00.000Z" < at(morning) && at(morning) < at(evening) && at(evening) < now);
  });

  it("are those of the last working day at night, at weekends and on holidays", () => {
    for (const [now, day] of [
      ["2026-11-22T17:00:00.000Z", "2026-11-20"], // Monday, one in the night
      ["2026-11-22T06:00:00.000Z", "2026-11-20"], // Sunday
      ["2026-10-05T06:00:00.000Z", "2026-09-30"], // in the National Day holiday
      ["2026-10-10T06:00:00.000Z", "2026-10-10"], // a Saturday on which everybody works
    ] as const)
      assert.equal(officeTimes(now)(morning).slice(0, 10), day, now);
  });
});

describe("a simulated clock", () => {
  it("runs on, moves only forward and never passes the real one", () => {
    const real = () => "2026-11-20T04:00:00.000Z";
    const { clock, moveTo } = simulatedClock("2026-10-09T01:00:00.000Z", real);
    assert.equal(clock().slice(0, 16), "2026-10-09T01:00");
    moveTo("2026-10-12T01:00:00.000Z");
    moveTo("2026-10-10T01:00:00.000Z");
    assert.equal(clock().slice(0, 16), "2026-10-12T01:00");
    moveTo("2027-01-01T00:00:00.000Z");
    assert.equal(clock(), real());
  });
});
