import type { Tx } from "#base/tx.ts";
import { findProperty, observedProperties } from "../standards/observed-properties.ts";
import type { Sourced } from "./batch.ts";
import { flag } from "./flags.ts";
import { isOutOfWater, judgeValue, lookBackMs, type Judged } from "./quality.ts";
import { partsOf, streamOf, type StreamKey } from "./reading.ts";
import { fetch, findRow, rowsBetween, type Shelf, type Stretch } from "./shelf.ts";
import type { Stations } from "./stations.ts";

const conductivity = "conductivity";
const temperature = "water-temperature";
/** What hangs on one sonde: it lies dry for all of them. */
const ofSonde = [...observedProperties.values()].filter(({ sonde }) => sonde).map(({ code }) => code);
const isOfSonde = new Set(ofSonde);

/** A stream as it is judged, in the order of time: what is here already, and the new values at their place. */
type Line = { past: Judged[]; kept: readonly Judged[]; next: number };

const openLine = (shelf: Shelf, stream: StreamKey, fromMs: number): Line => ({
  past: [],
  kept: rowsBetween(shelf.get(stream), fromMs - lookBackMs, Infinity),
  next: 0,
});

/** Everything before a moment, newest last. */
const upTo = (line: Line, atMs: number): Judged[] => {
  for (; line.next < line.kept.length && line.kept[line.next]!.atMs < atMs; line.next++) {
    const row = line.kept[line.next]!;
    // What was just judged stands in the place of what it corrects.
    if (line.past.at(-1)?.atMs !== row.atMs) line.past.push(row);
  }
  return line.past;
};

const put = (line: Line, row: Judged): void => {
  if (line.past.at(-1)?.atMs === row.atMs) line.past[line.past.length - 1] = row;
  else line.past.push(row);
};

/** Streams to look at beside those that are new: the sonde that they hang on. */
const companionsOf = (
  byStream: ReadonlyMap<StreamKey, Stretch>,
  stations: Stations,
): Map<StreamKey, Stretch> => {
  const wanted = new Map<StreamKey, Stretch>();
  const widen = (stream: StreamKey, { lowMs, highMs }: Stretch) => {
    const here = wanted.get(stream);
    wanted.set(stream, {
      lowMs: Math.min(here?.lowMs ?? Infinity, lowMs - lookBackMs),
      highMs: Math.max(here?.highMs ?? -Infinity, highMs),
    });
  };
  for (const [stream, stretch] of byStream) {
    widen(stream, stretch);
    const { station, property } = partsOf(stream);
    const measures = stations.get(station)?.measures;
    if (!isOfSonde.has(property) || !measures?.has(conductivity)) continue;
    const others = property === conductivity ? ofSonde.filter((one) => measures.has(one)) : [conductivity];
    for (const other of others) widen(streamOf(station, other), stretch);
  }
  return wanted;
};

/** Values of one moment together; they come in the order of time. */
const momentsOf = <T extends { atMs: number }>(given: readonly T[]): T[][] => {
  const moments: T[][] = [];
  for (const one of given)
    if (moments.at(-1)?.[0]!.atMs === one.atMs) moments.at(-1)!.push(one);
    else moments.push([one]);
  return moments;
};

export type Qualified<T> = {
  fresh: T[];
  /** Values that are here, of which more (or less) is known now. */
  again: (Sourced & { network: string })[];
};

/**
 * What quality control finds in values that are new here, by what is known when they come. They are in the order of time. A
 * conductivity that says that the sonde lies dry says so of everything that it measured at that moment, whenever it came.
 */
export const qualify = async <T extends Sourced & { network: string }>(
  tx: Tx,
  given: readonly T[],
  { stations, nowMs }: { stations: Stations; nowMs: number },
): Promise<Qualified<T>> => {
  const byStream = new Map<StreamKey, Stretch>();
  for (const { stream, atMs } of given) {
    const here = byStream.get(stream);
    if (here) here.highMs = atMs;
    else byStream.set(stream, { lowMs: atMs, highMs: atMs });
  }
  const shelf = await fetch(tx, companionsOf(byStream, stations));
  const lines = new Map<StreamKey, Line>();
  const lineOf = (stream: StreamKey, atMs: number): Line => {
    let line = lines.get(stream);
    if (!line) lines.set(stream, (line = openLine(shelf, stream, byStream.get(stream)?.lowMs ?? atMs)));
    return line;
  };

  const judge = (one: T): T => {
    const { stream, atMs } = one;
    const rules = findProperty(partsOf(stream).property);
    const found = judgeValue(rules, upTo(lineOf(stream, atMs), atMs), one, nowMs);
    const onShelf = shelf.get(stream);
    const isBehind = onShelf?.row !== undefined && atMs < onShelf.row.atMs;
    // A correction is as late as what it corrects.
    const before = isBehind ? findRow(onShelf, atMs) : undefined;
    const late = before ? before.flags & flag.late : isBehind ? flag.late : 0;
    return { ...one, flags: one.flags | found | late };
  };

  const qualified: Qualified<T> = { fresh: [], again: [] };
  for (const moment of momentsOf(given)) {
    const judged = moment.map(judge);
    const now = new Map(judged.map((one) => [one.stream, one]));
    const seen = (stream: StreamKey, atMs: number) => ({
      past: upTo(lineOf(stream, atMs), atMs),
      value: (now.get(stream) ?? findRow(shelf.get(stream), atMs))?.value ?? null,
    });
    for (const one of judged) {
      const { atMs, network } = one;
      const { station, property } = partsOf(one.stream);
      if (!isOfSonde.has(property)) continue;
      const electrodes = streamOf(station, conductivity);
      if (property !== conductivity) {
        const kept = now.has(electrodes) ? undefined : findRow(shelf.get(electrodes), atMs);
        if (kept && kept.flags & flag.outOfWater) one.flags |= flag.outOfWater;
        continue;
      }
      const isDry = isOutOfWater(seen(electrodes, atMs), seen(streamOf(station, temperature), atMs));
      for (const stream of ofSonde.map((name) => streamOf(station, name))) {
        const other = now.get(stream);
        const kept = other ? undefined : findRow(shelf.get(stream), atMs);
        if (other && isDry) other.flags |= flag.outOfWater;
        if (!kept || kept.value === null || ((kept.flags & flag.outOfWater) !== 0) === isDry) continue;
        const { value, averagingMinutes } = kept;
        const flags = isDry ? kept.flags | flag.outOfWater : kept.flags & ~flag.outOfWater;
        const source = "quality-control";
        qualified.again.push({ stream, atMs, value, flags, averagingMinutes, source, network });
      }
    }
    for (const one of judged) put(lineOf(one.stream, one.atMs), one);
    qualified.fresh.push(...judged);
  }
  return qualified;
};
