import type { Party } from "#base/party.ts";
import { legalZone, type Instant } from "#base/time.ts";
import { hasConfirmed, type Incident, type Message } from "../incidents/incident.ts";
import { kindWords, levelWords } from "../incidents/message-words.ts";
import { listOpenSince, readIncidents } from "../incidents/store.ts";
import {
  headOf,
  newsMs,
  tellEach,
  type Round,
  type Said,
  type Step,
  type Telling,
  type Topic,
} from "./topic.ts";

/*
 * Messages of the border mechanism: whoever has to confirm one is told when it comes, when a third of the time is left and
 * when it is over; whoever sent it is told when nobody has confirmed.
 */

const sentStep = "sent";
const soonStep = "receipt soon";
const lateStep = "receipt late";
const unansweredStep = "unanswered";

/** When the last third of the time for a receipt begins. */
const soonMs = ({ at, receiptBy }: Message): number =>
  Date.parse(receiptBy) - (Date.parse(receiptBy) - Date.parse(at)) / 3;

const asked = (incident: Incident, message: Message, nowMs: number): Step[] => {
  const { event: thread, kind, level, at, receiptBy } = message;
  const told = { thread, about: incident.id };
  const isNews = (ms: number): boolean => nowMs >= ms && nowMs < ms + newsMs;
  const roles = ["duty-officer"] as const;
  // The end of an alert wakes nobody, and is confirmed in the morning.
  const how = kind === "end" ? { level: "notice" as const, worth: level } : { level };
  const lateMs = Date.parse(receiptBy);
  return [
    ...(isNews(Date.parse(at)) ? [{ ...told, ...how, step: sentStep, roles }] : []),
    ...(nowMs < lateMs && isNews(soonMs(message)) ? [{ ...told, ...how, step: soonStep, roles }] : []),
    ...(isNews(lateMs)
      ? [{ ...told, ...how, step: lateStep, roles: ["duty-officer", "supervisor"] as const }]
      : []),
  ];
};

const notAnswered = (incident: Incident, message: Message, nowMs: number): Step[] =>
  message.unanswered
    .filter(({ at }) => nowMs < Date.parse(at) + newsMs)
    .map(({ step }) => ({
      thread: message.event,
      about: incident.id,
      step: `${unansweredStep} ${step}`,
      level: message.level,
      roles: step === 1 ? ["duty-officer"] : ["duty-officer", "supervisor"],
    }));

/** What a party has to be told of an incident now. */
export const incidentSteps = (incident: Incident, here: Party, nowMs: number): Step[] =>
  incident.messages.flatMap((message) =>
    message.by === here
      ? notAnswered(incident, message, nowMs)
      : message.to.includes(here) && !hasConfirmed(message, here)
        ? asked(incident, message, nowMs)
        : [],
  );

const happened = ({ kind, level }: Message, step: string): Said => {
  const said: Said = {
    zh: `${levelWords[level].zh}${kindWords[kind].zh}`,
    en: `${levelWords[level].en}: ${kindWords[kind].en}`,
  };
  if (step === soonStep) return { zh: `${said.zh}：回执时限将到`, en: `${said.en}, receipt due soon` };
  if (step === lateStep) return { zh: `${said.zh}：回执超时`, en: `${said.en}, receipt overdue` };
  if (step !== sentStep) return { zh: `${said.zh}：未收到回执`, en: `${said.en}, no receipt` };
  return said;
};

/** `04-02 10:30` on the wall of a Chinese office. */
const legalMoment = (instant: Instant): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(legalZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .slice(5)
    .replace("T", " ");

const all = (names: readonly Said[]): Said => ({
  zh: names.map(({ zh }) => zh).join("、"),
  en: names.map(({ en }) => en).join(", "),
});

/** What waited through a night is told by the latest of its steps, and not by all of them. */
const isOvertaken = (message: Message, step: string, nowMs: number): boolean =>
  (step === sentStep && nowMs >= soonMs(message)) ||
  (step === soonStep && nowMs >= Date.parse(message.receiptBy));

const tell = (
  { here, nowMs, partyName }: Round,
  incident: Incident,
  { thread, step }: { thread: string; step: string },
): Telling | undefined => {
  const message = incident.messages.find(({ event }) => event === thread);
  if (!message) return undefined;
  const from = partyName(message.by);
  const by = legalMoment(message.receiptBy);
  const unanswered = message.unanswered.find((one) => step === `${unansweredStep} ${one.step}`);
  const missing = unanswered?.parties.filter((party) => !hasConfirmed(message, party)) ?? [];
  const who = all(missing.map(partyName));
  const headline = message.headline ?? incident.title;
  return {
    head: headOf(incident, happened(message, step)),
    title: { zh: incident.title, en: incident.title },
    lines: unanswered
      ? [
          { zh: `未回执：${who.zh}（时限 ${by}）`, en: `No receipt from ${who.en} (due ${by})` },
          { zh: `应报告：${unanswered.to.zh}`, en: `To be told: ${unanswered.to.en}` },
        ]
      : [
          { zh: `${from.zh}：${headline}`, en: `${from.en}: ${headline}` },
          { zh: `请在 ${by} 前回执`, en: `Confirm by ${by}` },
        ],
    path: `/duty/incidents/${incident.id}`,
    isMoot: unanswered
      ? missing.length === 0
      : hasConfirmed(message, here) || isOvertaken(message, step, nowMs),
  };
};

export const incidentTopic: Topic = {
  due: async ({ db, here, nowMs }) =>
    (await listOpenSince(db, new Date(nowMs - newsMs).toISOString())).flatMap((incident) =>
      incidentSteps(incident, here, nowMs),
    ),
  tell: async (round, notices) =>
    tellEach(
      notices,
      await readIncidents(
        round.db,
        notices.map(({ about }) => about),
      ),
      (incident, notice) => tell(round, incident, notice),
    ),
};
