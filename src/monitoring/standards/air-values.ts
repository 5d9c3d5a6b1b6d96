import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { AirIndexStandard } from "./air-standard.ts";
import { findProperty } from "./observed-properties.ts";
import type { StandardRefusal } from "./refusals.ts";

const absent = new Set(["na", "--", "*", "null", ""]);

/** Keys an edition asks for, and those that stand in for them above the scale. */
const keysOf = (standard: AirIndexStandard, period: "hour" | "day"): Map<string, string> => {
  const keys = standard[period].flatMap(({ key, row }) => {
    const found = standard.rows.find(({ id }) => id === row);
    return found?.above && "instead" in found.above ? [key, found.above.instead.key] : [key];
  });
  return new Map(keys.map((key) => [key, key.split("_")[0]!]));
};

/** `pm25=51,pm10=101,co=1.1`; PM2.5 and `NA` are understood, and what cannot be a concentration is refused at its place. */
export const readAirValues = (
  text: string,
  standard: AirIndexStandard,
  period: "hour" | "day",
): Outcome<Record<string, number | null>, StandardRefusal> => {
  const keys = keysOf(standard, period);
  const values: Record<string, number | null> = {};
  let column = 1;
  for (const part of text.split(",")) {
    const [given = "", ...rest] = part.split("=");
    const name = given.trim().toLowerCase().replace("pm2.5", "pm25");
    const found = rest.join("=").trim();
    const at = { column, name: given.trim() };
    column += part.length + 1;
    const property = keys.get(name);
    if (property === undefined)
      return refuse("AIR_ITEM_UNKNOWN", { ...at, known: [...keys.keys()].join(", ") }, String(at.column));
    if (name in values) return refuse("AIR_ITEM_TWICE", at, String(at.column));
    if (absent.has(found.toLowerCase())) {
      values[name] = null;
      continue;
    }
    if (!/^\d+(\.\d+)?$/.test(found)) return refuse("AIR_VALUE", { ...at, found }, String(at.column));
    const value = Number(found);
    const { range, shownUnit } = findProperty(property)!;
    if (value < range[0] || value > range[1])
      return refuse(
        "AIR_RANGE",
        { ...at, found, min: range[0], max: range[1], unit: shownUnit },
        String(at.column),
      );
    values[name] = value;
  }
  return done(values);
};
