import type { Observed } from "./events.ts";
import type { Incoming } from "./merge.ts";
import { partsOf, streamOf, type StreamKey } from "./reading.ts";

type Block = Observed["blocks"][number];

/** A value as it goes into a batch. */
export type Sourced = Incoming & { stream: StreamKey; source: string };

/** The same as `Column.runs`, as pairs that a person can read in an event. */
const runsOf = (column: readonly number[]): [number, number][] => {
  const runs: [number, number][] = [];
  for (const value of column) {
    const last = runs.at(-1);
    if (last?.[1] === value) last[0] += 1;
    else runs.push([1, value]);
  }
  return runs;
};

const spread = (runs: readonly (readonly [number, number])[]): number[] => {
  const column: number[] = [];
  for (const [run, value] of runs) for (let i = 0; i < run; i++) column.push(value);
  return column;
};

type Axis = {
  station: string;
  property: string;
  source: string;
  averagingMinutes: number;
  /** How many values for the same moments come before. */
  again: number;
  rows: Sourced[];
};

/** One stream's values of one source: several for one moment go into blocks that follow each other. */
const axesOf = (readings: readonly Sourced[]): Axis[] => {
  const byStream = new Map<StreamKey, Axis[]>();
  for (const reading of readings) {
    const { stream, source, averagingMinutes, atMs } = reading;
    let axes = byStream.get(stream);
    if (!axes) byStream.set(stream, (axes = []));
    const alike = (one: Axis) => one.source === source && one.averagingMinutes === averagingMinutes;
    const axis = axes.find((one) => alike(one) && one.rows.at(-1)!.atMs < atMs);
    if (axis) axis.rows.push(reading);
    else
      axes.push({
        ...partsOf(stream),
        source,
        averagingMinutes,
        again: axes.filter(alike).length,
        rows: [reading],
      });
  }
  return [...byStream.values()].flat();
};

const stepsOf = (rows: readonly Sourced[]) =>
  runsOf(rows.slice(1).map(({ atMs }, i) => atMs - rows[i]!.atMs));

/** Readings as blocks: streams of a station that report at the same times share them. */
export const toBlocks = (readings: readonly Sourced[]): Block[] => {
  const blocks = new Map<string, Block>();
  for (const { station, property, source, averagingMinutes, again, rows } of axesOf(readings)) {
    const from = rows[0]!.atMs;
    const steps = stepsOf(rows);
    const flags = rows.some((row) => row.flags !== 0) && runsOf(rows.map((row) => row.flags));
    const column = { values: rows.map(({ value }) => value), ...(flags && { flags }) };
    const key = `${station} ${from} ${steps.join()} ${averagingMinutes} ${again} ${source}`;
    const block = blocks.get(key);
    if (block) block.columns[property] = column;
    else
      blocks.set(key, {
        station,
        from,
        steps,
        ...(averagingMinutes > 0 && { averagingMinutes }),
        source,
        columns: { [property]: column },
      });
  }
  return [...blocks.values()];
};

/** What a batch says of each stream, in its order. */
export const readingsIn = ({ blocks }: Observed): Map<StreamKey, Sourced[]> => {
  const found = new Map<StreamKey, Sourced[]>();
  for (const { station, from, steps, averagingMinutes = 0, source, columns } of blocks) {
    const times = [from];
    for (const [run, step] of steps) for (let i = 0; i < run; i++) times.push(times.at(-1)! + step);
    for (const [property, { values, flags }] of Object.entries(columns)) {
      const stream = streamOf(station, property);
      const masks = flags ? spread(flags) : [];
      const rows = found.get(stream) ?? [];
      if (rows.length === 0) found.set(stream, rows);
      for (const [i, value] of values.entries())
        rows.push({ stream, atMs: times[i]!, value, flags: masks[i] ?? 0, averagingMinutes, source });
    }
  }
  return found;
};

/** Below the 1 MiB of a page with room for names. */
const maxBytes = 900 * 1024;
const runBytes = 20;
const blockBytes = 120;

/** Readings, in the order of their time, in parts that an event holds: what each takes at most is added up. */
export const inParts = (readings: readonly Sourced[]): Sourced[][] => {
  const parts: Sourced[][] = [];
  let bytes = Infinity;
  let streams = new Map<StreamKey, { atMs: number; step: number; flags: number }>();
  for (const reading of readings) {
    const { stream, atMs, value, flags, source } = reading;
    const last = streams.get(stream);
    const step = last ? atMs - last.atMs : 0;
    let more = String(value).length + 1;
    if (!last) more += blockBytes + stream.length + source.length;
    if (last?.step !== step) more += runBytes;
    if (last?.flags !== flags) more += runBytes;
    if (bytes + more > maxBytes) {
      parts.push([]);
      [bytes, streams] = [0, new Map()];
    }
    parts.at(-1)!.push(reading);
    bytes += more;
    const now = { atMs, step, flags };
    const here = streams.get(stream);
    if (here) Object.assign(here, now);
    else streams.set(stream, now);
  }
  return parts;
};
