import { z } from "zod";
import type { EventKind } from "#protocol/event.ts";
import { monitoringKind } from "../event-kind.ts";
import { AirItem } from "../standards/air-standard.ts";
import { maxAtMs } from "../observations/events.ts";
import { inputs } from "./inputs.ts";

const Value = z.number().min(0).max(100_000);
const Values = z.array(Value).min(24).max(96);

const scored = {
  count: z.int().min(0),
  rmse: z.number(),
  toPersistence: z.number(),
  toClimatology: z.number(),
  /** Share of outcomes within the interval, of 0.8 intended. */
  coverage: z.number(),
};

/** How forecasts as they were issued fared against what came; 1: up to 24 hours ahead, 2: up to 48, 3: up to 72. */
export const Skill = z.looseObject({ lead: z.int().min(1).max(3), ...scored });
export type Skill = z.infer<typeof Skill>;

/** How forecasts so many hours ahead fared on the end of the record, which neither fit nor choice had seen. */
const Tested = z.looseObject({ ahead: z.int().min(1), ...scored });
export type Tested = z.infer<typeof Tested>;

const Moved = z.partialRecord(z.enum(inputs), z.number());

/** Every hour from the first after the issue on. */
const Item = z.looseObject({
  property: z.string().max(50),
  /** `climatology`: the record is too short, or nothing came in the last hours. */
  method: z.enum(["model", "climatology"]),
  why: z.enum(["short-record", "silent"]).optional(),
  /** How many measured hours it rests on, and their first and last; the digest is of these values. */
  record: z.looseObject({
    hours: z.int().min(0),
    fromMs: z.int().min(0),
    untilMs: z.int().min(0).max(maxAtMs),
    digest: z.string().max(64),
  }),
  values: Values,
  low: Values,
  high: Values,
  persistence: Value.nullable(),
  climatology: Values,
  /** By how much each input moves the mean of each of the three days ahead. */
  moved: z.array(Moved).max(3),
  skill: z.array(Skill).max(3),
  /** Absent without a model, and in forecasts of earlier versions. */
  tested: z.array(Tested).max(10).optional(),
});
export type ForecastItem = z.infer<typeof Item>;

const DayItem = z.looseObject({ value: Value, low: Value.nullable(), high: Value.nullable() });

export const ForecastDay = z.looseObject({
  day: z.iso.date(),
  standard: z.string().max(50),
  /** Null where the standard's rule on gaps forbids an index. */
  aqi: z.int().nullable(),
  /** The indices at the low and the high ends of the intervals. */
  low: z.int().nullable(),
  high: z.int().nullable(),
  level: z.int().nullable(),
  primary: z.array(AirItem),
  missing: z.array(AirItem),
  items: z.record(z.string(), DayItem),
});
export type ForecastDay = z.infer<typeof ForecastDay>;

export const StationForecast = z.looseObject({
  station: z.string().max(100),
  /** When it was made; absent in forecasts of earlier versions. */
  madeAtMs: z.int().min(0).optional(),
  items: z.array(Item).max(10),
  days: z.array(ForecastDay).max(4),
  /** Pollutants that the station measures and of which nothing can be said. */
  absent: z.array(z.string().max(50)),
});
export type StationForecast = z.infer<typeof StationForecast>;

/** What a party's node expects of the air at its stations. */
export const Forecast = z.looseObject({
  network: z.string().max(100),
  /** The last hour that was known. */
  issuedAtMs: z.int().min(0).max(maxAtMs),
  stations: z.array(StationForecast).min(1).max(500),
});
export type Forecast = z.infer<typeof Forecast>;

export const forecastKind: EventKind = monitoringKind("monitoring.forecast", Forecast, "forecast");

/** Each party's forecasts for a network are a subject of their own. */
export const forecastSubject = (party: string, network: string): string => `forecast/${party}/${network}`;
