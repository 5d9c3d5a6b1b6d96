import type { Context, Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { observationContract } from "./contract.ts";
import { toCsv, toJson, type Exported } from "./export.ts";
import { flagCodes, flagNames } from "./flags.ts";
import { importHandlers } from "./import-handlers.ts";
import { readSeries } from "./read.ts";
import type { Series, StreamKey } from "./reading.ts";
import { findStreams, readRevisions, readStreams, type StreamRow } from "./store.ts";
import { isStaff, publicNetworks } from "./visible.ts";

/** About twenty years of hours of one stream, or one year of twenty. */
const mostValues = 200_000;

const instant = (atMs: number) => new Date(atMs).toISOString();

export const observationHandlers = (deps: MonitoringDeps): Handlers<typeof observationContract> => {
  const { db } = deps;

  /** Of these streams, those that whoever asks may see. */
  const seen = async (streams: readonly StreamRow[], context: Context): Promise<StreamRow[]> => {
    if (isStaff(context)) return [...streams];
    const open = publicNetworks(await deps.agreements.read(db), context.now);
    return streams.filter(({ network }) => open.has(network));
  };

  /** Values of a stretch of the streams that may be seen; of others there are none. */
  const read = async (
    { streams, from, to }: { streams: StreamKey[]; from: string; to: string },
    context: Context,
  ): Promise<Outcome<Map<StreamKey, Series>>> => {
    const visible = await seen(await readStreams(db, streams), context);
    const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
    // As many as a stream holds on average over its time: nothing is read to find out that it is too much.
    const expected = visible.reduce((sum, { count, firstAtMs, atMs }) => {
      const overlap = Math.min(toMs, atMs + 1) - Math.max(fromMs, firstAtMs);
      return sum + (count * Math.max(0, overlap)) / (atMs + 1 - firstAtMs);
    }, 0);
    if (expected > mostValues)
      return refuse("STRETCH_TOO_LONG", { limit: mostValues, values: Math.round(expected) });
    return done(await readSeries(db, visible.map(({ stream }) => stream), fromMs, toMs)); // prettier-ignore
  };

  return {
    ...importHandlers(deps),
    latestObservations: async ({ query: { streams, network, station } }, context) => {
      const rows = streams ? await readStreams(db, streams) : await findStreams(db, { network, station });
      const latest = (await seen(rows, context)).map((row) => ({
        stream: row.stream,
        network: row.network,
        party: row.party,
        at: instant(row.atMs),
        value: row.value,
        flags: flagCodes(row.flags),
        revision: row.revision,
        averagingMinutes: row.averagingMinutes,
        count: row.count,
        since: instant(row.firstAtMs),
      }));
      return done({ latest });
    },

    observationSeries: async ({ query }, context) => {
      const found = await read(query, context);
      if (!found.ok) return found;
      return done({ series: [...found.value].map(([stream, series]) => ({ stream, ...series })), flagNames });
    },

    observationRevisions: async ({ query: { stream, from, to } }, context) => {
      const visible = await seen(await readStreams(db, [stream]), context);
      if (visible.length === 0) return done({ revisions: [] });
      const revisions = await readRevisions(db, [stream], Date.parse(from), Date.parse(to));
      return done({
        revisions: revisions.map(({ stream: _stream, atMs, flags, ...one }) => ({
          ...one,
          at: instant(atMs),
          flags: flagCodes(flags),
        })),
      });
    },

    exportObservations: async ({ query }, context) => {
      const found = await read(query, context);
      if (!found.ok) return found;
      const streams = [...found.value.keys()];
      const replaced = await readRevisions(db, streams, Date.parse(query.from), Date.parse(query.to));
      const byStream = Map.groupBy(replaced, ({ stream }) => stream);
      const exported = [...found.value].map(([stream, series]): Exported => ({
        stream,
        series,
        revisions: byStream.get(stream) ?? [],
      }));
      const isCsv = query.format === "csv";
      return done({
        mediaType: isCsv ? "text/csv; charset=utf-8" : "application/json",
        name: `observations-${query.from.slice(0, 10)}.${query.format}`,
        content: isCsv ? toCsv(exported) : toJson(exported),
      });
    },
  };
};
