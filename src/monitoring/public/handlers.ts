import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { readLatest } from "../observations/read.ts";
import { stationNow } from "../river/situation.ts";
import { catalogueOf } from "./catalogue.ts";
import type { publicContract } from "./contract.ts";
import { countMonth } from "./count-month.ts";
import { monthCsv } from "./month-file.ts";
import { isShown, openNetworks, streamsOf } from "./open-networks.ts";
import { publicStation, titlesOf } from "./view.ts";

export const publicHandlers = (deps: MonitoringDeps): Handlers<typeof publicContract> => ({
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

  publicMonth: async ({ query: { month } }, { now }) =>
    done(await countMonth(deps.db, await openNetworks(deps, now), month, now)),

  publicMonthFile: async ({ query: { month, format } }, { now }) => {
    const report = await countMonth(deps.db, await openNetworks(deps, now), month, now);
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
});
