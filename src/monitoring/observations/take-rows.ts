import { done, type Outcome, type Refusal } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { admit } from "./door.ts";
import { flag } from "./flags.ts";
import type { NationalRow } from "./national-layout.ts";
import { streamOf, type Reading } from "./reading.ts";
import { record, type From } from "./record.ts";
import { records, stationsInForce, type StationFacts, type Stations } from "./stations.ts";

/** A row of a table, and the property that is wrong in it where it is not the row as a whole. */
export type RowFault = { line: number; property?: string; refusal: Refusal };

export type TakenRows = {
  rows: number;
  /** What became of the values; in a check only how many could be recorded (`new`). */
  values: { new: number; revised: number; same: number };
  faults: RowFault[];
  /** Sections that no network in force names, and those that another party's node records: rows of each. */
  unknown: Record<string, number>;
  elsewhere: Record<string, number>;
  /** Columns that a station does not measure by its network; left alone. */
  notMeasured: string[];
};

export const noRows = (): TakenRows => ({
  rows: 0,
  values: { new: 0, revised: 0, same: 0 },
  faults: [],
  unknown: {},
  elsewhere: {},
  notMeasured: [],
});

export type ImportRow = Pick<NationalRow, "line" | "section" | "atMs" | "values">;

/** Stations by every name that a table may call them. */
const byName = (stations: Stations, network: string | undefined): Map<string, StationFacts> => {
  const named = new Map<string, StationFacts>();
  for (const station of stations.values()) {
    if (network !== undefined && station.network !== network) continue;
    for (const name of [station.codes?.cnemc, station.name.zh, station.name.en, station.id])
      if (name !== undefined) named.set(name, station);
  }
  return named;
};

const count = (counted: Record<string, number>, name: string): void => {
  counted[name] = (counted[name] ?? 0) + 1;
};

export type RowOptions = {
  network?: string | undefined;
  /** Looks at the rows and records nothing. */
  checkOnly: boolean;
};

type Placed = { reading: Reading; line: number; property: string };

/** Rows of a table as readings of the stations that are recorded here; what is not ours is counted. */
const placed = (
  rows: readonly ImportRow[],
  taken: TakenRows,
  { stations, network, deps }: { stations: Stations; network: string | undefined; deps: MonitoringDeps },
): Placed[] => {
  const named = byName(stations, network);
  const notMeasured = new Set<string>();
  const readings: Placed[] = [];
  for (const { line, section, atMs, values } of rows) {
    taken.rows += 1;
    const station = named.get(section);
    if (!records(station, deps.here)) {
      count(station ? taken.elsewhere : taken.unknown, section);
      continue;
    }
    if (atMs === null) continue;
    for (const [property, value] of Object.entries(values)) {
      if (!station.measures.has(property)) {
        notMeasured.add(property);
        continue;
      }
      const stream = streamOf(station.id, property);
      const flags = value === null ? flag.notReported : 0;
      readings.push({ line, property, reading: { stream, atMs, value, flags } });
    }
  }
  taken.notMeasured = [...notMeasured];
  return readings;
};

/** Takes rows of a table, by the one way in; or only says what would be refused. */
export const takeRows = async (
  deps: MonitoringDeps,
  rows: readonly ImportRow[],
  from: From,
  { network, checkOnly }: RowOptions,
): Promise<Outcome<TakenRows>> => {
  const now = deps.clock();
  const stations = stationsInForce(await deps.agreements.read(deps.db), now);
  const taken = noRows();
  const readings = placed(rows, taken, { stations, network, deps });
  if (checkOnly) {
    const asked = { stations, here: deps.here, nowMs: Date.parse(now) };
    for (const { reading, line, property } of readings) {
      const found = admit(reading, asked);
      if ("refusal" in found) taken.faults.push({ line, property, refusal: found.refusal });
      else taken.values.new += 1;
    }
    return done(taken);
  }
  const recorded = await record(
    deps,
    readings.map(({ reading }) => reading),
    from,
  );
  if (!recorded.ok) return recorded;
  for (const [i, one] of recorded.value.entries()) {
    const { line, property } = readings[i]!;
    if (one.state === "refused") taken.faults.push({ line, property, refusal: one.refusal });
    else taken.values[one.state] += 1;
  }
  return done(taken);
};
