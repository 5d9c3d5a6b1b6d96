import type { Party } from "#base/party.ts";
import type { Alert } from "../alerts/alert.ts";
import { isWorse } from "../alerts/level.ts";
import { findStation, type Network } from "../network.ts";
import { predictArrivals } from "../river/predict-arrivals.ts";
import type { ArrivalWord, IncidentFact } from "./events.ts";
import type { Incident } from "./incident.ts";
import { kindWords } from "./message-words.ts";
import type { MessageKind } from "./response-plan.ts";

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

type Naming = { stationName: (id: string) => { zh: string }; propertyName: (code: string) => { zh: string } };

/** To whom a kind of message goes: downstream is warned, upstream is asked where it came from, all are informed. */
const addressees = (incident: Incident, kind: MessageKind, here: Party): Party[] => {
  const others = incident.parties.filter((party) => party !== here);
  const wanted =
    kind === "warning" ? incident.downstream : kind === "search" ? incident.upstream : incident.parties;
  const chosen = others.filter((party) => wanted.includes(party));
  return chosen.length > 0 ? chosen : others;
};

const texts: Record<Exclude<MessageKind, "end">, string> = {
  warning: "请做好准备：加密监测，关注取水口，到达后及时回报。",
  information: "现将有关情况通报如下，请知悉。",
  search: "请协助排查上游来源，查到可疑排口或异常数据请尽快回报。",
};

/** A message as it might be sent, from the facts at hand. */
export const proposeMessage = (
  incident: Incident,
  kind: Exclude<MessageKind, "end">,
  network: Network,
  { here, naming }: { here: Party; naming: Naming },
) => {
  const { facts, level, title } = incident;
  const fact = facts[0];
  const measured =
    fact?.property && fact.value !== undefined
      ? `${naming.stationName(fact.station).zh}${naming.propertyName(fact.property).zh} ${fact.value}${fact.unit ? ` ${fact.unit}` : ""}${fact.class ? `（${fact.class} 类）` : ""}${fact.unverified ? "（未核实）" : ""}`
      : title;
  return {
    kind,
    level,
    to: addressees(incident, kind, here),
    headline: `${kindWords[kind].zh}：${measured}`.slice(0, 200),
    text: texts[kind],
    facts,
    arrivals: kind === "search" ? [] : arrivalsOf(network, facts),
  };
};
