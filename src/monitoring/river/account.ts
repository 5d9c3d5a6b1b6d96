import type { Party } from "#base/party.ts";
import { nextBelow, type Network, type Station } from "../network.ts";
import { meanPh } from "../standards/mean-ph.ts";
import type { WaterClass } from "../standards/water-standard.ts";
import type { SectionMonth } from "./month.ts";

/*
 * What a party's stretch of a river did to the water in a month: what came in at its upstream border, what went out at
 * its downstream one. The figures for horizontal ecological compensation; money is no part of it.
 */

export type Verdict = "improved" | "worsened" | "same" | "unknown";

/** One item at the way in and at the way out. */
export type ItemAccount = {
  property: string;
  entryMean: number;
  exitMean: number;
  /** (exit − entry) / entry, in percent; null where nothing came in. */
  changePercent: number | null;
  /** Only where the flow was measured at every way in and out. */
  entryLoadKg?: number;
  exitLoadKg?: number;
  verdict: Verdict;
};

export type Account = {
  party: Party;
  river: string;
  month: string;
  entries: string[];
  exit: string;
  items: ItemAccount[];
  entryClass: WaterClass | null;
  exitClass: WaterClass | null;
  /** By class where both are known, for that is what targets are written in. */
  verdict: Verdict;
  /** `concentration`: the flow was not measured everywhere, so no load can be given. */
  basis: "load" | "concentration";
  withoutFlow: string[];
  withoutValues: string[];
};

/** Changes below this share lie within what instruments and sampling scatter. */
export const sameWithinPercent = 5;

/** The river that a tributary finally feeds. */
const mainRiver = (rivers: Network["rivers"], id: string): string => {
  const into = rivers.find((river) => river.id === id)?.into;
  return into === undefined ? id : mainRiver(rivers, into);
};

export type Stretch = { party: Party; river: string; entries: Station[]; exit: Station };

/** A party's stretches: each section where water leaves it, with those where water came in that flows there. */
export const stretchesOf = (network: Network, party: Party): Stretch[] => {
  const bordering = (side: "from" | "to"): Station[] =>
    network.stations.filter(({ border, river }) => border?.[side] === party && river !== undefined);
  return bordering("from").flatMap((exit) => {
    const river = mainRiver(network.rivers, exit.river!);
    const leadsTo = (id: string, goal: string): boolean =>
      nextBelow(network, id).some((next) => next === goal || leadsTo(next, goal));
    const before = bordering("to").filter(({ id }) => leadsTo(id, exit.id));
    // Of two sections at one border, the water passes both: only the lower one counts.
    const entries = before.filter(({ id }) => !before.some((other) => leadsTo(id, other.id)));
    return entries.length > 0 ? [{ party, river, entries, exit }] : [];
  });
};

const total = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

const rank = (order: readonly WaterClass[], name: WaterClass | null): number =>
  name === null ? -1 : order.indexOf(name);

/** More is better only for oxygen and clearness. */
const isBetterHigh = new Set(["dissolved-oxygen", "transparency"]);
/** Nothing can be said to improve: acid or alkaline, warm or cold, salty by nature. */
const isNeutral = new Set(["ph", "water-temperature", "conductivity", "redox-potential", "level"]);

const verdictOf = (property: string, changePercent: number | null): Verdict => {
  if (changePercent === null || isNeutral.has(property)) return "unknown";
  if (Math.abs(changePercent) < sameWithinPercent) return "same";
  return changePercent > 0 === isBetterHigh.has(property) ? "improved" : "worsened";
};

const itemOf = (
  property: string,
  entries: readonly SectionMonth[],
  exit: SectionMonth,
  hasFlow: boolean,
): ItemAccount | undefined => {
  const out = exit.means[property];
  const into = entries.flatMap((entry) => {
    const mean = entry.means[property]?.mean;
    return mean === undefined ? [] : [{ mean, weight: hasFlow ? (entry.flowM3PerS?.mean ?? 0) : 1 }];
  });
  const weight = total(into.map((one) => one.weight));
  if (!out || into.length < entries.length || weight === 0) return undefined;
  const entryMean =
    property === "ph"
      ? meanPh(
          into.map(({ mean }) => mean),
          into.map((one) => one.weight),
        )
      : total(into.map((one) => one.mean * one.weight)) / weight;
  const changePercent = entryMean === 0 ? null : ((out.mean - entryMean) / entryMean) * 100;
  const entryLoads = entries.map(({ loadsKg }) => loadsKg?.[property]?.loadKg);
  const exitLoadKg = exit.loadsKg?.[property]?.loadKg;
  const hasLoad = hasFlow && exitLoadKg !== undefined && entryLoads.every((load) => load !== undefined);
  return {
    property,
    entryMean,
    exitMean: out.mean,
    changePercent,
    ...(hasLoad && { entryLoadKg: total(entryLoads.map((load) => load ?? 0)), exitLoadKg }),
    verdict: verdictOf(property, changePercent),
  };
};

export type Judge = (section: SectionMonth, station: Station) => WaterClass | null;

/** `order` lists the classes from the best to the worst; `judge` gives the class of a month's means. */
export const accountOf = (
  { party, river, entries, exit }: Stretch,
  month: string,
  months: ReadonlyMap<string, SectionMonth>,
  { judge, order }: { judge: Judge; order: readonly WaterClass[] },
): Account => {
  const all = [...entries, exit];
  const found = (station: Station): SectionMonth =>
    months.get(station.id) ?? { station: station.id, means: {}, leftOut: 0, hasSample: false };
  const withoutValues = all.filter((one) => Object.keys(found(one).means).length === 0).map(({ id }) => id);
  const withoutFlow = all.filter((one) => !found(one).flowM3PerS).map(({ id }) => id);
  const classOf = (station: Station): WaterClass | null => judge(found(station), station);
  const entryClasses = entries.map(classOf);
  const entryClass = entryClasses.includes(null)
    ? null
    : entryClasses.reduce((worst, one) => (rank(order, one) > rank(order, worst) ? one : worst), null);
  const exitClass = classOf(exit);
  const step = rank(order, exitClass) - rank(order, entryClass);
  return {
    party,
    river,
    month,
    entries: entries.map(({ id }) => id),
    exit: exit.id,
    items: exit.properties.flatMap(
      (property) => itemOf(property, entries.map(found), found(exit), withoutFlow.length === 0) ?? [],
    ),
    entryClass,
    exitClass,
    verdict:
      entryClass === null || exitClass === null
        ? "unknown"
        : step < 0
          ? "improved"
          : step > 0
            ? "worsened"
            : "same",
    basis: withoutFlow.length === 0 ? "load" : "concentration",
    withoutFlow,
    withoutValues,
  };
};
