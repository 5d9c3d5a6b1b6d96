import shapes from "../../../definitions/samples/readings.json" with { type: "json" };
import { lattice, smooth } from "./noise.ts";

/*
 * Readings of a trial, made up: a value depends on nothing but the stream, the instant and the day the trial is looked
 * at from, so it can be made again at any time and any number of nodes make the same.
 */

type Shape = {
  level: number;
  daily: number;
  dailyPeakHour: number;
  swing: number;
  swingHours: number;
  decimals: number;
  /** Daily and random swing multiply (as powers of e) instead of being added. */
  isLog?: boolean;
  /** All stations swing together, as the air over a plain does. */
  isRegional?: boolean;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const swingAt = (name: string, atMs: number, scaleMs: number): number =>
  smooth(name, atMs, scaleMs) +
  0.45 * smooth(`${name}/2`, atMs, scaleMs / 5) +
  0.12 * smooth(`${name}/3`, atMs, hourMs);

const shapeOf = (property: string): Shape | undefined =>
  (shapes.properties as Record<string, Shape>)[property];

/** How much higher a made-up peak lifts a stream at that time: 1 where there is none. */
const peakAt = (station: string, property: string, atMs: number, nowMs: number): number => {
  for (const peak of shapes.peaks) {
    if (peak.station !== station || peak.property !== property) continue;
    // Laid on whole days, so that the same peak is there all day long.
    const middle = Math.floor(nowMs / dayMs) * dayMs - peak.daysAgo * dayMs;
    const x = (atMs - middle) / ((peak.hours * hourMs) / 2);
    if (Math.abs(x) < 1) return 1 + (peak.times - 1) * Math.cos((x * Math.PI) / 2) ** 2;
  }
  return 1;
};

const isInGap = (station: string, atMs: number, nowMs: number): boolean =>
  shapes.gaps.some(
    (gap) =>
      gap.station === station &&
      atMs > nowMs - gap.fromHoursAgo * hourMs &&
      atMs <= nowMs - gap.untilHoursAgo * hourMs,
  );

export type SampleAsk = { station: string; property: string; atMs: number; nowMs: number };

/** A made-up value; undefined where this property has no shape or the station says nothing then. */
export const sampleValue = ({ station, property, atMs, nowMs }: SampleAsk): number | undefined => {
  const shape = shapeOf(property);
  if (!shape || isInGap(station, atMs, nowMs)) return undefined;
  const hour = ((atMs / hourMs + 8) % 24) - shape.dailyPeakHour; // Asia/Shanghai
  const daily = shape.daily * Math.cos((hour / 12) * Math.PI);
  const region = shape.isRegional ? 0.85 * swingAt(property, atMs, shape.swingHours * hourMs) : 0;
  const own =
    swingAt(`${station}/${property}`, atMs, shape.swingHours * hourMs) * (shape.isRegional ? 0.25 : 1);
  const swing = shape.swing * (region + own);
  const place = 0.25 * lattice(`${station}/${property}`, 0);
  const plain = shape.isLog
    ? shape.level * Math.exp(place + daily + swing)
    : shape.level * (1 + place / 5) + daily + swing;
  const value = Math.max(plain * peakAt(station, property, atMs, nowMs), 10 ** -shape.decimals);
  return Number(value.toFixed(shape.decimals));
};

/** The instants at which a station reports, after one time and up to another. */
export const reportTimes = (intervalMinutes: number, afterMs: number, upToMs: number): number[] => {
  const step = intervalMinutes * 60_000;
  const times: number[] = [];
  for (let at = (Math.floor(afterMs / step) + 1) * step; at <= upToMs; at += step) times.push(at);
  return times;
};
