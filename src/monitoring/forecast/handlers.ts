import type { z } from "zod";
import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork, networksInForce } from "../in-force.ts";
import { readLatest } from "../observations/read.ts";
import { streamOf } from "../observations/reading.ts";
import { stationNow } from "../river/situation.ts";
import { findStandard, type Standard } from "../standards/standard-at.ts";
import type { AirLevel, AirStation, forecastContract } from "./contract.ts";
import { reportHour } from "./day-bands.ts";
import { judgedDay } from "../standards/judge-air-series.ts";
import { readNewestForecasts, type ForecastRow } from "./store.ts";

type Given = z.input<typeof AirStation>;

const levelsOf = (stations: readonly Given[], among: readonly Standard[]): AirLevel[] => {
  const standards = new Set(
    stations.flatMap(({ now, forecast, report }) => [
      ...(now ? [now.standard] : []),
      ...[...(forecast?.days ?? []), ...(report?.days ?? [])].map(({ standard }) => standard),
    ]),
  );
  return [...standards].flatMap((standard) =>
    (findStandard("air-index-standard", standard, among)?.levels ?? []).map(({ level, name, hex }) => ({
      standard,
      level,
      name,
      hex,
    })),
  );
};

const reportOf = ({ issuedAtMs, data }: ForecastRow): Given["report"] => {
  const dayOfIssue = judgedDay(issuedAtMs);
  const days = data.days.filter(({ day }) => day > dayOfIssue);
  return { issuedAtMs, ...(data.madeAtMs !== undefined && { madeAtMs: data.madeAtMs }), days };
};

/** All air stations; for the public those of networks that the agreement publishes, each part by its own power. */
const read = async (deps: MonitoringDeps, now: Instant, isPublic: boolean) => {
  const standings = await deps.agreements.read(deps.db);
  const isOpen = (network: string, party: string | undefined, power: "observe" | "forecast"): boolean =>
    !isPublic ||
    (party !== undefined &&
      (clauseForNetwork(standings, { network, party, power, at: now })?.publishes ?? false));
  const newest = new Map((await readNewestForecasts(deps.db)).map((one) => [one.station, one]));
  const reports = new Map((await readNewestForecasts(deps.db, reportHour)).map((one) => [one.station, one]));
  const members = networksInForce(standings, now).flatMap((network) =>
    network.stations.filter(({ kind }) => kind === "air-station").map((station) => ({ network, station })),
  );
  const streams = members.flatMap(({ station }) =>
    station.properties.map((property) => streamOf(station.id, property)),
  );
  const latest = new Map((await readLatest(deps.db, streams)).map((one) => [one.stream, one]));
  const stations = members.flatMap(({ network, station }): Given[] => {
    const { id, name, party } = station;
    const seesNow = isOpen(network.id, party, "observe");
    const seesForecast = isOpen(network.id, party, "forecast");
    const forecast = seesForecast ? newest.get(id) : undefined;
    const report = seesForecast ? reports.get(id) : undefined;
    if (!seesNow && !forecast) return [];
    const found = seesNow ? stationNow(network, station, latest, Date.parse(now)) : undefined;
    return [
      {
        id,
        name,
        ...(party && { party }),
        freshness: found?.freshness ?? "never",
        ...(found?.atMs !== undefined && { atMs: found.atMs }),
        isSample: (station.sample ?? false) || (found?.isSample ?? false),
        ...(found?.air && {
          now: {
            ...found.air,
            items: found.air.items.map(({ item, value, iaqi }) => ({ item, value, iaqi })),
          },
        }),
        ...(forecast && { forecast: { ...forecast.data, issuedAtMs: forecast.issuedAtMs } }),
        ...(report && { report: reportOf(report) }),
      },
    ];
  });
  return done({
    asOf: now,
    stations,
    levels: levelsOf(
      stations,
      members.flatMap(({ network }) => network.standards),
    ),
  });
};

export const forecastHandlers = (deps: MonitoringDeps): Handlers<typeof forecastContract> => ({
  airForecasts: (_, { now }) => read(deps, now, false),
  publicForecasts: (_, { now }) => read(deps, now, true),
});
