import { legalZone, type Instant } from "#base/time.ts";
import type { Party } from "#base/party.ts";
import type { Level } from "../../alerts/level.ts";
import type { ArrivalWord, IncidentFact } from "../events.ts";
import { exerciseWords, kindWords, levelWords } from "../message-words.ts";
import type { MessageKind } from "../response-plan.ts";
import type { CapAlert, CapArea, CapInformation, CapPair } from "./cap-alert.ts";
import { readCap } from "./read-cap.ts";

type Words = { zh: string; en: string };

/** What a message needs from outside itself: how parties, stations and items are called, and where stations are. */
export type Surroundings = {
  partyName: (party: Party) => Words;
  stationName: (station: string) => Words;
  propertyName: (property: string) => Words;
  stationPlace: (station: string) => { lat: number; lon: number } | undefined;
};

export type MessageToWrite = {
  id: string;
  incident: { id: string; title: string; isExercise: boolean; isSample: boolean };
  kind: MessageKind;
  by: Party;
  at: Instant;
  level: Level;
  to: readonly Party[];
  headline: string;
  text: string;
  receiptBy: Instant;
  expiresAt: Instant;
  facts: readonly IncidentFact[];
  arrivals: readonly ArrivalWord[];
  /** CAP texts of the messages that this one follows or ends. */
  follows: readonly string[];
};

export const capSender = (party: Party): string => `urn:tongwulang:party:${party}`;

/** With the offset of the legal zone and to the second, as §3.3.2 wants it. */
export const capTime = (instant: Instant | number): string =>
  Temporal.Instant.from(typeof instant === "number" ? new Date(instant).toISOString() : instant)
    .round({ smallestUnit: "second", roundingMode: "floor" })
    .toZonedDateTimeISO(legalZone)
    .toString({ timeZoneName: "never" });

/** How a message is named by those that follow it. */
export const referenceTo = (cap: string): string => {
  const read = readCap(cap);
  if (!read.ok) throw new Error("a message that was sent is no CAP message");
  const { sender, identifier, sent } = read.alert;
  return `${sender},${identifier},${sent}`;
};

const statusOf = ({ isExercise, isSample }: MessageToWrite["incident"]): CapAlert["status"] =>
  isExercise ? "Exercise" : isSample ? "Test" : "Actual";

const severities = { notice: "Minor", yellow: "Moderate", orange: "Severe", red: "Extreme" } as const;
const hourMs = 3_600_000;

const urgencyOf = ({ kind, at, arrivals }: MessageToWrite): CapInformation["urgency"] => {
  if (kind === "end") return "Past";
  const earliest = Math.min(...arrivals.map(({ earliestMs }) => earliestMs)) - Date.parse(at);
  if (!Number.isFinite(earliest)) return "Unknown";
  return earliest <= hourMs ? "Immediate" : earliest <= 48 * hourMs ? "Expected" : "Future";
};

const certaintyOf = ({ facts, arrivals }: MessageToWrite): CapInformation["certainty"] => {
  const measured = facts.filter(({ value }) => value !== undefined);
  if (measured.some(({ unverified }) => !unverified)) return "Observed";
  if (measured.length > 0) return "Possible";
  return arrivals.length > 0 ? "Likely" : "Unknown";
};

const responses = {
  warning: ["Prepare", "Monitor"],
  information: ["Monitor"],
  search: ["Assess"],
  end: ["AllClear"],
} as const;

const pick = (words: Words, language: "zh" | "en"): string => words[language];

const unverifiedWords: Words = {
  zh: "（未核实：仅一次读数）",
  en: "(unverified: one reading)",
};

const factText = (fact: IncidentFact, language: "zh" | "en", around: Surroundings): string => {
  const { station, property, value, unit, class: found, target } = fact;
  const measured =
    property && value !== undefined
      ? `${pick(around.propertyName(property), language)} ${value}${unit ? ` ${unit}` : ""}`
      : "";
  const judged = found ? (language === "zh" ? `${found} 类` : `class ${found}`) : "";
  const aim = target ? (language === "zh" ? `（目标 ${target} 类）` : ` (target ${target})`) : "";
  const doubt = fact.unverified ? pick(unverifiedWords, language) : "";
  return [pick(around.stationName(station), language), measured, judged + aim + doubt]
    .filter(Boolean)
    .join(" ");
};

/** One sentence about when it is expected where; never a single moment. */
export const arrivalText = (
  arrival: ArrivalWord,
  language: "zh" | "en",
  around: Pick<Surroundings, "stationName">,
): string => {
  const name = pick(around.stationName(arrival.station), language);
  const [from, to] = [arrival.earliestMs, arrival.latestMs].map((ms) =>
    capTime(ms).slice(0, 16).replace("T", " "),
  );
  return language === "zh"
    ? `预计 ${from} 至 ${to} 到达${name}${arrival.verified ? "" : "（传播参数未经实测核实）"}`
    : `expected at ${name} between ${from} and ${to}${arrival.verified ? "" : " (travel times not verified by measurement)"}`;
};

const areasOf = (
  { facts, arrivals }: MessageToWrite,
  language: "zh" | "en",
  around: Surroundings,
): CapArea[] => {
  const stations = new Map<string, Party | undefined>();
  for (const { station } of facts) stations.set(station, undefined);
  for (const { station, party } of arrivals) stations.set(station, party);
  return [...stations].map(([station, party]): CapArea => {
    const place = around.stationPlace(station);
    return {
      areaDesc: pick(around.stationName(station), language),
      ...(place && { circle: [`${place.lat},${place.lon} 1`] }),
      ...(party && { geocode: [{ valueName: "GB/T 2260", value: party }] }),
    };
  });
};

const parametersOf = ({ level, receiptBy, facts, arrivals }: MessageToWrite): CapPair[] => [
  { valueName: "level", value: level },
  { valueName: "receiptBy", value: capTime(receiptBy) },
  ...facts.flatMap(({ station, property, value, unit }) =>
    property && value !== undefined
      ? [{ valueName: `observation:${station}/${property}`, value: `${value}${unit ? ` ${unit}` : ""}` }]
      : [],
  ),
  ...arrivals.map(({ station, earliestMs, latestMs }) => ({
    valueName: `arrival:${station}`,
    value: `${capTime(earliestMs)}/${capTime(latestMs)}`, // an ISO 8601 interval
  })),
];

const informationIn = (
  message: MessageToWrite,
  language: "zh" | "en",
  around: Surroundings,
): CapInformation => {
  const { kind, level, incident, by, facts, arrivals, headline, text, expiresAt } = message;
  const exercise = incident.isExercise ? pick(exerciseWords, language) : "";
  const onset = Math.max(...facts.flatMap(({ atMs }) => atMs ?? []));
  const said = [
    ...facts.map((fact) => factText(fact, language, around)),
    ...arrivals.map((arrival) => arrivalText(arrival, language, around)),
  ].join(language === "zh" ? "；" : "; ");
  const areas = areasOf(message, language, around);
  return {
    language: language === "zh" ? "zh-CN" : "en-US",
    category: ["Env"],
    event: `${exercise}${pick(levelWords[level], language)}${language === "zh" ? "" : " "}${pick(kindWords[kind], language)}`,
    responseType: [...responses[kind]],
    urgency: urgencyOf(message),
    severity: severities[level],
    certainty: certaintyOf(message),
    ...(Number.isFinite(onset) && { onset: capTime(onset) }),
    expires: capTime(expiresAt),
    senderName: pick(around.partyName(by), language),
    headline: exercise + headline,
    description: [text, said].filter(Boolean).join("\n"),
    parameter: parametersOf(message),
    ...(areas.length > 0 && { area: areas }),
  };
};

/** A message of the border mechanism as CAP 1.2, Chinese first. */
export const capOfMessage = (message: MessageToWrite, around: Surroundings): CapAlert => {
  const { id, kind, by, at, to, incident, follows } = message;
  return {
    identifier: `urn:uuid:${id}`,
    sender: capSender(by),
    sent: capTime(at),
    status: statusOf(incident),
    // Ending refers to what it ends, following to what it follows; the first of its kind stands alone.
    msgType: follows.length === 0 ? "Alert" : kind === "end" ? "Cancel" : "Update",
    scope: "Restricted",
    restriction: "仅供协议缔约方值班和处置人员 / duty and response staff of the parties only",
    addresses: to.map(capSender).join(" "),
    ...(incident.isExercise && { note: `${exerciseWords.zh}${incident.title}` }),
    ...(follows.length > 0 && { references: follows.map(referenceTo).join(" ") }),
    incidents: incident.id,
    info: (["zh", "en"] as const).map((language) => informationIn(message, language, around)),
  };
};

/** A receipt: an Ack of the message that it answers. */
export const capOfReceipt = (receipt: {
  id: string;
  incident: MessageToWrite["incident"];
  by: Party;
  at: Instant;
  answers: string;
  to: Party;
  note?: string;
}): CapAlert => ({
  identifier: `urn:uuid:${receipt.id}`,
  sender: capSender(receipt.by),
  sent: capTime(receipt.at),
  status: statusOf(receipt.incident),
  msgType: "Ack",
  scope: "Private",
  addresses: capSender(receipt.to),
  ...(receipt.note && { note: receipt.note }),
  references: referenceTo(receipt.answers),
  incidents: receipt.incident.id,
});
