import { z } from "zod";
import { Party } from "#base/party.ts";
import type { EventKind } from "#protocol/event.ts";
import { monitoringKind } from "../event-kind.ts";
import { levels } from "./level.ts";

const Id = z.string().min(1).max(100);
const Words = z.object({ zh: z.string().max(300), en: z.string().max(300) });
const atMs = z.int();
export const Level = z.enum(levels);

/** One value that an alert follows from, and what it was held against. */
const Fact = z.looseObject({
  property: Id.optional(),
  value: z.number().optional(),
  limit: z.number().optional(),
  unit: z.string().max(30).optional(),
  atMs: atMs.optional(),
});

/** Why: the rule as it was signed, the readings that met it, and where it matters the standard they were judged by. */
export const Because = z.looseObject({
  rule: Words, // its title: the rule may be amended while the alert is open
  basis: Words.optional(),
  facts: z.array(Fact).max(30),
  /** Since when the condition held, and which reading showed it. */
  heldFromMs: atMs,
  shownAtMs: atMs,
  standard: z.string().max(100).optional(),
  class: z.string().max(20).optional(),
  target: z.string().max(20).optional(),
  /** Of a silence: how many intervals. */
  intervals: z.number().optional(),
  /** Of a change: over how many minutes. */
  withinMinutes: z.int().optional(),
  /** Of a prediction: from where, which alert, and when it comes. */
  upstream: z
    .looseObject({ station: Id, alert: z.uuid(), earliestMs: atMs, latestMs: atMs, verified: z.boolean() })
    .optional(),
  /** Of a forecast tier: what it is forecast to reach, from when to when. */
  forecast: z
    .looseObject({
      fromMs: atMs,
      toMs: atMs,
      conditions: z.array(z.object({ aqiAbove: z.number(), hours: z.number() })).max(10),
    })
    .optional(),
});
export type Because = z.infer<typeof Because>;

export const Peak = z.looseObject({ atMs, measure: z.number() });

/** Who must have confirmed by when; asked anew when an alert gets worse. */
const Confirm = z.object({ parties: z.array(Party).min(1), by: z.iso.datetime({ precision: 3 }) });

/** Said by one reading that quality control doubts: what it is if the next bears it out. */
const unverified = Level.optional();

const raised = z.looseObject({
  network: Id,
  plan: Id,
  rule: Id,
  kind: z.enum(["limit", "class", "rate", "maintenance", "silence", "arrival", "forecast"]),
  station: Id.optional(), // a forecast tier is of the whole network
  place: Id, // river or network by which alerts are gathered
  group: z.uuid(), // the first alert of the incident that it belongs to
  level: Level,
  sinceMs: atMs,
  peak: Peak,
  because: Because,
  confirm: Confirm.optional(),
  exercise: z.boolean().optional(),
  sample: z.boolean().optional(),
  unverified,
});

const changed = z.looseObject({
  network: Id,
  change: z.enum(["updated", "verified", "escalated", "downgraded", "unconfirmed", "cleared"]),
  level: Level,
  unverified,
  atMs,
  peak: Peak.optional(),
  because: Because.optional(),
  /** Why it is milder or over; `obsolete`: the plan has no such rule any more, or what it waited for has passed. */
  reason: z.enum(["recovered", "corrected", "refuted", "obsolete"]).optional(),
  confirm: Confirm.optional(),
  /** Who had not confirmed by the deadline: recorded under signature. */
  parties: z.array(Party).optional(),
});

const confirmed = z.looseObject({
  network: Id,
  level: Level, // what the person saw: worse that comes later is not confirmed
  unverified: z.boolean().optional(), // nor is it, once it is verified
  note: z.string().min(1).max(500).optional(),
  officer: z.string().max(50), // 工号, never a name
});

/** What alerts say across the border. A change that several parties must hear of is one event with its `change`. */
const alertEvents = {
  "monitoring.alert-raised": raised,
  "monitoring.alert-changed": changed,
  "monitoring.alert-confirmed": confirmed,
} as const;
export type AlertEventType = keyof typeof alertEvents;
export type AlertEventOf<T extends AlertEventType> = z.infer<(typeof alertEvents)[T]>;

const powers = {
  "monitoring.alert-raised": { power: "warn", by: "holder" },
  "monitoring.alert-changed": { power: "warn", by: "holder" },
  "monitoring.alert-confirmed": { power: "confirm", by: "anyone" },
} as const;

export const alertKinds: readonly EventKind[] = Object.entries(alertEvents).map(([type, data]) => {
  const { power, by } = powers[type as AlertEventType];
  return monitoringKind(type, data, power, { by });
});

export const alertSubject = (id: string): string => `alert/${id}`;
const uuid = /^alert\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})$/;
/** The alert that a subject is, if it is one. */
export const alertIdOf = (subject: string): string | undefined => uuid.exec(subject)?.[1];
