import { done, refuse, type Outcome } from "#base/outcome.ts";
import { observedProperties, type ObservedProperty } from "../standards/observed-properties.ts";
import type { TableRefusal } from "./table-refusals.ts";

/** What a column holds beside measured values. */
export const wordColumns = {
  province: ["省份", "province"],
  basin: ["流域", "basin"],
  section: ["断面名称", "断面", "section", "station"],
  time: ["监测时间", "时间", "time"],
  publishedClass: ["水质类别", "class"],
  state: ["站点情况", "state"],
} as const;
export type WordColumn = keyof typeof wordColumns;

export type TableHeader = {
  names: readonly string[];
  words: Partial<Record<WordColumn, number>>;
  values: { index: number; property: ObservedProperty }[];
  /** Columns that mean nothing here; they are left alone, and said. */
  unknown: string[];
};

/** `溶解氧(mg/L)` or `溶解氧（mg/L）`: what is measured, and in what. */
const cut = (name: string): { word: string; unit: string | undefined } => {
  const found = /^(.*?)\s*[(（]([^()（）]*)[)）]$/.exec(name);
  return found ? { word: found[1]!, unit: found[2]! } : { word: name, unit: undefined };
};

const plainUnit = (unit: string): string => unit.toLowerCase().replaceAll(/[µμ]/g, "u").replaceAll("³", "3");

/** Units that say the same in other letters. */
const sameUnits: Record<string, readonly string[]> = {
  ph: ["无量纲", "", "ph"],
  "water-temperature": ["°c", "℃", "c"],
  "faecal-coliform": ["个/l"],
};

const isUnitOf = ({ code, unit, shownUnit }: ObservedProperty, found: string): boolean =>
  [unit, shownUnit, ...(sameUnits[code] ?? [])].some((one) => plainUnit(one) === plainUnit(found));

const findByName = (name: string, word: string): ObservedProperty | undefined =>
  [...observedProperties.values()].find(({ code, zh, en, codes }) => {
    const cnemc = codes?.cnemc && cut(codes.cnemc).word;
    return [name, word].some(
      (one) => one === cnemc || one === zh || [code, en.toLowerCase()].includes(one.toLowerCase()),
    );
  });

/** What a column is: something that is no measured value, or a property; neither: it means nothing here. */
export type ColumnMeaning = {
  role?: WordColumn;
  property?: ObservedProperty;
  /** As its name says it; absent where it says none. */
  unit?: string;
  isInUnit: boolean;
};

export const meaningOf = (name: string, mapping: Readonly<Record<string, string>> = {}): ColumnMeaning => {
  const wanted = mapping[name] ?? name;
  const role = (Object.keys(wordColumns) as WordColumn[]).find((one) =>
    (wordColumns[one] as readonly string[]).includes(wanted.toLowerCase()),
  );
  if (role) return { role, isInUnit: true };
  const property = observedProperties.get(wanted) ?? findByName(wanted, cut(wanted).word);
  // A mapping says what a column is, not that its values are in another unit than its name says.
  const unit = cut(wanted).unit ?? cut(name).unit;
  if (!property) return { isInUnit: true };
  return {
    property,
    ...(unit !== undefined && { unit }),
    isInUnit: unit === undefined || isUnitOf(property, unit),
  };
};

/** Column names as the national publication writes them, or codes and names of observed properties, in any order. */
export const readHeader = (
  given: readonly string[],
  { mapping, station }: { mapping?: Readonly<Record<string, string>>; station?: string } = {},
): Outcome<TableHeader, TableRefusal> => {
  const names = given.map((name) => name.trim());
  const header: TableHeader = { names, words: {}, values: [], unknown: [] };
  for (const [index, name] of names.entries()) {
    const { role, property, unit, isInUnit } = meaningOf(name, mapping);
    const other = role
      ? header.words[role]
      : header.values.find((one) => one.property === property && property !== undefined)?.index;
    if (other !== undefined)
      return refuse("TABLE_COLUMN_TWICE", { name, column: index + 1, other: other + 1 }, `1:${index + 1}`);
    if (role) header.words[role] = index;
    else if (!property) header.unknown.push(name);
    else if (!isInUnit)
      return refuse(
        "TABLE_UNIT",
        { name, column: index + 1, found: unit || "–", expected: property.shownUnit || "无量纲" },
        `1:${index + 1}`,
      );
    else header.values.push({ index, property });
  }
  if (names.every((name) => name === "")) return refuse("TABLE_EMPTY");
  const known = names.join(", ");
  if (header.words.section === undefined && station === undefined)
    return refuse("TABLE_COLUMN_MISSING", { name: "断面名称 section", known }, "1:1");
  if (header.words.time === undefined)
    return refuse("TABLE_COLUMN_MISSING", { name: "监测时间 time", known }, "1:1");
  return done(header);
};
