import { done, type Outcome } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { flag } from "./flags.ts";
import { streamOf, type Reading } from "./reading.ts";
import { foresee } from "./record-together.ts";
import { record, type From } from "./record.ts";
import { records, stationsInForce, type StationFacts, type Stations } from "./stations.ts";
import { noRows, type ImportRow, type TakenRows } from "./taken-rows.ts";

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

/** Takes rows of a table, by the one way in; or only says what would become of them. */
export const takeRows = async (
  deps: MonitoringDeps,
  rows: readonly ImportRow[],
  from: From,
  { network, checkOnly }: RowOptions,
): Promise<Outcome<TakenRows>> => {
  const stations = stationsInForce(await deps.agreements.read(deps.db), deps.clock());
  const taken = noRows();
  const placedRows = placed(rows, taken, { stations, network, deps });
  const readings = placedRows.map(({ reading }) => reading);
  const answered = checkOnly
    ? done(await deps.db.transaction().execute((tx) => foresee(deps, tx, { readings, source: from.source })))
    : await record(deps, readings, from);
  if (!answered.ok) return answered;
  for (const [i, one] of answered.value.entries()) {
    const { line, property } = placedRows[i]!;
    if (one.state === "refused") taken.faults.push({ line, property, refusal: one.refusal });
    else taken.values[one.state] += 1;
  }
  return done(taken);
};
