import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { readLatest } from "../observations/read.ts";
import { readStand } from "../observations/stand-store.ts";
import { spanOf } from "../river/month.ts";
import { stationNow } from "../river/situation.ts";
import { catalogueOf } from "./catalogue.ts";
import type { publicContract } from "./contract.ts";
import { countMonth } from "./count-month.ts";
import { keptMonths } from "./kept-months.ts";
import { monthCsv } from "./month-file.ts";
import { isShown, openNetworks, streamsOf } from "./open-networks.ts";
import { publicStation, titlesOf } from "./view.ts";

export const publicHandlers = (deps: MonitoringDeps): Handlers<typeof publicContract> => {
  const monthOf = keptMonths(async (month, now) => {
    const networks = await openNetworks(deps, now);
    const { fromMs, toMs } = spanOf(month);
    const { digest, hasValues } = await readStand(deps.db, networks.flatMap(streamsOf), fromMs, toMs);
    return {
      hasValues,
      restsOn: [...networks, digest],
      count: () => countMonth(deps.db, networks, month, now),
    };
  });

  return {
    publicStations: async (_asked, { now }) => {
      const networks = await openNetworks(deps, now);
      const latest = new Map(
        (await readLatest(deps.db, networks.flatMap(streamsOf))).map((one) => [one.stream, one]),
      );
      const stations = networks.flatMap((network) =>
        network.stations
          .filter(isShown)
          .map((station) =>
            publicStation(network, station, stationNow(network, station, latest, Date.parse(now))),
          ),
      );
      return done({
        asOf: now,
        standards: titlesOf(
          stations.flatMap(({ standard }) => standard ?? []),
          networks.flatMap(({ standards }) => standards),
        ),
        stations,
      });
    },

    publicMonth: async ({ query: { month } }, { now }) => done(await monthOf(month, now)),

    publicMonthFile: async ({ query: { month, format } }, { now }) => {
      const report = await monthOf(month, now);
      const isCsv = format === "csv";
      return done({
        mediaType: isCsv ? "text/csv; charset=utf-8" : "application/json",
        name: `monitoring-${month}.${format}`,
        content: isCsv ? monthCsv(report, await deps.parties()) : JSON.stringify(report),
      });
    },

    monitoringCatalogue: async (_asked, { now }) => {
      const networks = await openNetworks(deps, now);
      const kept = await readLatest(deps.db, networks.flatMap(streamsOf));
      const parties = await deps.parties();
      const catalogue = catalogueOf({ networks, kept, parties, here: deps.here, issuedAt: now });
      return done({
        mediaType: "application/ld+json",
        name: "catalogue.jsonld",
        inline: true,
        content: JSON.stringify(catalogue, null, 2),
      });
    },
  };
};
