import type { Party } from "#base/party.ts";
import { classWords } from "../standards/class-words.ts";
import type { WaterClass } from "../standards/water-standard.ts";
import { capTime } from "./cap/cap-time.ts";
import type { ArrivalWord, IncidentFact, TierWord } from "./events.ts";
import { levelWords } from "./message-words.ts";

/* What is known, in one sentence each; CAP files, proposed messages and the terminal say the same. */

type Words = { zh: string; en: string };
type Language = keyof Words;
type Naming = {
  partyName: (party: Party) => Words;
  stationName: (station: string) => Words;
  propertyName: (property: string) => Words;
};

const moments = (...ms: number[]): string[] => ms.map((one) => capTime(one).slice(0, 16).replace("T", " "));

const unverifiedWords: Words = {
  zh: "（未核实：仅一次读数）",
  en: "(unverified: one reading)",
};

const classOf = (one: string): Words => classWords[one as WaterClass] ?? { zh: one, en: one };

export const factText = (
  fact: IncidentFact,
  language: Language,
  naming: Pick<Naming, "stationName" | "propertyName">,
): string => {
  const { station, property, value, unit, class: found, target } = fact;
  const measured =
    property && value !== undefined
      ? `${naming.propertyName(property)[language]} ${value}${unit ? ` ${unit}` : ""}`
      : "";
  const judged = found ? classOf(found)[language] : "";
  const goal = target ? classOf(target)[language] : "";
  const aim = goal && (language === "zh" ? `（目标${goal}）` : ` (target: ${goal})`);
  const doubt = fact.unverified ? unverifiedWords[language] : "";
  return [naming.stationName(station)[language], measured, judged + aim + doubt].filter(Boolean).join(" ");
};

/** About when it is expected where; never a single moment. */
export const arrivalText = (
  arrival: ArrivalWord,
  language: Language,
  naming: Pick<Naming, "stationName">,
): string => {
  const name = naming.stationName(arrival.station)[language];
  const [from, to] = moments(arrival.earliestMs, arrival.latestMs);
  return language === "zh"
    ? `预计 ${from} 至 ${to} 到达${name}${arrival.verified ? "" : "（传播参数未经实测核实）"}`
    : `expected at ${name} between ${from} and ${to}${arrival.verified ? "" : " (travel times not verified by measurement)"}`;
};

/** What is coming, short: the hazard, how bad, and its days. */
export const tierHeadline = (
  hazard: Words,
  { level, fromMs, toMs }: TierWord,
  language: Language,
): string => {
  const [from, to] = moments(fromMs, toMs);
  const word = levelWords[level][language];
  return language === "zh"
    ? `${hazard.zh}${word}，${from} 至 ${to}`
    : `${hazard.en}, ${word.toLowerCase()}, ${from} to ${to}`;
};

/** About the tier that a party's air is forecast to reach, with the conditions that make it so. */
export const tierText = (
  { party, level, fromMs, toMs, conditions }: TierWord,
  language: Language,
  naming: Pick<Naming, "partyName">,
): string => {
  const [from, to] = moments(fromMs, toMs);
  const name = naming.partyName(party)[language];
  const word = levelWords[level][language];
  return language === "zh"
    ? `${name} ${from} 至 ${to} 预测达到${word}条件：${conditions.map(({ aqiAbove, hours }) => `AQI大于${aqiAbove}持续${hours}小时`).join("，")}`
    : `${name}: forecast to meet the conditions of ${word.toLowerCase()} from ${from} to ${to}: ${conditions.map(({ aqiAbove, hours }) => `AQI above ${aqiAbove} for ${hours} hours`).join(", ")}`;
};
