import type { Bundle } from "#agreements/agreement.ts";
import type { Fault, FindingTexts } from "#agreements/finding.ts";
import type { AirIndexStandard, AirQualityStandard, HeavyPollutionWarning } from "./air-standard.ts";
import type { Heading } from "./heading.ts";
import { observedProperties, type ObservedProperties } from "./observed-properties.ts";
import type { BlackOdorousWater, SurfaceWaterStandard } from "./water-standard.ts";

const asListed = {
  zh: "请对照标准原文的表改正。",
  en: "Compare with the table in the standard's text.",
};

/** What the checker says of a table of limits. */
export const standardTexts: FindingTexts = {
  BREAKPOINTS_ORDER: {
    zh: "限值 {value} 不大于前一个 {before}：区间重叠或次序颠倒",
    en: "{value} is not above {before} before it: ranges overlap or stand in the wrong order",
    next: asListed,
  },
  BREAKPOINTS_COUNT: {
    zh: "此行有 {found} 个限值，分指数有 {expected} 个",
    en: "This row has {found} breakpoints; there are {expected} indices",
    next: asListed,
  },
  BREAKPOINTS_GAP: {
    zh: "空缺之后又有限值：空缺只能在行末",
    en: "A breakpoint follows a gap; gaps stand only at the end of a row",
    next: asListed,
  },
  CLASS_LIMITS_ORDER: {
    zh: "{class} 类限值 {value} 比 {before} 类的 {better} 还严",
    en: "Class {class} is stricter ({value}) than class {before} ({better})",
    next: asListed,
  },
  RANGE_EMPTY: {
    zh: "下限 {min} 不小于上限 {max}",
    en: "The lower bound {min} is not below the upper bound {max}",
    next: asListed,
  },
  ROW_TWICE: {
    zh: "“{name}”写了两次，一项只能有一个限值",
    en: "“{name}” stands here twice; an item has one limit",
    next: { zh: "请删去其中一处。", en: "Delete one of them." },
  },
  ROW_UNKNOWN: {
    zh: "没有“{name}”这一行，有：{known}",
    en: "There is no row “{name}”; there are: {known}",
    next: asListed,
  },
  PROPERTY_UNKNOWN: {
    zh: "没有监测项目“{name}”",
    en: "There is no observed property “{name}”",
    next: {
      zh: "监测项目见 definitions/standards/observed-properties.json。",
      en: "They are listed in definitions/standards/observed-properties.json.",
    },
  },
  DAYS_ORDER: {
    zh: "{until} 早于开始的 {from}",
    en: "{until} is before the first day, {from}",
    next: { zh: "请核对施行和废止日期。", en: "Check the first and the last day in force." },
  },
  DAYS_GAP: {
    zh: "{until} 之后到 {from} 之前没有标准可用",
    en: "Between {until} and {from} no standard is in force",
    next: { zh: "请核对施行和废止日期。", en: "Check the first and the last day in force." },
  },
  DAYS_OVERLAP: {
    zh: "与“{other}”在 {from} 起同时有效",
    en: "From {from} “{other}” is in force as well",
    next: {
      zh: "请给较早的版本写上 effectiveUntil。",
      en: "Give the earlier edition its last day (effectiveUntil).",
    },
  },
};

const twice = (names: readonly string[], pointer: (index: number) => string): Fault[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ pointer: pointer(index), code: "ROW_TWICE", detail: { name } }] : [],
  );

const unknownProperties = (names: readonly string[], pointer: (index: number) => string): Fault[] =>
  names.flatMap((name, index) =>
    observedProperties.has(name)
      ? []
      : [{ pointer: pointer(index), code: "PROPERTY_UNKNOWN", detail: { name } }],
  );

const rising = (values: readonly (number | null)[], pointer: string): Fault[] =>
  values.flatMap((value, index): Fault[] => {
    const before = values[index - 1];
    if (index === 0 || value === null || before === undefined) return [];
    if (before === null) return [{ pointer: `${pointer}/${index}`, code: "BREAKPOINTS_GAP" }];
    return value > before
      ? []
      : [{ pointer: `${pointer}/${index}`, code: "BREAKPOINTS_ORDER", detail: { value, before } }];
  });

const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

type Dated = { name: string; from: string; until?: string | undefined; pointer: string };

/** Days between which no edition is in force, or more than one. */
const dayFaults = (given: readonly Dated[]): Fault[] => {
  const dated = given.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return dated.flatMap(({ from, until, pointer }, index): Fault[] => {
    const before = dated[index - 1];
    if (until !== undefined && until < from)
      return [{ pointer, code: "DAYS_ORDER", detail: { from, until } }];
    if (!before) return [];
    if (before.until === undefined || before.until >= from)
      return [{ pointer, code: "DAYS_OVERLAP", detail: { other: before.name, from } }];
    return dayAfter(before.until) < from
      ? [{ pointer, code: "DAYS_GAP", detail: { until: before.until, from } }]
      : [];
  });
};

/** Editions of one standard in one agreement follow each other day by day; asked of each file, said at that file. */
export const editionFaults = (
  { id, series, effectiveFrom, effectiveUntil, secondary }: Heading,
  { files }: Bundle,
): Fault[] => {
  if (secondary) return [];
  const others = Object.values(files)
    .map((content) => content as Partial<Heading>)
    .filter(
      (one) => one.series === series && one.id !== id && !one.secondary && one.effectiveFrom !== undefined,
    );
  const dated = [{ id, effectiveFrom, effectiveUntil }, ...others].map((one) => ({
    name: one.id!,
    from: one.effectiveFrom!,
    until: one.effectiveUntil,
    pointer: one.id === id ? "/effectiveFrom" : "",
  }));
  return dayFaults(dated).filter(({ pointer }) => pointer !== "");
};

export const examineWaterStandard = ({ rows, classes }: SurfaceWaterStandard): Fault[] => [
  ...twice(
    rows.map(({ property }) => property),
    (index) => `/rows/${index}/property`,
  ),
  ...unknownProperties(
    rows.map(({ property }) => property),
    (index) => `/rows/${index}/property`,
  ),
  ...rows.flatMap((row, at): Fault[] => {
    if (row.rule === "temperature-change") return [];
    if (row.rule === "range")
      return row.min < row.max
        ? []
        : [{ pointer: `/rows/${at}/min`, code: "RANGE_EMPTY", detail: { min: row.min, max: row.max } }];
    const sign = row.rule === "at-most" ? 1 : -1;
    const columns: [string, readonly number[]][] = [["limits", row.limits]];
    if (row.rule === "at-most" && row.lakeLimits) columns.push(["lakeLimits", row.lakeLimits]);
    return columns.flatMap(([name, limits]) =>
      limits.flatMap((value, index): Fault[] => {
        const better = limits[index - 1];
        return better === undefined || sign * (value - better) >= 0
          ? []
          : [
              {
                pointer: `/rows/${at}/${name}/${index}`,
                code: "CLASS_LIMITS_ORDER",
                detail: { class: classes[index], before: classes[index - 1], value, better },
              },
            ];
      }),
    );
  }),
];

export const examineAirIndex = ({ iaqi, rows, hour, day, levels }: AirIndexStandard): Fault[] => {
  const known = rows.map(({ id }) => id);
  const entryFaults = (entries: AirIndexStandard["hour"], name: string): Fault[] =>
    entries.flatMap(({ row }, index): Fault[] =>
      known.includes(row)
        ? []
        : [
            {
              pointer: `/${name}/${index}/row`,
              code: "ROW_UNKNOWN",
              detail: { name: row, known: known.join(", ") },
            },
          ],
    );
  return [
    ...rising(iaqi, "/iaqi"),
    ...rising(
      levels.map(({ upTo }) => upTo),
      "/levels",
    ),
    ...twice(known, (index) => `/rows/${index}/id`),
    ...unknownProperties(
      rows.map(({ property }) => property),
      (index) => `/rows/${index}/property`,
    ),
    ...rows.flatMap(({ breakpoints }, index): Fault[] => [
      ...(breakpoints.length === iaqi.length
        ? []
        : [
            {
              pointer: `/rows/${index}/breakpoints`,
              code: "BREAKPOINTS_COUNT",
              detail: { found: breakpoints.length, expected: iaqi.length },
            },
          ]),
      ...rising(breakpoints, `/rows/${index}/breakpoints`),
    ]),
    ...entryFaults(hour, "hour"),
    ...entryFaults(day, "day"),
  ];
};

export const examineAirQuality = ({ effectiveUntil, stages }: AirQualityStandard): Fault[] => [
  ...dayFaults(
    stages.map(({ stage, from, until }, index) => ({
      name: stage,
      from,
      until: until ?? (index === stages.length - 1 ? effectiveUntil : undefined),
      pointer: `/stages/${index}/from`,
    })),
  ),
  ...stages.flatMap(({ limits }, at): Fault[] => [
    ...twice(
      limits.map(({ item, averaging }) => `${item} ${averaging}`),
      (index) => `/stages/${at}/limits/${index}`,
    ),
    ...limits.flatMap(({ class1, class2 }, index): Fault[] =>
      class1 <= class2
        ? []
        : [
            {
              pointer: `/stages/${at}/limits/${index}/class2`,
              code: "CLASS_LIMITS_ORDER",
              detail: { class: 2, before: 1, value: class2, better: class1 },
            },
          ],
    ),
  ]),
];

export const examineBlackOdorous = ({ rows }: BlackOdorousWater): Fault[] => [
  ...unknownProperties(
    rows.map(({ property }) => property),
    (index) => `/rows/${index}/property`,
  ),
  ...rows.flatMap(({ rule, mild, severe }, index): Fault[] =>
    (rule === "below" ? severe < mild : severe > mild)
      ? []
      : [
          {
            pointer: `/rows/${index}/severe`,
            code: "CLASS_LIMITS_ORDER",
            detail: { class: "severe", before: "mild", value: severe, better: mild },
          },
        ],
  ),
];

export const examineHeavyPollution = ({ tiers, lift }: HeavyPollutionWarning): Fault[] => {
  const names = tiers.map(({ tier }) => tier);
  return [
    ...twice(names, (index) => `/tiers/${index}/tier`),
    ...(names.includes(lift.belowTier)
      ? []
      : [
          {
            pointer: "/lift/belowTier",
            code: "ROW_UNKNOWN",
            detail: { name: lift.belowTier, known: names.join(", ") },
          },
        ]),
  ];
};

export const examineProperties = ({ properties }: ObservedProperties): Fault[] => [
  ...twice(
    properties.map(({ code }) => code),
    (index) => `/properties/${index}/code`,
  ),
  ...properties.flatMap(({ range: [min, max] }, index): Fault[] =>
    min < max ? [] : [{ pointer: `/properties/${index}/range`, code: "RANGE_EMPTY", detail: { min, max } }],
  ),
];
