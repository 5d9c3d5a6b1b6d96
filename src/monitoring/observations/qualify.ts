import { findProperty, observedProperties, type ObservedProperty } from "../standards/observed-properties.ts";
import type { Sourced } from "./batch.ts";
import { flag } from "./flags.ts";
import { lastUpTo, seriesBetween, sliceSeries, type Row } from "./merge.ts";
import {
  alikeWith,
  findBorneOut,
  isOutOfWater,
  judgeValue,
  type Alike,
  type Judged,
  type Past,
} from "./quality.ts";
import { partsOf, streamOf, type StreamKey } from "./reading.ts";
import { findRow, type OnShelf, type Shelf, type Stretch } from "./shelf.ts";
import type { Stations } from "./stations.ts";

const conductivity = "conductivity";
const temperature = "water-temperature";
/** What hangs on one sonde: it lies dry for all of them. */
const ofSonde = [...observedProperties.values()].filter(({ sonde }) => sonde).map(({ code }) => code);
const isOfSonde = new Set(ofSonde);

type Placed = Sourced & { network: string };

/** What is looked at to judge readings: their streams around them, and the sonde that they hang on. */
export const lookedAtBy = (readings: readonly Sourced[], stations: Stations): Map<StreamKey, Stretch> => {
  const wanted = new Map<StreamKey, Stretch>();
  const widen = (stream: StreamKey, { lowMs, highMs }: Stretch) => {
    const here = wanted.get(stream);
    if (!here) wanted.set(stream, { lowMs, highMs });
    else {
      here.lowMs = Math.min(here.lowMs, lowMs);
      here.highMs = Math.max(here.highMs, highMs);
    }
  };
  for (const { stream, atMs } of readings) {
    const here = wanted.get(stream);
    if (here) here.highMs = atMs;
    else wanted.set(stream, { lowMs: atMs, highMs: atMs });
  }
  const own = Array.from(wanted); // grows meanwhile
  for (const [stream, stretch] of own) {
    const { station, property } = partsOf(stream);
    const measures = stations.get(station)?.measures;
    if (!isOfSonde.has(property) || !measures?.has(conductivity)) continue;
    const others = property === conductivity ? ofSonde.filter((one) => measures.has(one)) : [conductivity];
    for (const other of others) widen(streamOf(station, other), stretch);
  }
  return wanted;
};

/** A stream as it is judged, in the order of time: what is here already, and the new values at their place. */
type Line = {
  station: string;
  property: string;
  rules: ObservedProperty | undefined;
  onShelf: OnShelf | undefined;
  past: Past;
  alike: Alike | undefined;
  kept: Past;
  next: number;
  /** The newest of the new values that is one. */
  last?: Placed;
};

const alikeIn = ({ atMs, values }: Past): Alike | undefined => {
  let alike: Alike | undefined;
  for (const [i, value] of values.entries()) alike = alikeWith(alike, { atMs: atMs[i]!, value });
  return alike;
};

const lineOf = (shelf: Shelf, stream: StreamKey, fromMs: number): Line => {
  const { station, property } = partsOf(stream);
  const onShelf = shelf.get(stream);
  const kept = seriesBetween(onShelf?.chunks ?? [], -Infinity, Infinity);
  const next = lastUpTo(kept.atMs, fromMs - 1) + 1;
  const past = sliceSeries(kept, 0, next);
  const row = onShelf?.row;
  const goesOn = row && fromMs > row.atMs; // what is known of the newest value reaches further back
  const alike = goesOn ? { value: row.value, sinceMs: row.alikeSinceMs, count: row.alike } : alikeIn(past);
  return { station, property, rules: findProperty(property), onShelf, past, alike, kept, next };
};

const put = (line: Line, now: Judged): void => {
  const { past } = line;
  // What was just judged stands in the place of what it corrects.
  const at = past.atMs.at(-1) === now.atMs ? past.atMs.length - 1 : past.atMs.length;
  past.atMs[at] = now.atMs;
  past.values[at] = now.value;
  past.flags[at] = now.flags;
  line.alike = alikeWith(line.alike, now);
};

/** Everything before a moment. */
const upTo = (line: Line, atMs: number): Past => {
  const { kept, past } = line;
  for (; line.next < kept.atMs.length && kept.atMs[line.next]! < atMs; line.next++) {
    const i = line.next;
    if (past.atMs.at(-1) === kept.atMs[i]) continue;
    put(line, { atMs: kept.atMs[i]!, value: kept.values[i]!, flags: kept.flags[i]! });
  }
  return past;
};

/** A correction is as late as what it corrects. */
const lateness = ({ onShelf }: Line, atMs: number): number => {
  if (!onShelf?.row || atMs >= onShelf.row.atMs) return 0;
  return (findRow(onShelf, atMs) ?? { flags: flag.late }).flags & flag.late;
};

/** Values of one moment together; they come in the order of time. */
const momentsOf = <T extends { atMs: number }>(given: readonly T[]): T[][] => {
  const moments: T[][] = [];
  let moment: T[] = [];
  for (const one of given) {
    if (moment[0]?.atMs !== one.atMs) moments.push((moment = []));
    moment.push(one);
  }
  return moments;
};

/**
 * Adds to new values what quality control finds in them, by what is known when they come. They are in the order of time.
 * A conductivity that says that the sonde lies dry says so of everything that it measured at that moment, whenever it came:
 * values that are here, of which more (or less) is known now, are answered. So is a jump that the next value bears out.
 */
export const qualify = (shelf: Shelf, fresh: readonly Placed[], nowMs: number): Placed[] => {
  const lines = new Map<StreamKey, Line>();
  const line = (stream: StreamKey, atMs: number): Line => {
    let found = lines.get(stream);
    if (!found) lines.set(stream, (found = lineOf(shelf, stream, atMs)));
    return found;
  };
  const again: Placed[] = [];
  const answer = (
    { stream, network }: Pick<Placed, "stream" | "network">,
    { atMs, value, averagingMinutes }: Row,
    flags: number,
  ) => again.push({ stream, atMs, value, flags, averagingMinutes, source: "quality-control", network });
  for (const moment of momentsOf(fresh)) {
    const { atMs } = moment[0]!;
    const now = new Map<StreamKey, Placed>();
    for (const one of moment) {
      const own = line(one.stream, atMs);
      one.flags |=
        judgeValue(own.rules, { past: upTo(own, atMs), alike: own.alike }, one, nowMs) | lateness(own, atMs);
      if (isOfSonde.has(own.property)) now.set(one.stream, one);
    }
    for (const one of now.values()) {
      const { station, property } = line(one.stream, atMs);
      const electrodes = streamOf(station, conductivity);
      if (property !== conductivity) {
        const kept = now.has(electrodes) ? undefined : findRow(shelf.get(electrodes), atMs);
        if (kept && kept.flags & flag.outOfWater) one.flags |= flag.outOfWater;
        continue;
      }
      const seen = (stream: StreamKey) => ({
        past: upTo(line(stream, atMs), atMs),
        value: (now.get(stream) ?? findRow(shelf.get(stream), atMs))?.value ?? null,
      });
      const isDry = isOutOfWater(seen(electrodes), seen(streamOf(station, temperature)));
      for (const stream of ofSonde.map((name) => streamOf(station, name))) {
        const other = now.get(stream);
        if (other && isDry) other.flags |= flag.outOfWater;
        const kept = other ? undefined : findRow(shelf.get(stream), atMs);
        if (!kept || kept.value === null || ((kept.flags & flag.outOfWater) !== 0) === isDry) continue;
        const flags = isDry ? kept.flags | flag.outOfWater : kept.flags & ~flag.outOfWater;
        answer({ stream, network: one.network }, kept, flags);
      }
    }
    for (const one of moment) {
      const own = line(one.stream, atMs);
      const at = own.rules && findBorneOut(own.rules, own.past, one);
      if (at !== undefined) {
        const beforeMs = own.past.atMs[at]!;
        own.past.flags[at]! &= ~flag.impossibleJump;
        const kept = findRow(own.onShelf, beforeMs);
        if (own.last?.atMs === beforeMs) own.last.flags &= ~flag.impossibleJump;
        else if (kept) answer(one, kept, kept.flags & ~flag.impossibleJump);
      }
      put(own, one);
      if (one.value !== null) own.last = one;
    }
  }
  return again;
};
