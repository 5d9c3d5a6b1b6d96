import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { episodesOf, type Ladder, type Measured } from "./ladder.ts";
import { stepAlert, type Told, type Transition } from "./step.ts";

const hourMs = 3_600_000;
const ladder: Ladder = {
  unverified: { atMost: "yellow", againAfterHours: 24 },
  worse: "above",
  rungs: [
    { level: "yellow", enter: 10, leave: 8, raise: { values: 1, minutes: 0 } },
    { level: "red", enter: 20, leave: 16, raise: { values: 1, minutes: 0 } },
  ],
  clear: { values: 2, minutes: 60 },
  maxGapMs: 4 * hourMs,
};

type Reading = Omit<Measured, "atMs">;

/** A jump that good readings came after, and did not bear out, is nobody's. */
const inOrder = (readings: ReadonlyMap<number, Reading>): Measured[] => {
  const all = [...readings].sort(([a], [b]) => a - b).map(([atMs, reading]) => ({ atMs, ...reading }));
  const lastSure = all.findLastIndex(({ isUnverified }) => !isUnverified);
  return all.filter(({ isUnverified }, i) => !isUnverified || i > lastSure);
};

/** A station and what was told of it: the readings may come in any order and may be corrected. */
const station = () => {
  const readings = new Map<number, Reading>();
  let told: Told[] = [];
  let said: string[] = [];
  const keep = (transition: Transition): void => {
    if (transition.change === "raised") {
      const { sinceMs, level, highest, peak, endedAtMs, unverified } = transition.episode;
      const id = `alert ${told.length + 1}`;
      said.push(
        `raised ${endedAtMs === undefined ? level : `${highest}, over`}${unverified ? `, if true ${unverified}` : ""}`,
      );
      told.push({
        id,
        level: endedAtMs === undefined ? level : highest,
        sinceMs,
        peak,
        ...(unverified && { unverified }),
        ...(endedAtMs !== undefined && { clearedAtMs: endedAtMs }),
      });
      return;
    }
    said.push(
      [transition.change, ...("reason" in transition && transition.reason ? [transition.reason] : [])].join(
        " ",
      ),
    );
    told = told.map((one) => {
      if (one.id !== transition.id) return one;
      if (transition.change === "cleared")
        return { ...one, clearedAtMs: transition.atMs, reason: transition.reason };
      const { level, peak, unverified } = transition.episode;
      const { unverified: _, ...rest } = one;
      return { ...rest, level, peak, ...(unverified && { unverified }) };
    });
  };
  const look = (): string[] => {
    const measured = inOrder(readings);
    const lastAtMs = measured.at(-1)?.atMs ?? 0;
    said = [];
    for (const transition of stepAlert(told, {
      ladder,
      episodes: episodesOf(ladder, measured),
      lastAtMs,
      nowMs: Math.max(lastAtMs, 48 * hourMs),
    }))
      keep(transition);
    return said;
  };
  return {
    reads: (hour: number, value: number): string[] => {
      readings.set(hour * hourMs, { measure: value });
      return look();
    },
    /** A value that quality control takes for an impossible jump. */
    jumps: (hour: number, value: number): string[] => {
      readings.set(hour * hourMs, { measure: value, isUnverified: true });
      return look();
    },
    /** The value after jumps: they were the water's. */
    bearsOut: (hour: number, value: number): string[] => {
      for (const [atMs, { measure }] of readings) readings.set(atMs, { measure });
      readings.set(hour * hourMs, { measure: value });
      return look();
    },
    withdraws: (hour: number): string[] => {
      readings.delete(hour * hourMs);
      return look();
    },
    told: () => told,
    look,
  };
};

describe("an alert", () => {
  test("is raised, escalated, told again at a new peak, downgraded and cleared by itself", () => {
    const tumenlou = station();
    assert.deepEqual(tumenlou.reads(0, 5), []);
    assert.deepEqual(tumenlou.reads(1, 11), ["raised yellow"]);
    assert.deepEqual(tumenlou.reads(2, 12), []); // not worse by a fifth
    assert.deepEqual(tumenlou.reads(3, 15), ["updated"]);
    assert.deepEqual(tumenlou.reads(4, 25), ["escalated"]);
    assert.deepEqual(tumenlou.reads(5, 12), []);
    assert.deepEqual(tumenlou.reads(6, 12), ["downgraded recovered"]);
    assert.deepEqual(tumenlou.reads(7, 5), []);
    assert.deepEqual(tumenlou.reads(8, 5), ["cleared recovered"]);
  });

  test("ends, and says why, when a correction undoes its peak", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    assert.deepEqual(tumenlou.reads(1, 25), ["raised red"]);
    assert.deepEqual(tumenlou.reads(1, 2.5), ["cleared corrected"]);
  });

  test("ends when its only value is withdrawn", () => {
    const tumenlou = station();
    tumenlou.reads(1, 25);
    assert.deepEqual(tumenlou.withdraws(1), ["cleared corrected"]);
  });

  test("is raised again when the correction is taken back", () => {
    const tumenlou = station();
    for (const value of [25, 2.5]) tumenlou.reads(1, value);
    assert.deepEqual(tumenlou.reads(1, 25), ["raised red"]);
  });

  test("becomes milder by correction, and says that this is why", () => {
    const tumenlou = station();
    tumenlou.reads(1, 25);
    assert.deepEqual(tumenlou.reads(1, 12), ["downgraded corrected"]);
    assert.deepEqual(tumenlou.reads(1, 11), ["updated corrected"]);
  });

  test("of a peak that came late and is over is raised with its end", () => {
    const tumenlou = station();
    for (const hour of [0, 1, 2, 3, 4, 5]) tumenlou.reads(hour, 5);
    assert.deepEqual(tumenlou.reads(2, 30), ["raised red, over"]);
    assert.deepEqual(tumenlou.look(), []);
  });

  test("does not rise from history", () => {
    const old = [{ atMs: 0, measure: 30 }];
    const facts = { ladder, episodes: episodesOf(ladder, old), lastAtMs: 0, nowMs: 100 * hourMs };
    assert.deepEqual(stepAlert([], facts), []);
  });

  test("that was cleared begins anew if the next value is bad again", () => {
    const tumenlou = station();
    for (const [hour, value] of [11, 5, 5].entries()) tumenlou.reads(hour, value);
    assert.deepEqual(tumenlou.reads(3, 12), ["raised yellow"]);
    assert.equal(tumenlou.told().length, 2);
  });
});

describe("one reading that quality control doubts", () => {
  test("is told at once as unverified, no higher than the plan allows, and verified by the next", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    assert.deepEqual(tumenlou.jumps(1, 30), ["raised yellow, if true red"]);
    assert.deepEqual(tumenlou.look(), []);
    assert.deepEqual(tumenlou.bearsOut(2, 28), ["verified"]);
    assert.equal(tumenlou.told()[0]!.level, "red");
    assert.deepEqual(tumenlou.reads(3, 12), []);
    assert.deepEqual(tumenlou.reads(4, 5), ["downgraded recovered"]);
  });

  test("is verified at the same level where that is what it was", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    tumenlou.jumps(1, 12);
    assert.deepEqual(tumenlou.bearsOut(2, 13), ["verified"]);
    assert.equal(tumenlou.told()[0]!.level, "yellow");
  });

  test("stays unverified while nothing but jumps comes", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    tumenlou.jumps(1, 30);
    assert.deepEqual(tumenlou.jumps(2, 90), ["updated"]);
    assert.deepEqual(tumenlou.jumps(3, 1), []);
    assert.deepEqual(tumenlou.reads(4, 5), ["cleared refuted"]);
  });

  test("is withdrawn by the next good reading, without waiting for more, and by its own withdrawal", () => {
    const [tumenlou, dongdian] = [station(), station()];
    for (const one of [tumenlou, dongdian]) one.reads(0, 5);
    for (const one of [tumenlou, dongdian]) one.jumps(1, 30);
    assert.deepEqual(tumenlou.reads(2, 5), ["cleared refuted"]);
    assert.deepEqual(dongdian.withdraws(1), ["cleared refuted"]);
  });

  test("is told once a day however often the instrument jumps, and two readings are always enough", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    tumenlou.jumps(1, 30);
    tumenlou.reads(2, 5);
    for (const hour of [3, 5, 7, 9]) {
      assert.deepEqual(tumenlou.jumps(hour, 30), []);
      assert.deepEqual(tumenlou.reads(hour + 1, 5), []);
    }
    tumenlou.jumps(11, 30);
    assert.deepEqual(tumenlou.bearsOut(12, 29), ["raised red"]);
    for (const hour of [13, 14, 15, 16]) tumenlou.reads(hour, 5);
    assert.deepEqual(tumenlou.jumps(27, 30), ["raised yellow, if true red"]);
  });

  test("that was verified and is over when it becomes known is told with both", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    tumenlou.jumps(1, 30);
    const readings = [5, 30, 28, 5, 5].map((measure, hour) => ({ atMs: hour * hourMs, measure }));
    const facts = { ladder, episodes: episodesOf(ladder, readings), lastAtMs: 4 * hourMs, nowMs: 4 * hourMs };
    const said = stepAlert(tumenlou.told(), facts);
    assert.deepEqual(
      said.map((one) => [one.change, one.change === "cleared" && one.level]),
      [
        ["verified", false],
        ["cleared", "red"],
      ],
    );
  });

  test("is what an alert falls back to when the reading that verified it is withdrawn", () => {
    const tumenlou = station();
    tumenlou.reads(0, 5);
    tumenlou.jumps(1, 12);
    tumenlou.bearsOut(2, 12);
    tumenlou.withdraws(2);
    assert.deepEqual(tumenlou.jumps(1, 12), ["downgraded corrected"]);
    assert.equal(tumenlou.told()[0]!.unverified, "yellow");
    assert.deepEqual(tumenlou.reads(2, 5), ["cleared refuted"]);
  });

  test("says nothing of what is an alert already", () => {
    const tumenlou = station();
    tumenlou.reads(0, 11);
    assert.deepEqual(tumenlou.jumps(1, 30), []);
    assert.deepEqual(tumenlou.bearsOut(2, 30), ["escalated"]);
  });

  test("says nothing where the plan does not ask for it", () => {
    const { unverified: _, ...sure } = ladder;
    assert.deepEqual(episodesOf(sure, [{ atMs: hourMs, measure: 30, isUnverified: true }]), []);
  });
});

const writes = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 40 }),
    value: fc.integer({ min: 0, max: 30 }),
    isJump: fc.boolean(),
  }),
  { maxLength: 80 },
);

describe("in whatever order values come and are corrected", () => {
  test("at most one alert is open, looking again says nothing, and it ends as if all had come in order", () => {
    fc.assert(
      fc.property(writes, (given) => {
        const one = station();
        for (const { hour, value, isJump } of given) {
          if (isJump) one.jumps(hour, value);
          else one.reads(hour, value);
          assert.deepEqual(one.look(), []);
        }
        const open = one.told().filter(({ clearedAtMs }) => clearedAtMs === undefined);
        assert.ok(open.length <= 1);
        const last = new Map(
          given.map(({ hour, value, isJump }) => [
            hour * hourMs,
            { measure: value, ...(isJump && { isUnverified: true as const }) },
          ]),
        );
        const truth = episodesOf(ladder, inOrder(last)).findLast(({ endedAtMs }) => endedAtMs === undefined);
        if (truth?.unverified && open.length === 0) return; // an instrument that was refuted lately
        assert.deepEqual([open[0]?.level, open[0]?.unverified], [truth?.level, truth?.unverified]);
      }),
    );
  });
});
