import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";

const Instant = z.iso.datetime();
const StreamName = z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/);
/** Several, with commas between. */
const StreamNames = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(StreamName).min(1).max(100));

export const LatestView = z.object({
  stream: StreamName,
  network: z.string(),
  party: Party,
  at: Instant,
  value: z.number().nullable(),
  /** Codes such as `out-of-water`; empty: nothing speaks against the value. */
  flags: z.array(z.string()),
  revision: z.int(),
  averagingMinutes: z.int(),
  count: z.int(),
  since: Instant,
});
export type LatestView = z.infer<typeof LatestView>;

/** Columns, as charts take them: times in ms since the epoch, flags as a mask (see `flagNames`). */
export const SeriesView = z.object({
  stream: StreamName,
  atMs: z.array(z.int()),
  values: z.array(z.number().nullable()),
  flags: z.array(z.int()),
  revisions: z.array(z.int()),
  averagingMinutes: z.array(z.int()),
});
export type SeriesView = z.infer<typeof SeriesView>;

const stretch = { from: Instant, to: Instant };

export const observationContract = contract({
  latestObservations: {
    method: "GET",
    path: "/api/monitoring/latest",
    access: "anyone",
    refusals: [],
    summary: {
      zh: "各站各项目的最新值；未登录者只见向社会公开的网络",
      en: "The newest value of every stream; without sign-in, of networks that are public",
    },
    query: z.object({
      network: z.string().max(100).optional(),
      station: z.string().max(100).optional(),
      streams: StreamNames.optional(),
    }),
    output: z.object({ latest: z.array(LatestView) }),
  },
  observationSeries: {
    method: "GET",
    path: "/api/monitoring/series",
    access: "anyone",
    refusals: ["STRETCH_TOO_LONG"],
    summary: {
      zh: "一段时间内的监测值，含标记与版次",
      en: "Values of a stretch of time with flags and revisions",
    },
    query: z.object({ streams: StreamNames, ...stretch }),
    output: z.object({
      series: z.array(SeriesView),
      /** What each bit of a mask says. */
      flagNames: z.record(z.string(), z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    }),
  },
  observationRevisions: {
    method: "GET",
    path: "/api/monitoring/revisions",
    access: "anyone",
    refusals: [],
    summary: {
      zh: "被更正的原值，何时、由谁、从何处更正",
      en: "Values that were replaced: when, by whom, from where",
    },
    query: z.object({ stream: StreamName, ...stretch }),
    output: z.object({
      revisions: z.array(
        z.object({
          at: Instant,
          revision: z.int(),
          value: z.number().nullable(),
          flags: z.array(z.string()),
          replacedAt: Instant,
          by: z.object({ party: Party, role: z.string(), department: z.string() }),
          source: z.string(),
          event: z.string(),
        }),
      ),
    }),
  },
  exportObservations: {
    method: "GET",
    path: "/api/monitoring/export",
    access: "anyone",
    refusals: ["STRETCH_TOO_LONG"],
    summary: {
      zh: "下载监测值（CSV 或 JSON），含标记、版次、平均时间和单位",
      en: "Download of values as CSV or JSON with flags, revisions, averaging and unit",
    },
    query: z.object({ streams: StreamNames, ...stretch, format: z.enum(["csv", "json"]).default("csv") }),
    output: "file",
  },
});
