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

const LatestView = z.object({
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

/** Columns, as charts take them: times in ms since the epoch, flags as a mask (see `flagNames`). */
const SeriesView = z.object({
  stream: StreamName,
  atMs: z.array(z.int()),
  values: z.array(z.number().nullable()),
  flags: z.array(z.int()),
  revisions: z.array(z.int()),
  averagingMinutes: z.array(z.int()),
});

const counts = {
  rows: z.int(),
  values: z.object({ new: z.int(), revised: z.int(), same: z.int() }),
  unknown: z.record(z.string(), z.int()),
  elsewhere: z.record(z.string(), z.int()),
  notMeasured: z.array(z.string()),
};

/** What an import did, or would do. */
export const ImportReport = z.object({
  ...counts,
  isRecorded: z.boolean(),
  unknownColumns: z.array(z.string()),
  faultCount: z.int(),
  /** The first hundred. */
  faults: z.array(
    z.object({
      line: z.int(),
      column: z.int().optional(),
      code: z.string(),
      zh: z.string(),
      en: z.string(),
    }),
  ),
});
export type ImportReport = z.infer<typeof ImportReport>;

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
  importObservations: {
    method: "POST",
    path: "/api/monitoring/import",
    access: ["duty-officer"],
    refusals: ["TOO_LARGE", "IMPORT_NOTHING_HERE", "IMPORT_MAPPING"],
    summary: {
      zh: "导入国家发布格式或带列名对照的 CSV、JSON：先预览，再导入；有错则全不入库，除非选择保留无误的行",
      en: "Import of a table in the national layout, or a CSV or JSON with a mapping: preview first; with faults nothing is recorded unless the good rows are asked for",
    },
    query: z.object({
      preview: z.stringbool().default(true),
      keepGood: z.stringbool().default(false),
      trustColumns: z.stringbool().default(false),
      year: z.coerce.number().int().min(1970).max(2199).optional(),
      network: z.string().max(100).optional(),
      /** The station of all rows, where no column names it. */
      station: z.string().max(100).optional(),
      /** JSON: column of the file → code of a property, `section` or `time`. */
      mapping: z.string().max(10_000).optional(),
    }),
    body: "bytes",
    output: ImportReport,
  },
  takeRows: {
    method: "POST",
    path: "/api/monitoring/rows",
    access: ["duty-officer", "system-administrator"],
    refusals: [],
    summary: {
      zh: "接收已读出的表格行（命令行导入大文件时用），先核对，再入库",
      en: "Takes rows read from a table, as the terminal sends large files: first to check, then to record",
    },
    body: z.object({
      source: z.string().regex(/^import sha256:[0-9a-f]{64}$/),
      checkOnly: z.boolean(),
      network: z.string().max(100).optional(),
      rows: z
        .array(
          z.object({
            line: z.int(),
            section: z.string().max(200),
            atMs: z.int().nullable(),
            values: z.record(z.string(), z.number().nullable()),
          }),
        )
        .max(5_000),
    }),
    output: z.object({
      ...counts,
      faults: z.array(
        z.object({
          line: z.int(),
          property: z.string().optional(),
          code: z.string(),
          detail: z.record(z.string(), z.unknown()).optional(),
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
