import { z } from "zod";
import { Party } from "#base/party.ts";
import type { EventKind } from "#protocol/event.ts";
import { Level } from "../alerts/events.ts";
import { monitoringKind } from "../event-kind.ts";
import { MessageKind } from "./response-plan.ts";

const Id = z.string().min(1).max(100);
const Words = z.object({ zh: z.string().max(300), en: z.string().max(300) });
const Instant = z.iso.datetime({ precision: 3 });
const atMs = z.int();
const officer = z.string().max(50); // 工号, never a name

/** The measurement that it began with. */
export const IncidentFact = z.looseObject({
  station: Id,
  property: Id.optional(),
  value: z.number().optional(),
  unit: z.string().max(30).optional(),
  class: z.string().max(20).optional(),
  target: z.string().max(20).optional(),
  atMs: atMs.optional(),
  /** One reading that quality control doubts. */
  unverified: z.boolean().optional(),
});
export type IncidentFact = z.infer<typeof IncidentFact>;

/** When it is expected at a section below, as it was predicted when this was said: always a range. */
export const ArrivalWord = z.looseObject({
  station: Id,
  party: Party.optional(),
  earliestMs: atMs,
  likelyMs: atMs,
  latestMs: atMs,
  peak: z.number().optional(),
  verified: z.boolean(), // whether the parameters on the way were measured
});
export type ArrivalWord = z.infer<typeof ArrivalWord>;

/** What a party forecasts of its air, by the tiers of the regional plan, as it was when this was said. */
export const TierWord = z.looseObject({
  party: Party,
  level: Level,
  fromMs: atMs,
  toMs: atMs,
  conditions: z.array(z.object({ aqiAbove: z.number(), hours: z.number() })).max(10),
  standard: Id,
});
export type TierWord = z.infer<typeof TierWord>;

/** A task as it was given out: whose, and by when. Later amendments of the plan do not change it. */
export const GivenTask = z.looseObject({
  id: Id,
  title: Words,
  does: Words,
  parties: z.array(Party).min(1),
  minutes: z.int(),
  by: Instant,
  basis: Words.optional(),
});
export type GivenTask = z.infer<typeof GivenTask>;

/** Who is told when nobody has confirmed, so many minutes after the deadline. */
const EscalationStep = z.looseObject({ afterMinutes: z.int().min(0), to: Words });
export type EscalationStep = z.infer<typeof EscalationStep>;

/** The message itself as CAP 1.2, signed by the node's key where its suite can. */
const cap = z.string().min(1).max(60_000);

const opened = z.looseObject({
  network: Id,
  plan: Id,
  /** The first of the alerts that it gathers. */
  group: z.uuid().optional(),
  station: Id.optional(),
  title: z.string().min(1).max(200),
  level: Level,
  facts: z.array(IncidentFact).max(30),
  upstream: z.array(Party),
  downstream: z.array(Party),
  tasks: z.array(GivenTask).min(1).max(20),
  escalation: z.array(EscalationStep).min(1).max(5),
  exercise: z.boolean().optional(),
  sample: z.boolean().optional(),
  officer,
});

const message = {
  network: Id,
  level: Level,
  to: z.array(Party).min(1),
  text: z.string().min(1).max(2000),
  receiptBy: Instant,
  cap,
  officer,
};

const sent = z.looseObject({
  ...message,
  kind: MessageKind.exclude(["end"]),
  headline: z.string().min(1).max(200),
  expiresAt: Instant,
  facts: z.array(IncidentFact).max(30),
  arrivals: z.array(ArrivalWord).max(30),
  tiers: z.array(TierWord).max(10).optional(),
  /** Further tasks, where the message raises the level to one at which the plan has more of them. */
  tasks: z.array(GivenTask).max(20).optional(),
});

const confirmed = z.looseObject({ network: Id, note: z.string().min(1).max(500).optional(), cap, officer });

const unanswered = z.looseObject({
  network: Id,
  parties: z.array(Party).min(1),
  /** Which step of the plan's escalation: 1 is the first. */
  step: z.int().min(1).max(5),
  to: Words,
});

const taskDone = z.looseObject({ network: Id, task: Id, note: z.string().min(1).max(1000), officer });

/** What incidents say across the border. */
export const incidentEvents = {
  "monitoring.incident-opened": opened,
  "monitoring.message-sent": sent,
  "monitoring.message-confirmed": confirmed,
  "monitoring.message-unanswered": unanswered,
  "monitoring.task-done": taskDone,
  "monitoring.incident-ended": z.looseObject(message),
} as const;
export type IncidentEventType = keyof typeof incidentEvents;
export type IncidentEventOf<T extends IncidentEventType> = z.infer<(typeof incidentEvents)[T]>;

// The holder opens and ends; whoever is a party may warn, ask and tell. A receipt names the message it is about.
const powers = {
  "monitoring.incident-opened": { power: "warn", by: "holder" },
  "monitoring.message-sent": { power: "warn", by: "anyone" },
  "monitoring.message-confirmed": { power: "confirm", by: "anyone" },
  "monitoring.message-unanswered": { power: "warn", by: "anyone" },
  "monitoring.task-done": { power: "respond", by: "anyone" },
  "monitoring.incident-ended": { power: "warn", by: "holder" },
} as const;

export const incidentKinds: readonly EventKind[] = Object.entries(incidentEvents).map(([type, data]) => {
  const { power, by } = powers[type as IncidentEventType];
  return monitoringKind(type, data, power, { by });
});

export const incidentSubject = (id: string): string => `incident/${id}`;
const uuid = /^incident\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})$/;
/** The incident that a subject is, if it is one. */
export const incidentIdOf = (subject: string): string | undefined => uuid.exec(subject)?.[1];
