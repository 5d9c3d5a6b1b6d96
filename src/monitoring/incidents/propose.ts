import type { Party } from "#base/party.ts";
import type { Alert } from "../alerts/alert.ts";
import { isWorse, rankOf } from "../alerts/level.ts";
import { findStation, type Network } from "../network.ts";
import { predictArrivals } from "../river/predict-arrivals.ts";
import type { Surroundings } from "./cap/cap-of-message.ts";
import { factText, tierHeadline } from "./fact-text.ts";
import type { ArrivalWord, IncidentFact, TierWord } from "./events.ts";
import type { Incident } from "./incident.ts";
import { kindWords } from "./message-words.ts";
import type { MessageKind, ResponsePlan } from "./response-plan.ts";

/** A wave of a few hours: what a four-hourly station sees once, nobody knows shorter. */
const assumedMinutes = 240;

/** When what was measured at a section reaches those below it. Without a measured value nothing is predicted. */
export const arrivalsOf = (network: Network, facts: readonly IncidentFact[]): ArrivalWord[] => {
  const fact = facts.find(({ value, atMs, station }) => value && atMs && findStation(network, station));
  if (network.medium !== "water" || !fact?.value || !fact.atMs) return [];
  const release = {
    station: fact.station,
    atMs: fact.atMs,
    peak: fact.value,
    durationMinutes: assumedMinutes,
  };
  return predictArrivals(network, release).flatMap(({ station, passage, isVerified }): ArrivalWord[] => {
    if (!passage) return [];
    const party = findStation(network, station)?.party;
    const { low, likely, high } = passage.arrivesAtMs;
    return [
      {
        station,
        ...(party && { party }),
        earliestMs: low,
        likelyMs: likely,
        latestMs: high,
        peak: Number(passage.peak.likely.toPrecision(3)),
        verified: isVerified,
      },
    ];
  });
};

/** What was measured, from the alerts that are gathered: the worst first, the newest value of each item. */
export const factsOf = (alerts: readonly Alert[]): IncidentFact[] =>
  alerts
    .toSorted((a, b) => (isWorse(a.level, b.level) ? -1 : isWorse(b.level, a.level) ? 1 : 0))
    .flatMap(({ station, because, kind, unverified }) => {
      const fact = because.facts.at(-1);
      if (!station || !fact || kind === "arrival") return [];
      const { property, value, unit, atMs } = fact;
      return [
        {
          station,
          ...(property !== undefined && { property }),
          ...(value !== undefined && { value }),
          ...(unit !== undefined && { unit }),
          atMs: atMs ?? because.shownAtMs,
          ...(because.class !== undefined && { class: because.class }),
          ...(because.target !== undefined && { target: because.target }),
          ...(unverified && { unverified: true }),
        },
      ];
    })
    .slice(0, 30);

type Words = { zh: string; en: string };
type Naming = Pick<Surroundings, "stationName" | "propertyName">;

/** To whom a kind of message goes: downstream is warned, upstream is asked where it came from, all are informed. */
const addressees = (incident: Incident, kind: MessageKind, here: Party): Party[] => {
  const others = incident.parties.filter((party) => party !== here);
  const wanted =
    kind === "warning" ? incident.downstream : kind === "search" ? incident.upstream : incident.parties;
  const chosen = others.filter((party) => wanted.includes(party));
  return chosen.length > 0 ? chosen : others;
};

/** What a message is proposed to say, in both languages: a person may write something else instead. */
export const proposeWords = (
  { facts: [fact], title }: Pick<Incident, "facts" | "title">,
  kind: MessageKind,
  { messages, hazard }: ResponsePlan,
  naming: Naming,
  tiers: readonly TierWord[] = [],
): { headline: Words; text: Words } => {
  const [worst] = tiers.toSorted((a, b) => rankOf(b.level) - rankOf(a.level));
  const measured = (language: "zh" | "en"): string => {
    if (kind === "end") return title;
    if (worst) return tierHeadline(hazard, worst, language);
    return fact?.property ? factText(fact, language, naming) : title;
  };
  const cut = (text: string): string => text.slice(0, 200);
  const { zh, en } = kindWords[kind];
  return {
    headline: { zh: cut(`${zh}：${measured("zh")}`), en: cut(`${en}: ${measured("en")}`) },
    text: messages[kind].says,
  };
};

/** A message as it might be sent, from the facts at hand. */
export const proposeMessage = (
  incident: Incident,
  kind: Exclude<MessageKind, "end">,
  plan: ResponsePlan,
  {
    network,
    here,
    naming,
    tiers,
  }: { network: Network; here: Party; naming: Naming; tiers: readonly TierWord[] },
) => {
  const { facts, level } = incident;
  const { headline, text } = proposeWords(incident, kind, plan, naming, tiers);
  return {
    kind,
    level,
    to: addressees(incident, kind, here),
    headline: headline.zh,
    text: text.zh,
    facts,
    arrivals: kind === "search" ? [] : arrivalsOf(network, facts),
    tiers: [...tiers],
  };
};
