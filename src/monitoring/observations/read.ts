import type { Db, Tx } from "#base/tx.ts";
import { lastUpTo, sliceSeries } from "./merge.ts";
import { emptySeries, type Latest, type Series, type StreamKey } from "./reading.ts";
import { readChunks, readStreams } from "./store.ts";

/** Values of a stretch of time, from `fromMs` up to but not at `toMs`. A stream that is not here has no values. */
export const readSeries = async (
  db: Tx | Db,
  streams: readonly StreamKey[],
  fromMs: number,
  toMs: number,
): Promise<Map<StreamKey, Series>> => {
  const series = new Map<StreamKey, Series>(streams.map((stream) => [stream, emptySeries()]));
  const known = await readStreams(db, [...series.keys()]);
  const wanted = known.map(({ id }) => ({ id, lowMs: fromMs, highMs: toMs }));
  const chunks = await readChunks(db, wanted);
  for (const { id, stream } of known) {
    const all = series.get(stream)!;
    for (const { series: part } of chunks.get(id)!) {
      const within = sliceSeries(
        part,
        lastUpTo(part.atMs, fromMs - 1) + 1,
        lastUpTo(part.atMs, toMs - 1) + 1,
      );
      for (const column of Object.keys(all) as (keyof Series)[])
        (all[column] as unknown[]).push(...within[column]);
    }
  }
  return series;
};

/** The newest value of each stream, or of those named; streams without a value are absent. */
export const readLatest = (db: Tx | Db, streams?: readonly StreamKey[]): Promise<Latest[]> =>
  readStreams(db, streams);
