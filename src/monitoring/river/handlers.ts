import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import { dayOf, type Instant } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import { definitionsOf, networksInForce, type JudgedNetwork } from "../in-force.ts";
import { findStation, targetIn, type Network } from "../network.ts";
import { readLatest, readSeries } from "../observations/read.ts";
import { streamOf } from "../observations/reading.ts";
import { evaluateWater } from "../standards/evaluate-water.ts";
import { observedProperties } from "../standards/observed-properties.ts";
import { standardAt, type Standard } from "../standards/standard-at.ts";
import { classesFromBest } from "../standards/water-standard.ts";
import { accountOf, stretchesOf, type Judge } from "./account.ts";
import type { riverContract } from "./contract.ts";
import { sectionMonth, spanOf, type SectionMonth } from "./month.ts";
import { stationNow } from "./situation.ts";

const networksAt = async ({ agreements, db }: MonitoringDeps, now: Instant): Promise<JudgedNetwork[]> =>
  networksInForce(await agreements.read(db), now);

/** The class of a month's means, by the standard of its last day. */
const monthJudge = (
  month: string,
  standards: readonly Standard[],
): { judge: Judge; standard: string | null } => {
  const day = dayOf(new Date(spanOf(month).toMs - 1).toISOString());
  const standard = standardAt("surface-water-standard", day, standards);
  return {
    standard: standard?.id ?? null,
    judge: ({ means }, station) => {
      if (!standard) return null;
      const values = Object.fromEntries(
        Object.entries(means).map(([property, { mean }]) => [property, mean]),
      );
      const target = targetIn(station, Number(month.slice(0, 4)));
      return evaluateWater(standard, values, {
        waterBody: station.waterBody ?? "river",
        ...(target && { target: target.class }),
      }).class;
    },
  };
};

const isOfWater = ({ medium }: Network): boolean => medium === "water";

const coverageOf = ({ station, means, leftOut, hasSample }: SectionMonth) => {
  const most = Object.values(means).sort((a, b) => b.count - a.count)[0];
  return { station, count: most?.count ?? 0, expected: most?.expected ?? 0, leftOut, hasSample };
};

export const riverHandlers = (deps: MonitoringDeps): Handlers<typeof riverContract> => ({
  monitoringNetworks: async (_asked, { now }) => {
    const standings = await deps.agreements.read(deps.db);
    const rivers = networksInForce(standings, now).find(isOfWater);
    const standard = rivers && standardAt("surface-water-standard", dayOf(now), rivers.standards);
    return done({
      networks: definitionsOf<Network>(standings, "monitoring-network", now).map(({ content }) => content),
      parties: (await deps.parties()).map(({ party, name }) => ({
        party,
        name: { zh: name.zh, ...(name.en && { en: name.en }) },
      })),
      here: deps.here,
      properties: [...observedProperties.values()].map(({ code, zh, en, shownUnit, decimals }) => ({
        code,
        zh,
        en,
        shownUnit,
        decimals,
      })),
      ...(standard && {
        water: { standard: standard.id, title: standard.title, rows: standard.rows },
      }),
    });
  },

  situation: async (_asked, { now }) => {
    const networks = await networksAt(deps, now);
    const streams = networks.flatMap(({ stations }) =>
      stations.flatMap(({ id, properties }) => properties.map((property) => streamOf(id, property))),
    );
    const latest = new Map((await readLatest(deps.db, streams)).map((one) => [one.stream, one]));
    const nowMs = Date.parse(now);
    return done({
      asOf: now,
      stations: networks.flatMap((network) =>
        network.stations.map((station) => stationNow(network, station, latest, nowMs)),
      ),
    });
  },

  riverAccounts: async ({ query: { month } }, { now }) => {
    const { fromMs, toMs } = spanOf(month);
    const networks = (await networksAt(deps, now)).filter(isOfWater);
    const accounts = [];
    const coverage = new Map<string, SectionMonth>();
    for (const network of networks) {
      const { judge } = monthJudge(month, network.standards);
      const parties = (await deps.parties()).map(({ party }) => party);
      const stretches = parties.flatMap((party) => stretchesOf(network, party));
      const ids = [
        ...new Set(stretches.flatMap(({ entries, exit }) => [...entries, exit].map(({ id }) => id))),
      ];
      const sections = ids.map((id) => findStation(network, id)!);
      const streams = sections.flatMap(({ id, properties }) =>
        properties.map((property) => streamOf(id, property)),
      );
      const series = await readSeries(deps.db, streams, fromMs, toMs);
      for (const section of sections) coverage.set(section.id, sectionMonth(section, month, series));
      accounts.push(
        ...stretches.map((stretch) => accountOf(stretch, month, coverage, { judge, order: classesFromBest })),
      );
    }
    const standard = networks[0] ? monthJudge(month, networks[0].standards).standard : null;
    return done({ accounts, coverage: [...coverage.values()].map(coverageOf), standard });
  },
});
