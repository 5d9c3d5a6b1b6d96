import type { z } from "zod";
import { dayOf, type Day, type Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { JudgedNetwork } from "../in-force.ts";
import { readSeries } from "../observations/read.ts";
import { spanOf } from "../river/month.ts";
import { standardAt } from "../standards/standard-at.ts";
import { evaluateRiver } from "../standards/water-group.ts";
import { MonthView } from "./contract.ts";
import { airReport } from "./month-air.ts";
import { cityReports, type MeasuredSection } from "./month-city.ts";
import { sectionReport, type SectionReport } from "./month-water.ts";
import { isShown, streamsOf } from "./open-networks.ts";
import { airView, sectionView } from "./view.ts";

/** What the months of sections say of rivers and of cities. */
const together = (network: JudgedNetwork, reports: ReadonlyMap<string, SectionReport>, day: Day) => {
  const standard = standardAt("surface-water-standard", day, network.standards);
  const evaluation = standardAt("water-evaluation", day, network.standards);
  const sections = network.stations.flatMap((station): MeasuredSection[] => {
    const report = reports.get(station.id);
    const items = report?.means?.items ?? [];
    const means = Object.fromEntries(items.map(({ property, value }) => [property, value]));
    return report && items.length > 0
      ? [{ station, means, isSample: report.hasSample || station.sample === true }]
      : [];
  });
  const rivers = network.rivers.flatMap(({ id, name }) => {
    const own = sections.filter(({ station }) => station.river === id);
    const found =
      standard &&
      evaluation &&
      evaluateRiver(
        standard,
        evaluation,
        own.map(({ means }) => means),
      );
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
        isSample: own.some(({ isSample }) => isSample),
      },
    ];
  });
  const cities = cityReports(sections, { day, standards: network.standards });
  return { rivers, cities: cities.map((one) => ({ ...one, averaging: "month" as const })) };
};

/** A month of the networks, up to its end or up to now. */
export const countMonth = async (
  db: Db,
  networks: readonly JudgedNetwork[],
  month: string,
  now: Instant,
): Promise<MonthView> => {
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
  for (const network of networks) {
    const isWater = network.medium === "water";
    // A mean that ends with the month's last minute belongs to it.
    const series = await readSeries(
      db,
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
  return MonthView.parse(view);
};
