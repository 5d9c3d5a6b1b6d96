import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Network } from "../network-schema.ts";
import { AirItem } from "../standards/air-standard.ts";
import { ObservedProperty } from "../standards/observed-properties.ts";
import { WaterClass, waterClasses, WaterRow } from "../standards/water-standard.ts";

const Words = z.object({ zh: z.string(), en: z.string().optional() });
const Limit = z.union([z.number(), z.tuple([z.number(), z.number()]).readonly()]);
const Class = z.enum(waterClasses);

/** Why a section has its class: item by item with value, limit and row of the table. */
const WaterView = z.object({
  standard: z.string(),
  waterBody: z.enum(["river", "lake"]),
  class: WaterClass.nullable(),
  atBest: WaterClass.nullable(),
  determinedBy: z.array(z.string()),
  items: z.array(
    z.object({
      property: z.string(),
      row: z.int(),
      class: WaterClass,
      value: z.number(),
      isBelowDetection: z.literal(true).optional(),
      limit: Limit,
      rule: z.enum(["at-most", "at-least", "range"]),
    }),
  ),
  missing: z.array(z.string()),
  flags: z.array(z.enum(["not-reported", "undecidable", "nothing-evaluated"])),
  target: z
    .object({
      class: Class,
      isMet: z.boolean().nullable(),
      exceeding: z.array(
        z.object({ property: z.string(), value: z.number(), limit: Limit, multiple: z.number().nullable() }),
      ),
    })
    .optional(),
});

const AirView = z.object({
  standard: z.string(),
  aqi: z.int().nullable(),
  level: z.int().nullable(),
  primary: z.array(AirItem),
  missing: z.array(AirItem),
  /** 优、良 … with the colour of the standard; absent where no index may be published. */
  name: Words.optional(),
  hex: z.string().optional(),
});

export const StationView = z.object({
  station: z.string(),
  network: z.string(),
  freshness: z.enum(["current", "late", "silent", "never", "reference"]),
  atMs: z.int().optional(),
  values: z.array(
    z.object({
      property: z.string(),
      atMs: z.int(),
      value: z.number().nullable(),
      flags: z.int(),
      revision: z.int(),
      averagingMinutes: z.int(),
    }),
  ),
  water: WaterView.optional(),
  air: AirView.optional(),
  isExercise: z.boolean(),
  isSample: z.boolean(),
});
export type StationView = z.infer<typeof StationView>;

const Verdict = z.enum(["improved", "worsened", "same", "unknown"]);
const AccountView = z.object({
  party: Party,
  river: z.string(),
  month: z.string(),
  entries: z.array(z.string()),
  exit: z.string(),
  items: z.array(
    z.object({
      property: z.string(),
      entryMean: z.number(),
      exitMean: z.number(),
      changePercent: z.number().nullable(),
      entryLoadKg: z.number().optional(),
      exitLoadKg: z.number().optional(),
      verdict: Verdict,
    }),
  ),
  entryClass: WaterClass.nullable(),
  exitClass: WaterClass.nullable(),
  verdict: Verdict,
  basis: z.enum(["load", "concentration"]),
  withoutFlow: z.array(z.string()),
  withoutValues: z.array(z.string()),
});
export type AccountView = z.infer<typeof AccountView>;

const Coverage = z.object({
  station: z.string(),
  /** Of the item with most values: how many there are, and how many the interval promises. */
  count: z.int(),
  expected: z.int(),
  leftOut: z.int(),
  hasSample: z.boolean(),
});

export const riverContract = contract({
  monitoringNetworks: {
    method: "GET",
    path: "/api/monitoring/networks",
    access: ["duty-officer", "system-administrator"],
    refusals: [],
    summary: { zh: "现行监测网络", en: "The monitoring networks in force" },
    output: z.object({
      networks: z.array(Network),
      parties: z.array(z.object({ party: Party, name: Words })),
      here: Party,
      properties: z.array(
        ObservedProperty.pick({ code: true, zh: true, en: true, shownUnit: true, decimals: true }),
      ),
      /** Limits of the standard for surface water in force today, for the bands behind a curve. */
      water: z.object({ standard: z.string(), title: Words, rows: z.array(WaterRow) }).optional(),
    }),
  },
  situation: {
    method: "GET",
    path: "/api/monitoring/situation",
    access: ["duty-officer"],
    refusals: [],
    summary: { zh: "各站点现在的情况", en: "Every station as it is now" },
    output: z.object({ asOf: z.iso.datetime(), stations: z.array(StationView) }),
  },
  riverAccounts: {
    method: "GET",
    path: "/api/monitoring/accounts",
    access: ["duty-officer"],
    refusals: [],
    summary: { zh: "上下游水质对照", en: "What each party's stretch did to the water in a month" },
    query: z.object({ month: z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/) }),
    output: z.object({
      accounts: z.array(AccountView),
      coverage: z.array(Coverage),
      standard: z.string().nullable(),
    }),
  },
});
