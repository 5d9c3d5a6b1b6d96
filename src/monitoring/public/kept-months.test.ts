import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MonthView } from "./contract.ts";
import { keptMonths } from "./kept-months.ts";

const seconds = (n: number): string => new Date(Date.parse("2026-04-02T00:00:00Z") + n * 1000).toISOString();

/** Months that say by themselves how often they were counted. */
const counting = ({ hasValues = true }: { hasValues?: boolean } = {}) => {
  const counts = new Map<string, number>();
  const state = { restsOn: ["first"] as unknown[], fails: false };
  const month = keptMonths((name, now) =>
    Promise.resolve({
      hasValues,
      restsOn: state.restsOn,
      count: async (): Promise<MonthView> => {
        counts.set(name, (counts.get(name) ?? 0) + 1);
        await Promise.resolve();
        if (state.fails) throw new Error("no database");
        const isComplete = name < now.slice(0, 7);
        return { month: name, until: now, isComplete, sections: [], rivers: [], cities: [], air: [] };
      },
    }),
  );
  return { month, state, countsOf: (name: string) => counts.get(name) ?? 0 };
};

describe("the month report that is kept for a while", () => {
  it("is counted once for all who ask at once and within a minute", async () => {
    const { month, countsOf } = counting();
    const [one, other] = await Promise.all([month("2026-04", seconds(0)), month("2026-04", seconds(0))]);
    assert.equal(one, other);
    assert.equal(await month("2026-04", seconds(59)), one);
    assert.equal(countsOf("2026-04"), 1);
    assert.equal((await month("2026-03", seconds(59))).month, "2026-03");
  });

  it("is counted anew after a minute where the month is not over", async () => {
    const { month, countsOf } = counting();
    await month("2026-04", seconds(0));
    assert.equal((await month("2026-04", seconds(60))).until, seconds(60));
    assert.equal(countsOf("2026-04"), 2);
  });

  it("of a month that is over stands for ten minutes, unless something changed", async () => {
    const { month, state, countsOf } = counting();
    await month("2026-03", seconds(0));
    await month("2026-03", seconds(60));
    await month("2026-03", seconds(125));
    assert.equal(countsOf("2026-03"), 1);
    state.restsOn = ["second"];
    await month("2026-03", seconds(130));
    assert.equal(countsOf("2026-03"), 1);
    await Promise.all([month("2026-03", seconds(185)), month("2026-03", seconds(185))]);
    assert.equal(countsOf("2026-03"), 2);
    for (let at = 245; at < 785; at += 60) await month("2026-03", seconds(at));
    assert.equal(countsOf("2026-03"), 2);
    await month("2026-03", seconds(785));
    assert.equal(countsOf("2026-03"), 3);
  });

  it("is not kept where counting failed, nor of a month without values", async () => {
    const { month, state, countsOf } = counting();
    state.fails = true;
    await assert.rejects(month("2026-03", seconds(0)), /no database/);
    state.fails = false;
    await month("2026-03", seconds(1));
    assert.equal(countsOf("2026-03"), 2);
    const empty = counting({ hasValues: false });
    await Promise.all([empty.month("1950-01", seconds(0)), empty.month("1950-01", seconds(0))]);
    assert.equal(empty.countsOf("1950-01"), 1);
    await empty.month("1950-01", seconds(1));
    assert.equal(empty.countsOf("1950-01"), 2);
  });
});
