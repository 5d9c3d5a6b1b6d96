import type { z } from "zod";
import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import { dayOf, type Instant } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import { networksInForce, type JudgedNetwork } from "../in-force.ts";
import type { Network, Station } from "../network.ts";
import { readLatest, readSeries } from "../observations/read.ts";
import { streamOf } from "../observations/reading.ts";
import { publicNetworks } from "../observations/visible.ts";
import { spanOf } from "../river/month.ts";
import { stationNow } from "../river/situation.ts";
import { standardAt } from "../standards/standard-at.ts";
import { evaluateRiver } from "../standards/water-group.ts";
import { catalogueOf } from "./catalogue.ts";
import { MonthView, type publicContract } from "./contract.ts";
import { cityReports } from "./month-city.ts";
import { airReport } from "./month-air.ts";
import { monthCsv } from "./month-file.ts";
import { sectionReport, type SectionReport } from "./month-water.ts";
import { airView, publicStation, sectionView, titlesOf } from "./view.ts";

const streamsOf = ({ stations }: Network): string[] =>
  stations.flatMap(({ id, properties }) => properties.map((property) => streamOf(id, property)));

/** What a node of the parties records, and what a class or an index can be given for. */
const isShown = ({ party, kind }: Station): boolean => party !== undefined && kind !== "lidar";

export const publicHandlers = (deps: MonitoringDeps): Handlers<typeof publicContract> => {
  const openNetworks = async (now: Instant): Promise<JudgedNetwork[]> => {
    const standings = await deps.agreements.read(deps.db);
    const open = publicNetworks(standings, now);
    return networksInForce(standings, now).filter(({ id }) => open.has(id));
  };

  /** What the months of sections say of rivers and of cities. */
  const together = (network: JudgedNetwork, reports: ReadonlyMap<string, SectionReport>, day: string) => {
    const standard = standardAt("surface-water-standard", day, network.standards);
    const evaluation = standardAt("water-evaluation", day, network.standards);
    const sections = network.stations.flatMap((station) => {
      const items = reports.get(station.id)?.means?.items ?? [];
      const means = Object.fromEntries(items.map(({ property, value }) => [property, value]));
      return items.length > 0 ? [{ station, means }] : [];
    });
    const rivers = network.rivers.flatMap(({ id, name }) => {
      const own = sections.filter(({ station }) => station.river === id).map(({ means }) => means);
      const found = standard && evaluation && evaluateRiver(standard, evaluation, own);
      if (!found) return [];
      const { ofMeans, ...shares } = found;
      return [
        {
          river: name,
          ...shares,
          isOfMeans: ofMeans !== undefined,
          standard: standard.id,
          rules: evaluation.id,
          averaging: "month" as const,
        },
      ];
    });
    const cities = cityReports(sections, { day, standards: network.standards });
    return { rivers, cities: cities.map((one) => ({ ...one, averaging: "month" as const })) };
  };

  const monthOf = async (month: string, now: Instant): Promise<z.input<typeof MonthView>> => {
    const { fromMs, toMs } = spanOf(month);
    const untilMs = Math.max(fromMs, Math.min(toMs, Date.parse(now)));
    const span = { fromMs, toMs: untilMs };
    const view: z.input<typeof MonthView> = {
      month,
      until: new Date(untilMs).toISOString(),
      isComplete: untilMs === toMs,
      sections: [],
      rivers: [],
      cities: [],
      air: [],
    };
    const day = dayOf(new Date(Math.max(fromMs, untilMs - 1)).toISOString());
    for (const network of await openNetworks(now)) {
      const isWater = network.medium === "water";
      // A mean that ends with the month's last minute belongs to it.
      const series = await readSeries(
        deps.db,
        streamsOf(network),
        fromMs + (isWater ? 0 : 1),
        untilMs + (isWater ? 0 : 1),
      );
      const stations = network.stations.filter(isShown);
      const stretch = { ...span, standards: network.standards };
      const reports = new Map<string, SectionReport>();
      for (const station of stations)
        if (isWater) {
          const report = sectionReport(station, month, series, stretch);
          reports.set(station.id, report);
          view.sections.push(sectionView(network, station, report));
        } else view.air.push(airView(network, station, airReport(station, month, series, stretch)));
      const { rivers, cities } = together(network, reports, day);
      view.rivers.push(...rivers);
      view.cities.push(...cities);
    }
    return view;
  };

  return {
    publicStations: async (_asked, { now }) => {
      const networks = await openNetworks(now);
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
      const report = MonthView.parse(await monthOf(month, now));
      const isCsv = format === "csv";
      return done({
        mediaType: isCsv ? "text/csv; charset=utf-8" : "application/json",
        name: `monitoring-${month}.${format}`,
        content: isCsv ? monthCsv(report) : JSON.stringify(report),
      });
    },

    monitoringCatalogue: async (_asked, { now }) => {
      const networks = await openNetworks(now);
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
