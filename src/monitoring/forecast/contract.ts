import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Bilingual } from "#base/bilingual.ts";
import { Party } from "#base/party.ts";
import { AirItem } from "../standards/air-standard.ts";
import { ForecastDay, StationForecast } from "./events.ts";

const Level = z.object({ standard: z.string(), level: z.int(), name: Bilingual, hex: z.string() });
export type AirLevel = z.infer<typeof Level>;

/** One air station: the index of its newest hour, and what is expected. */
export const AirStation = z.object({
  id: z.string(),
  name: Bilingual,
  party: Party.optional(),
  freshness: z.enum(["current", "late", "silent", "never", "reference"]),
  atMs: z.int().optional(),
  isSample: z.boolean(),
  now: z
    .object({
      standard: z.string(),
      aqi: z.int().nullable(),
      level: z.int().nullable(),
      primary: z.array(AirItem),
      missing: z.array(AirItem),
      items: z.array(z.object({ item: AirItem, value: z.number(), iaqi: z.int() })),
    })
    .optional(),
  forecast: StationForecast.extend({ issuedAtMs: z.int() }).optional(),
  /** The newest daily report: the forecast of 18:00 for the three days after. */
  report: z
    .object({ issuedAtMs: z.int(), madeAtMs: z.int().optional(), days: z.array(ForecastDay) })
    .optional(),
});
export type AirStation = z.infer<typeof AirStation>;

const output = z.object({
  asOf: z.iso.datetime(),
  stations: z.array(AirStation),
  /** Words and colours of the levels, by the editions named. */
  levels: z.array(Level),
});
export type AirForecasts = z.infer<typeof output>;

export const forecastContract = contract({
  airForecasts: {
    method: "GET",
    path: "/api/monitoring/forecasts",
    access: ["duty-officer", "supervisor"],
    refusals: [],
    summary: {
      zh: "各空气站现状与最新预报：逐时值与区间、三日指数、预报成绩、各输入的影响",
      en: "Each air station now and its newest forecast: hours with intervals, three days, skill, what moved it",
    },
    output,
  },
  publicForecasts: {
    method: "GET",
    path: "/api/monitoring/public/forecasts",
    access: "anyone",
    refusals: [],
    summary: { zh: "向社会公开的空气质量现状与预报", en: "Air now and forecast, as open to everyone" },
    output,
  },
});
