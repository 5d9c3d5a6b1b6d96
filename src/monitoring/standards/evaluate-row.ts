import { dayOf } from "#base/time.ts";
import type { NationalRow } from "../observations/national-layout.ts";
import { evaluateWater, type WaterOptions, type WaterResult } from "./evaluate-water.ts";
import { findProperty } from "./observed-properties.ts";
import { standardAt } from "./standard-at.ts";
import { evaluateBlackOdorous, type BlackOdorousResult } from "./water-group.ts";
import type { SurfaceWaterStandard } from "./water-standard.ts";

/** What the publication says of a station beside its values. */
const states: Readonly<Record<string, string>> = { 维护: "maintenance", 不具备运行条件: "not-operable" };

/** Only where somebody looked for it: oxygen and ammonia alone are in every table. */
const sought = ["transparency", "redox-potential"];

const blackOdorousOf = (
  { atMs }: NationalRow,
  values: Readonly<Record<string, number | null>>,
): BlackOdorousResult["level"] | undefined => {
  if (atMs === null || !sought.some((code) => typeof values[code] === "number")) return undefined;
  const standard = standardAt("black-odorous-water", dayOf(new Date(atMs).toISOString()));
  const measured = Object.entries(values).filter((one): one is [string, number] => one[1] !== null);
  return standard && evaluateBlackOdorous(standard, Object.fromEntries(measured))?.level;
};

export type JudgedRow = { row: NationalRow; result: WaterResult; flags: string[] };

/** A row of a table, judged. A value that no instrument can have seen is treated as not reported, and flagged. */
export const evaluateRow = (
  row: NationalRow,
  standard: SurfaceWaterStandard,
  options: WaterOptions,
): JudgedRow => {
  const flags: string[] = [];
  const values: Record<string, number | null> = {};
  for (const [code, value] of Object.entries(row.values)) {
    const range = findProperty(code)?.range;
    const isPossible = value === null || !range || (range[0] <= value && value <= range[1]);
    values[code] = isPossible ? value : null;
    if (!isPossible) flags.push(`out-of-range:${code}`);
  }
  const result = evaluateWater(standard, values, options);
  const black = blackOdorousOf(row, values);
  if (black && black !== "none") flags.push(`black-odorous-${black}`);
  const state =
    row.state === undefined || row.state === "正常" ? undefined : (states[row.state] ?? row.state);
  return { row, result, flags: [...result.flags, ...flags, ...(state ? [state] : [])] };
};
