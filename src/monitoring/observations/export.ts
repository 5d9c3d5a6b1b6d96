import { csvText } from "#base/csv.ts";
import { flagCodes } from "./flags.ts";
import { findProperty } from "../standards/observed-properties.ts";
import { partsOf, type Revision, type Series, type StreamKey } from "./reading.ts";

export type Exported = { stream: StreamKey; series: Series; revisions: readonly Revision[] };

const headings = [
  "station",
  "property",
  "time",
  "value",
  "unit",
  "averaging_minutes",
  "flags",
  "revision",
  "replaced_at",
  "replaced_by",
];

const time = (atMs: number): string => new Date(atMs).toISOString();

/** Rows of one stream in the order of time; what was replaced stands before what replaced it. */
const rowsOf = ({ stream, series, revisions }: Exported) => {
  const { station, property } = partsOf(stream);
  const unit = findProperty(property)?.unit ?? "";
  const row = (
    at: { atMs: number; value: number | null; flags: number; revision: number; averagingMinutes?: number },
    replaced?: Revision,
  ) => ({
    station,
    property,
    time: time(at.atMs),
    value: at.value,
    unit,
    averagingMinutes: at.averagingMinutes || null,
    flags: flagCodes(at.flags),
    revision: at.revision,
    replacedAt: replaced?.replacedAt ?? null,
    replacedBy: replaced ? `${replaced.by.party} ${replaced.by.role} ${replaced.source}` : null,
  });
  const earlier = Map.groupBy(revisions, ({ atMs }) => atMs);
  return series.atMs.flatMap((atMs, i) => [
    ...(earlier.get(atMs) ?? []).map((one) => row(one, one)),
    row({
      atMs,
      value: series.values[i]!,
      flags: series.flags[i]!,
      revision: series.revisions[i]!,
      averagingMinutes: series.averagingMinutes[i]!,
    }),
  ]);
};

export const toCsv = (exported: readonly Exported[]): string =>
  csvText(
    headings,
    exported
      .flatMap(rowsOf)
      .map((row) => [
        row.station,
        row.property,
        row.time,
        row.value,
        row.unit,
        row.averagingMinutes,
        row.flags.join(" "),
        row.revision,
        row.replacedAt,
        row.replacedBy,
      ]),
  );

export const toJson = (exported: readonly Exported[]): string =>
  JSON.stringify({ observations: exported.flatMap(rowsOf) });
