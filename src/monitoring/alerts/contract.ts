import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Because, Level, Peak } from "./events.ts";

const Instant = z.iso.datetime();
const Words = z.object({ zh: z.string(), en: z.string().optional() });

const AlertView = z.object({
  id: z.uuid(),
  party: Party,
  network: z.string(),
  rule: z.string(),
  kind: z.enum(["limit", "class", "rate", "maintenance", "silence", "arrival", "forecast"]),
  station: z.string().optional(),
  /** Of the station, or of the network. */
  name: Words,
  place: z.string(),
  group: z.uuid(),
  level: Level,
  highest: Level,
  levelWords: Words,
  /** One reading that quality control doubts: what it is if the next bears it out. */
  unverified: Level.optional(),
  isExercise: z.boolean(),
  isSample: z.boolean(),
  sinceMs: z.int(),
  raisedAt: Instant,
  changedAt: Instant,
  clearedAt: Instant.optional(),
  peak: Peak,
  because: Because,
  /** Who was asked to confirm and by when; who of them has not. */
  confirm: z.object({ parties: z.array(Party), by: Instant }).optional(),
  notConfirmedBy: z.array(Party),
  confirmations: z.array(
    z.object({ party: Party, at: Instant, level: Level, officer: z.string(), note: z.string().optional() }),
  ),
  /** Newest value of the station as this node has it. */
  lastValueAtMs: z.int().optional(),
  hasOwnConfirmed: z.boolean(),
});
export type AlertView = z.infer<typeof AlertView>;

const LineView = z.object({
  change: z.enum(["raised", "updated", "verified", "escalated", "downgraded", "unconfirmed", "cleared"]),
  at: Instant,
  atMs: z.int(),
  level: Level,
  reason: z.enum(["recovered", "corrected", "refuted", "obsolete"]).optional(),
  because: Because.optional(),
  parties: z.array(Party).optional(),
  /** Digest of the event that said it. */
  event: z.string(),
});
export type LineView = z.infer<typeof LineView>;

const Range = z.object({ low: z.number(), likely: z.number(), high: z.number() });
/** When what passed reaches a section downstream: computed here, from the network as it is signed. */
const ArrivalView = z.object({
  station: z.string(),
  name: Words,
  party: Party.optional(),
  lengthKm: z.number(),
  passage: z
    .object({
      arrivesAtMs: Range,
      peakAtMs: Range,
      endsAtMs: Range,
      peak: Range,
      certainty: z.enum(["certain", "likely", "possible"]),
    })
    .optional(),
  isVerified: z.boolean(),
});
export type ArrivalView = z.infer<typeof ArrivalView>;

const staff = ["duty-officer", "supervisor"] as const;
const params = z.object({ id: z.uuid() });

/** What the person saw when they confirmed. */
const seen = { level: Level, unverified: z.boolean().optional() };
const note = z.string().trim().min(1).max(500).optional();

export const alertContract = contract({
  listAlerts: {
    method: "GET",
    path: "/api/monitoring/alerts",
    access: staff,
    refusals: [],
    summary: { zh: "预警列表，新的在前", en: "Alerts, the newest first" },
    query: z.object({
      state: z.enum(["open", "cleared"]).optional(),
      network: z.string().max(100).optional(),
      station: z.string().max(100).optional(),
      group: z.uuid().optional(),
      after: z
        .string()
        .regex(/^\S+ \S+$/)
        .optional(),
    }),
    output: z.object({ alerts: z.array(AlertView), next: z.string().optional() }),
  },
  readAlert: {
    method: "GET",
    path: "/api/monitoring/alerts/:id",
    access: staff,
    refusals: ["ALERT_NOT_FOUND"],
    summary: {
      zh: "一个预警：依据、经过、谁已签收、预计到达下游的时间",
      en: "One alert: why, what became of it, who holds it, when it reaches the sections downstream",
    },
    params,
    output: z.object({
      alert: AlertView,
      lines: z.array(LineView),
      arrivals: z.array(ArrivalView),
      /** Whose nodes have signed that they hold the first event of it. */
      received: z.array(z.object({ party: Party, at: Instant })),
    }),
  },
  confirmAlerts: {
    method: "POST",
    path: "/api/monitoring/alerts/confirm",
    access: staff,
    refusals: ["ALERT_NOT_FOUND", "ALERT_WORSE", "ALERT_NOT_GRANTED"],
    summary: { zh: "确认预警；多个一次确认，全部或都不", en: "Confirm alerts: all of them, or none" },
    body: z.object({
      alerts: z
        .array(z.object({ id: z.uuid(), ...seen }))
        .min(1)
        .max(100),
      note,
    }),
    output: z.object({ alerts: z.array(AlertView) }),
  },
});
