import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";

/** `tumenlou/ammonia-nitrogen`: one property at one station, as its values follow each other in time. */
export type StreamKey = string;

export const streamOf = (station: string, property: string): StreamKey => `${station}/${property}`;

/** Both are empty where it is no name of a stream. */
export const partsOf = (stream: StreamKey): { station: string; property: string } => {
  const slash = stream.indexOf("/");
  if (slash < 0) return { station: "", property: "" };
  return { station: stream.slice(0, slash), property: stream.slice(slash + 1) };
};

/** One value as somebody hands it in. `null` says that there is none, and the flags say why. */
export type Reading = {
  stream: StreamKey;
  /** Phenomenon time: ms since the epoch, UTC. Of a mean: the end of the period. */
  atMs: number;
  value: number | null;
  /** Of `givenFlags`; what quality control finds is added. */
  flags?: number;
  /** Over how many minutes the value is a mean; absent or 0: a moment, or not said. */
  averagingMinutes?: number;
};

/** What became of a reading. `same`: it was here already and nothing changed. */
export type RecordedReading =
  | { stream: StreamKey; atMs: number; state: "new" | "revised" | "same"; revision: number; flags: number }
  | { stream: StreamKey; atMs: number; state: "refused"; refusal: Refusal };

/** A value that is new or changed, with what stood there before: what alerts and everything derived follow. */
export type Change = {
  stream: StreamKey;
  atMs: number;
  value: number | null;
  flags: number;
  revision: number;
  averagingMinutes: number;
  /** What it replaces. */
  before?: { value: number | null; flags: number };
};

/** Columns of values in the order of their time, which is unique. */
export type Series = {
  atMs: number[];
  values: (number | null)[];
  flags: number[];
  revisions: number[];
  averagingMinutes: number[];
};

export const emptySeries = (): Series => ({
  atMs: [],
  values: [],
  flags: [],
  revisions: [],
  averagingMinutes: [],
});

/** The newest value of a stream. */
export type Latest = {
  stream: StreamKey;
  network: string;
  party: Party;
  atMs: number;
  value: number | null;
  flags: number;
  revision: number;
  averagingMinutes: number;
  /** How many values of it are kept, and since when. */
  count: number;
  firstAtMs: number;
};

/** A value that was replaced: kept with when, by whom and from where it was. */
export type Revision = {
  stream: StreamKey;
  atMs: number;
  /** Of the value that was replaced; 0 is the first that came. */
  revision: number;
  value: number | null;
  flags: number;
  replacedAt: Instant;
  by: { party: Party; role: string; department: string };
  source: string;
  event: string;
};
