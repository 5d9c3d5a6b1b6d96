import { dayOf } from "#base/time.ts";
import { targetIn, type Station } from "../network.ts";
import { evaluateWater, type WaterResult } from "../standards/evaluate-water.ts";
import { standardAt } from "../standards/standard-at.ts";
import type { JudgedNetwork } from "../in-force.ts";
import { classesFromBest, waterClasses, type LimitClass } from "../standards/water-standard.ts";
import type { ClassesWorse } from "./measure.ts";

const dayAt = (atMs: number): string => dayOf(new Date(atMs).toISOString());

/** The class target of a section on a day. */
const targetOn = (station: Station, day: string): LimitClass | undefined =>
  targetIn(station, Number(day.slice(0, 4)))?.class;

/** A section, and the editions of its network. */
type Judging = { station: Station; network: Pick<JudgedNetwork, "standards"> };
export type Judged = { result: WaterResult; target: LimitClass };

/** The class of a section by what was measured at one moment, under the standard of its day; absent without a target. */
export const judgeSection = (
  { station, network }: Judging,
  atMs: number,
  values: ReadonlyMap<string, number>,
): Judged | undefined => {
  const day = dayAt(atMs);
  const standard = standardAt("surface-water-standard", day, network.standards);
  const target = targetOn(station, day);
  if (!standard || !target) return undefined;
  const { waterBody = "river" } = station;
  return { result: evaluateWater(standard, Object.fromEntries(values), { waterBody, target }), target };
};

/** By the items there are: what is missing can only make it worse. */
export const classesWorse =
  (judging: Judging): ClassesWorse =>
  (atMs, values) => {
    const judged = judgeSection(judging, atMs, values);
    if (!judged?.result.atBest) return undefined;
    return Math.max(
      0,
      classesFromBest.indexOf(judged.result.atBest) - classesFromBest.indexOf(judged.target),
    );
  };

/**
 * Whether a value alone may make the section worse than its target on a day: what a class rule asks of every new value.
 * Looked up once for many values.
 */
export const targetBreaker = (
  { station, network }: Judging,
  day: string,
): ((property: string, value: number) => boolean) => {
  const target = targetOn(station, day);
  const rows = new Map(
    standardAt("surface-water-standard", day, network.standards)
      ?.rows.filter(({ waterBody }) => waterBody === undefined || waterBody === station.waterBody)
      .map((row) => [row.property, row]),
  );
  return (property, value) => {
    const row = rows.get(property);
    if (!row || !target) return false;
    const at = waterClasses.indexOf(target);
    switch (row.rule) {
      case "at-most":
        return value > ((station.waterBody === "lake" && row.lakeLimits) || row.limits)[at]!;
      case "at-least":
        return value < row.limits[at]!;
      case "range":
        return value < row.min || value > row.max;
      case "temperature-change":
        return false;
    }
  };
};
