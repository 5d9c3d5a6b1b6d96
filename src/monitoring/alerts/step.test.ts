import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { episodesOf, type Ladder, type Measured } from "./ladder.ts";
import { stepAlert, type Told, type Transition } from "./step.ts";

const hourMs = 3_600_000;
const ladder: Ladder = {
  worse: "above",
  rungs: [
    { level: "yellow", enter: 10, leave: 8, raise: { values: 1, minutes: 0 } },
    { level: "red", enter: 20, leave: 16, raise: { values: 1, minutes: 0 } },
  ],
  clear: { values: 2, minutes: 60 },
  maxGapMs: 4 * hourMs,
};

/** A station and what was told of it: the readings may come in any order and may be corrected. */
const station = () => {
  const readings = new Map<number, number>();
  let told: Told[] = [];
  let said: string[] = [];
  const keep = (transition: Transition): void => {
    if (transition.change === "raised") {
      const { sinceMs, level, highest, peak, endedAtMs } = transition.episode;
      const id = `alert ${told.length + 1}`;
      said.push(`raised ${endedAtMs === undefined ? level : `${highest}, over`}`);
      told.push({
        id,
        level: endedAtMs === undefined ? level : highest,
        sinceMs,
        peak,
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
      return { ...one, level: transition.episode.level, peak: transition.episode.peak };
    });
  };
  const look = (): string[] => {
    const measured: Measured[] = [...readings]
      .sort(([a], [b]) => a - b)
      .map(([atMs, measure]) => ({ atMs, measure }));
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
      readings.set(hour * hourMs, value);
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

const writes = fc.array(
  fc.record({ hour: fc.integer({ min: 0, max: 40 }), value: fc.integer({ min: 0, max: 30 }) }),
  { maxLength: 80 },
);

describe("in whatever order values come and are corrected", () => {
  test("at most one alert is open, looking again says nothing, and it ends as if all had come in order", () => {
    fc.assert(
      fc.property(writes, (given) => {
        const one = station();
        for (const { hour, value } of given) {
          one.reads(hour, value);
          assert.deepEqual(one.look(), []);
        }
        const open = one.told().filter(({ clearedAtMs }) => clearedAtMs === undefined);
        assert.ok(open.length <= 1);
        const last = new Map(given.map(({ hour, value }) => [hour * hourMs, value]));
        const truth = episodesOf(
          ladder,
          [...last].sort(([a], [b]) => a - b).map(([atMs, measure]) => ({ atMs, measure })),
        ).findLast(({ endedAtMs }) => endedAtMs === undefined);
        assert.equal(open[0]?.level, truth?.level);
      }),
    );
  });
});
