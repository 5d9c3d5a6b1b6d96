import type { Instant } from "#base/time.ts";
import type { Party } from "#base/party.ts";
import type { Level } from "../../alerts/level.ts";
import type { ArrivalWord, IncidentFact, TierWord } from "../events.ts";
import { arrivalText, factText, tierText } from "../fact-text.ts";
import { exerciseWords, kindWords, levelWords } from "../message-words.ts";
import type { MessageKind, ResponsePlan } from "../response-plan.ts";
import type { CapAlert, CapArea, CapInformation, CapPair } from "./cap-alert.ts";
import { capTime } from "./cap-time.ts";
import { readCap } from "./read-cap.ts";

type Words = { zh: string; en: string };

/** What a message needs from outside itself: how parties, stations and items are called, and where stations are. */
export type Surroundings = {
  partyName: (party: Party) => Words;
  stationName: (station: string) => Words;
  propertyName: (property: string) => Words;
  stationPlace: (station: string) => { lat: number; lon: number } | undefined;
  /** The river between two sections; empty where there is no way from one to the other. */
  reachPolygons: (from: string, to: string) => string[];
};

export type MessageToWrite = {
  id: string;
  incident: { id: string; title: string; isExercise: boolean; isSample: boolean };
  plan: Pick<ResponsePlan, "hazard" | "categories">;
  kind: MessageKind;
  by: Party;
  at: Instant;
  level: Level;
  to: readonly Party[];
  headline: Words;
  text: Words;
  receiptBy: Instant;
  expiresAt: Instant;
  facts: readonly IncidentFact[];
  arrivals: readonly ArrivalWord[];
  tiers: readonly TierWord[];
  /** CAP texts of the messages that this one follows or ends. */
  follows: readonly string[];
};

export const capSender = (party: Party): string => `urn:tongwulang:party:${party}`;

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

/** When it begins for those who are told: where nothing is predicted, infinitely late. */
const startsMs = ({ arrivals, tiers }: MessageToWrite): number =>
  Math.min(...arrivals.map(({ earliestMs }) => earliestMs), ...tiers.map(({ fromMs }) => fromMs));

const urgencyOf = (message: MessageToWrite): CapInformation["urgency"] => {
  if (message.kind === "end") return "Past";
  const earliest = startsMs(message) - Date.parse(message.at);
  if (!Number.isFinite(earliest)) return "Unknown";
  return earliest <= hourMs ? "Immediate" : earliest <= 48 * hourMs ? "Expected" : "Future";
};

const certaintyOf = ({ facts, arrivals, tiers }: MessageToWrite): CapInformation["certainty"] => {
  const measured = facts.filter(({ value }) => value !== undefined);
  if (measured.some(({ unverified }) => !unverified)) return "Observed";
  if (measured.length > 0) return "Possible";
  return arrivals.length + tiers.length > 0 ? "Likely" : "Unknown";
};

const responses = {
  warning: ["Prepare", "Monitor"],
  information: ["Monitor"],
  search: ["Assess"],
  end: ["AllClear"],
} as const;

const divisionOf = (party: Party): Pick<CapArea, "geocode"> => ({
  geocode: [{ valueName: "GB/T 2260", value: party }],
});

const aboutOneKm = (station: string, { stationPlace }: Surroundings): Pick<CapArea, "circle"> => {
  const place = stationPlace(station);
  return place ? { circle: [`${place.lat},${place.lon} 1`] } : {};
};

/** Where it is expected: the section, its division, and the river on the way there from where it was measured. */
const expectedArea = (
  { station, party }: ArrivalWord,
  facts: readonly IncidentFact[],
  language: "zh" | "en",
  around: Surroundings,
): CapArea => {
  const name = around.stationName(station)[language];
  const from = facts.find((fact) => around.reachPolygons(fact.station, station).length > 0);
  const rest = { ...aboutOneKm(station, around), ...(party && divisionOf(party)) };
  if (!from) return { areaDesc: name, ...rest };
  const above = around.stationName(from.station)[language];
  return {
    areaDesc:
      language === "zh"
        ? `${name}（自${above}以下河段，范围为示意）`
        : `${name} (the river from ${above} down; a schematic strip)`,
    polygon: around.reachPolygons(from.station, station),
    ...rest,
  };
};

/** The sections that it is about; where it is about none, the parties that it is from and goes to. */
const areasOf = (
  { facts, arrivals, by, to }: MessageToWrite,
  language: "zh" | "en",
  around: Surroundings,
): CapArea[] => {
  const expected = new Set(arrivals.map(({ station }) => station));
  const measured = new Set(facts.flatMap(({ station }) => (expected.has(station) ? [] : station)));
  if (measured.size + expected.size === 0)
    return [by, ...to].map((party) => ({
      areaDesc: around.partyName(party)[language],
      ...divisionOf(party),
    }));
  return [
    ...[...measured].map((station) => ({
      areaDesc: around.stationName(station)[language],
      ...aboutOneKm(station, around),
    })),
    ...arrivals.map((arrival) => expectedArea(arrival, facts, language, around)),
  ];
};

const parametersOf = ({ level, receiptBy, facts, arrivals, tiers }: MessageToWrite): CapPair[] => [
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
  ...tiers.map(({ party, level: tier, fromMs, toMs }) => ({
    valueName: `tier:${party}`,
    value: `${tier} ${capTime(fromMs)}/${capTime(toMs)}`,
  })),
];

const informationIn = (
  message: MessageToWrite,
  language: "zh" | "en",
  around: Surroundings,
): CapInformation => {
  const { kind, level, incident, plan, by, facts, arrivals, tiers, headline, text, expiresAt } = message;
  const exercise = incident.isExercise ? exerciseWords[language] : "";
  const measuredMs = Math.max(...facts.flatMap(({ atMs }) => atMs ?? []));
  const onset = Number.isFinite(measuredMs) ? measuredMs : startsMs(message);
  const said = [
    ...facts.map((fact) => factText(fact, language, around)),
    ...arrivals.map((arrival) => arrivalText(arrival, language, around)),
    ...tiers.map((tier) => tierText(tier, language, around)),
  ].join(language === "zh" ? "；" : "; ");
  const [hazard, colour, sort] = [plan.hazard, levelWords[level], kindWords[kind]];
  return {
    language: language === "zh" ? "zh-CN" : "en-US",
    category: [...plan.categories],
    event:
      exercise +
      (language === "zh"
        ? `${hazard.zh}${colour.zh}${sort.zh}`
        : `${hazard.en}, ${colour.en.toLowerCase()}: ${sort.en}`),
    responseType: [...responses[kind]],
    urgency: urgencyOf(message),
    severity: severities[level],
    certainty: certaintyOf(message),
    ...(Number.isFinite(onset) && { onset: capTime(onset) }),
    expires: capTime(expiresAt),
    senderName: around.partyName(by)[language],
    headline: exercise + headline[language],
    description: [text[language], said].filter(Boolean).join("\n"),
    parameter: parametersOf(message),
    area: areasOf(message, language, around),
  };
};

/** The note names the exercise in everything that belongs to one (data dictionary, `status`). */
const noteOf = ({ isExercise, title }: MessageToWrite["incident"], said?: string): Pick<CapAlert, "note"> => {
  const note = [isExercise ? exerciseWords.zh + title : "", said].filter(Boolean).join("\n");
  return note ? { note } : {};
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
    ...noteOf(incident),
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
  ...noteOf(receipt.incident, receipt.note),
  references: referenceTo(receipt.answers),
  incidents: receipt.incident.id,
});
