import type { Tx } from "#base/tx.ts";
import { lastUpTo, mergeInto, rowAt, type Chunk, type Incoming, type Merge, type Row } from "./merge.ts";
import type { StreamKey } from "./reading.ts";
import { readAround, type StreamRow } from "./store.ts";

/** What a transaction has at hand of a stream: its row, and the chunks around a stretch of time. */
export type OnShelf = { row: StreamRow | undefined; lowMs: number; highMs: number; chunks: readonly Chunk[] };
export type Shelf = Map<StreamKey, OnShelf>;

const shelves = new WeakMap<Tx, Shelf>();

/** Looked up before an event is written, asked again when it is applied: read once. */
const shelfOf = (tx: Tx): Shelf => {
  let shelf = shelves.get(tx);
  if (!shelf) shelves.set(tx, (shelf = new Map()));
  return shelf;
};

export type Stretch = { lowMs: number; highMs: number };

export const stretchOf = (readings: readonly Pick<Incoming, "atMs">[]): Stretch => {
  let [lowMs, highMs] = [Infinity, -Infinity];
  for (const { atMs } of readings) {
    if (atMs < lowMs) lowMs = atMs;
    if (atMs > highMs) highMs = atMs;
  }
  return { lowMs, highMs };
};

/** Brings to the shelf what is not there: few statements, however many streams. */
export const fetch = async (tx: Tx, wanted: ReadonlyMap<StreamKey, Stretch>): Promise<Shelf> => {
  const shelf = shelfOf(tx);
  const missing = [...wanted].filter(([stream, { lowMs, highMs }]) => {
    const here = shelf.get(stream);
    return !here || here.lowMs > lowMs || here.highMs < highMs;
  });
  if (missing.length === 0) return shelf;
  const looked = missing.map(([stream, stretch]) => {
    const here = shelf.get(stream);
    return {
      stream,
      lowMs: Math.min(here?.lowMs ?? Infinity, stretch.lowMs),
      highMs: Math.max(here?.highMs ?? -Infinity, stretch.highMs),
    };
  });
  const found = await readAround(tx, looked);
  for (const { stream, ...stretch } of looked) {
    const one = found.get(stream);
    shelf.set(stream, { row: one?.row, ...stretch, chunks: one?.chunks ?? [] });
  }
  return shelf;
};

type Newest = Omit<StreamRow, "id" | "stream" | "network" | "party" | "count" | "firstAtMs">;

/** The same value in a row at the end of what is at hand; it may begin before that. */
const alikeAtEnd = (chunks: readonly Chunk[]): { sinceMs: number; count: number; mayGoOn: boolean } => {
  const value = chunks.at(-1)!.series.values.at(-1)!;
  let [sinceMs, count] = [Infinity, 0];
  for (const { series } of chunks.toReversed())
    for (let i = series.atMs.length - 1; i >= 0; i--) {
      if (series.values[i] !== value) return { sinceMs, count, mayGoOn: false };
      sinceMs = series.atMs[i]!;
      count += 1;
    }
  return { sinceMs, count, mayGoOn: true };
};

/** The newest value of a stream and for how long it has been the same: by what is at hand, and where that is not enough by what was known. */
const newestOf = (row: StreamRow | undefined, chunks: readonly Chunk[], fresh: number): Newest => {
  const { atMs, values, flags, revisions, averagingMinutes } = chunks.at(-1)!.series;
  const value = values.at(-1)!;
  const { sinceMs, count, mayGoOn } = alikeAtEnd(chunks);
  const goesOn = mayGoOn && row !== undefined && row.value === value && row.alikeSinceMs < sinceMs;
  return {
    atMs: atMs.at(-1)!,
    value,
    flags: flags.at(-1)!,
    revision: revisions.at(-1)!,
    averagingMinutes: averagingMinutes.at(-1)!,
    alikeSinceMs: goesOn ? row.alikeSinceMs : sinceMs,
    alike: goesOn ? row.alike + fresh : count,
  };
};

/** The stream as it is once these values are in it, and what that changes. */
export const mergeOnShelf = (
  { row, chunks }: OnShelf,
  of: Pick<StreamRow, "stream" | "network" | "party">,
  incoming: readonly Incoming[],
): Merge & { row: Omit<StreamRow, "id"> & { id?: number } } => {
  const merge = mergeInto(chunks, incoming);
  const fresh = merge.outcomes.filter(({ state }) => state === "new").length;
  const counted = {
    count: (row?.count ?? 0) + fresh,
    firstAtMs: Math.min(row?.firstAtMs ?? Infinity, merge.chunks[0]!.firstAtMs),
  };
  if (row && merge.chunks.at(-1)!.series.atMs.at(-1)! < row.atMs)
    return { ...merge, row: { ...row, ...counted } };
  return { ...merge, row: { ...(row ?? of), ...counted, ...newestOf(row, merge.chunks, fresh) } };
};

/** What is here of a moment, if anything; the shelf was fetched around it. */
export const findRow = (onShelf: OnShelf | undefined, atMs: number): Row | undefined => {
  const chunks = onShelf?.chunks ?? [];
  const series = chunks.findLast(({ firstAtMs }) => firstAtMs <= atMs)?.series;
  const at = series ? lastUpTo(series.atMs, atMs) : -1;
  return series && series.atMs[at] === atMs ? rowAt(series, at) : undefined;
};
