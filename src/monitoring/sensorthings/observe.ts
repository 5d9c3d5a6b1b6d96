import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Reading } from "../observations/reading.ts";
import type { Extra } from "./extra-store.ts";
import type { Entity, Id } from "./model.ts";
import { featureOf, streamOf } from "./observation-rows.ts";
import { findTime, instant } from "./time.ts";

/** An observation as it is recorded: a value in a stream, and what it says beside that. */
export type Observed = { datastream: Id; reading: Reading; extra?: Extra };

const minute = 60_000;
const longestMinutes = 527_040;

/** Of an interval the end is its instant, and its length the averaging period, where that is whole minutes. */
const placeInTime = (text: unknown, nowMs: number) => {
  const time = typeof text === "string" ? findTime(text) : undefined;
  const { startMs, endMs } = time ?? instant(nowMs);
  const minutes = (endMs - startMs) / minute;
  const isPlain = Number.isInteger(minutes) && minutes <= longestMinutes;
  return {
    atMs: endMs,
    ...(isPlain && minutes > 0 && { averagingMinutes: minutes }),
    ...(!isPlain && { phenomenonTime: text as string }),
  };
};

/** What a client says of an observation → what is recorded. A result that is no number is kept as it is, beside. */
export const observe = (
  datastream: Entity,
  given: Record<string, unknown>,
  { feature, nowMs }: { feature: Id | undefined; nowMs: number },
): Observed => {
  const { phenomenonTime, ...place } = placeInTime(given["phenomenonTime"], nowMs);
  const { result } = given;
  const isNumber = typeof result === "number";
  const extra: Extra = {
    ...(!isNumber && result !== null && { result }),
    ...(phenomenonTime !== undefined && { phenomenonTime }),
    ...(feature !== undefined && feature !== featureOf(datastream) && { feature }),
  };
  for (const name of ["resultTime", "validTime", "resultQuality", "parameters"] as const) {
    const value = given[name];
    if (value !== undefined && value !== null) Object.assign(extra, { [name]: value });
  }
  return {
    datastream: datastream.id,
    reading: { stream: streamOf(datastream), ...place, value: isNumber ? result : null },
    ...(Object.keys(extra).length > 0 && { extra }),
  };
};

const geoJson = "application/geo+json";

/** The feature an observation is about where it names none: the place of the thing (18-088, 8.2.8). */
export const featureFromLocation = (location: Entity | undefined, id: Id): Outcome<Entity, "STA_ENTITY"> => {
  if (!location)
    return refuse("STA_ENTITY", {
      type: "Observation",
      field: "FeatureOfInterest",
      what: "Thing/Locations = []",
    });
  const { name, description, encodingType = geoJson, location: feature } = location.properties;
  return done({
    type: "FeatureOfInterest",
    id,
    properties: { name, description, encodingType, feature },
    links: {},
  });
};
