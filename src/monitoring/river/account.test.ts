import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Network } from "../network-schema.ts";
import { findStation, type Station } from "../network.ts";
import { flag } from "../observations/flags.ts";
import type { WaterClass } from "../standards/water-standard.ts";
import { accountOf, stretchesOf, type Judge, type Stretch } from "./account.ts";
import { sectionMonth, spanOf, type SectionMonth } from "./month.ts";

const folder = join(import.meta.dirname, "../../../definitions/agreements/2023-integration-pilot/networks");
const network = Network.parse(JSON.parse(readFileSync(join(folder, "border-rivers.json"), "utf8")));
const station = (id: string): Station => findStation(network, id)!;
const month = "2026-04";
const { fromMs, toMs } = spanOf(month);

const order: WaterClass[] = ["I", "II", "III", "IV", "V", "inferior-V"];
/** Ammonia alone (GB 3838-2002, row 7): enough to tell better from worse. */
const judge: Judge = ({ means }) => {
  const ammonia = means["ammonia-nitrogen"]?.mean;
  if (ammonia === undefined) return null;
  const met = [0.15, 0.5, 1, 1.5, 2].findIndex((limit) => ammonia <= limit);
  return order[met < 0 ? 5 : met]!;
};

type Given = Record<string, (number | null)[]>;
const of = (
  id: string,
  given: Given,
  flags: Record<string, number[]> = {},
  properties?: string[],
): SectionMonth =>
  sectionMonth(
    { ...station(id), properties: properties ?? Object.keys(given) },
    month,
    new Map(
      Object.entries(given).map(([property, values]) => [
        `${id}/${property}`,
        {
          atMs: values.map((_, n) => fromMs + n * 14_400_000),
          values,
          flags: values.map((_, n) => flags[property]?.[n] ?? 0),
        },
      ]),
    ),
  );

const stretch = (party: string, exit: string): Stretch =>
  stretchesOf(network, party).find((one) => one.exit.id === exit)!;
const account = (party: string, exit: string, sections: SectionMonth[]) =>
  accountOf(stretch(party, exit), month, new Map(sections.map((one) => [one.station, one])), {
    judge,
    order,
  });

describe("the month of a section", () => {
  it("is a legal month: April begins at midnight in Shanghai", () => {
    assert.equal(new Date(fromMs).toISOString(), "2026-03-31T16:00:00.000Z");
    assert.equal((toMs - fromMs) / 86_400_000, 30);
  });

  it("leaves out what a sonde said out of the water, and exercises, and says how many", () => {
    const found = of(
      "tumenlou",
      { "ammonia-nitrogen": [0.4, 9, 0.6, 80, null] },
      {
        "ammonia-nitrogen": [0, flag.outOfWater, 0, flag.exercise, flag.notReported],
      },
    );
    assert.deepEqual(found.means["ammonia-nitrogen"], { mean: 0.5, count: 2, expected: 180 });
    assert.equal(found.leftOut, 2);
  });

  it("takes the mean of pH from the hydrogen ions", () =>
    assert.equal(of("tumenlou", { ph: [7, 9] }).means.ph!.mean, 7.3));

  it("is a load only where the flow was measured at the same time", () => {
    const found = of("tumenlou", { "ammonia-nitrogen": [1, 3, 5], ph: [7, 7, 7], flow: [10, 20, null] });
    // (1·10 + 3·20)/2 g/s over 30 days
    assert.deepEqual(found.loadsKg, {
      "ammonia-nitrogen": { loadKg: (35 * 30 * 86_400) / 1000, count: 2 },
    });
    assert.equal(of("tumenlou", { "ammonia-nitrogen": [1] }).loadsKg, undefined);
  });
});

describe("the stretches of a party", () => {
  it("begin where water comes in and end where it leaves; of two sections at one border the lower one counts", () => {
    const found = stretchesOf(network, "131000").map(({ river, entries, exit }) => [
      river,
      entries.map(({ id }) => id).sort(),
      exit.id,
    ]);
    assert.deepEqual(found, [
      ["beiyunhe", ["laoxiaan", "qinying", "wangjiabai"], "tumenlou"],
      ["chaobaihe", ["wucun"], "dataoqiao"],
      ["longhe", ["sanxiaoying"], "dawangwu"],
      ["juhe", ["dongdian"], "sanhe-dongdaqiao"],
    ]);
    assert.deepEqual(stretchesOf(network, "120114"), [], "no section where the water leaves Wuqing");
  });
});

describe("the account of a stretch", () => {
  it("says who worsened, by class and item by item", () => {
    const found = account("131000", "dawangwu", [
      of("sanxiaoying", { "ammonia-nitrogen": [0.4], "dissolved-oxygen": [6], ph: [7] }),
      of("dawangwu", { "ammonia-nitrogen": [1.2], "dissolved-oxygen": [8], ph: [8] }, {}),
    ]);
    assert.deepEqual([found.entryClass, found.exitClass, found.verdict], ["II", "IV", "worsened"]);
    const verdicts = found.items.map(({ property, verdict }) => [property, verdict]);
    assert.deepEqual(verdicts, [
      ["ph", "unknown"],
      ["dissolved-oxygen", "improved"],
      ["ammonia-nitrogen", "worsened"],
    ]);
    assert.equal(Math.round(found.items[2]!.changePercent!), 200);
  });

  it("without flow speaks of concentrations only, and says where the flow is missing", () => {
    const found = account("131000", "dawangwu", [
      of("sanxiaoying", { "ammonia-nitrogen": [0.4], flow: [3] }),
      of("dawangwu", { "ammonia-nitrogen": [0.39] }),
    ]);
    assert.deepEqual([found.basis, found.withoutFlow], ["concentration", ["dawangwu"]]);
    assert.equal(found.items[0]!.exitLoadKg, undefined);
    assert.equal(found.items[0]!.verdict, "same", "2.5 % lies within the scatter");
  });

  it("with flow weighs what comes in by its flow and gives loads", () => {
    const found = account("131000", "tumenlou", [
      of("wangjiabai", { "ammonia-nitrogen": [1], flow: [30] }),
      of("laoxiaan", { "ammonia-nitrogen": [3], flow: [5] }),
      of("qinying", { "ammonia-nitrogen": [2], flow: [5] }),
      of("tumenlou", { "ammonia-nitrogen": [1.375], flow: [40] }),
    ]);
    assert.equal(found.basis, "load");
    const [item] = found.items;
    assert.equal(item!.entryMean, 1.375);
    assert.ok(Math.abs(item!.entryLoadKg! - item!.exitLoadKg!) < 1e-6, "nothing was added on the way");
  });

  it("judges nothing where a way in has no values", () => {
    const found = account("131000", "tumenlou", [of("tumenlou", { "ammonia-nitrogen": [1] })]);
    assert.deepEqual([found.verdict, found.items], ["unknown", []]);
    assert.deepEqual(found.withoutValues.sort(), ["laoxiaan", "qinying", "wangjiabai"]);
  });

  it("turns its verdict round when way in and way out change places", () => {
    const values = fc.double({ min: 0.01, max: 3, noNaN: true });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const verdictFor = (into: number, out: number) =>
          account("131000", "dawangwu", [
            of("sanxiaoying", { "ammonia-nitrogen": [into] }),
            of("dawangwu", { "ammonia-nitrogen": [out] }),
          ]).verdict;
        const turned = { improved: "worsened", worsened: "improved", same: "same", unknown: "unknown" };
        assert.equal(verdictFor(b, a), turned[verdictFor(a, b)]);
      }),
    );
  });
});
