import type { Db, Tx } from "#base/tx.ts";
import { seriesBetween } from "./merge.ts";
import { emptySeries, type Latest, type Series, type StreamKey } from "./reading.ts";
import { readAround, readStreams } from "./store.ts";

/** Values of a stretch of time, from `fromMs` up to but not at `toMs`. A stream that is not here has no values. */
export const readSeries = async (
  db: Tx | Db,
  streams: readonly StreamKey[],
  fromMs: number,
  toMs: number,
): Promise<Map<StreamKey, Series>> => {
  const found = await readAround(
    db,
    [...new Set(streams)].map((stream) => ({ stream, lowMs: fromMs, highMs: toMs })),
  );
  const series = new Map<StreamKey, Series>(streams.map((stream) => [stream, emptySeries()]));
  for (const [stream, { chunks }] of found) series.set(stream, seriesBetween(chunks, fromMs, toMs));
  return series;
};

/** The newest value of each stream, or of those named; streams without a value are absent. */
export const readLatest = (db: Tx | Db, streams?: readonly StreamKey[]): Promise<Latest[]> =>
  readStreams(db, streams);
