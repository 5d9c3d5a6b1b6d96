import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Level } from "../alerts/events.ts";
import { ArrivalWord, IncidentFact, TierWord } from "./events.ts";
import { MessageKind } from "./response-plan.ts";

/* What the pages see of incidents. */

const Words = z.object({ zh: z.string(), en: z.string() });
const Instant = z.string();

/** A command that may be given now, or why not: the rule that refuses it says so. */
const Command = z.object({ allowed: z.boolean(), reason: Words.optional() });
export type CommandView = z.infer<typeof Command>;

export const IncidentRow = z.object({
  id: z.uuid(),
  title: z.string(),
  network: z.string(),
  level: Level,
  isExercise: z.boolean(),
  isSample: z.boolean(),
  holder: Party,
  openedAt: Instant,
  endedAt: Instant.optional(),
  messages: z.int(),
  /** Who has messages that they have not confirmed, and whether one of them is past its deadline. */
  waitingFor: z.array(Party),
  isLate: z.boolean(),
  tasksDone: z.int(),
  tasks: z.int(),
  /** What this node itself still has to do. */
  toConfirm: z.int(),
  toDo: z.int(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

export const TaskView = z.object({
  id: z.string(),
  title: Words,
  does: Words,
  basis: Words.optional(),
  by: Instant,
  owners: z.array(
    z.object({
      party: Party,
      state: z.enum(["open", "overdue", "done", "done-late"]),
      at: Instant.optional(),
      note: z.string().optional(),
      officer: z.string().optional(),
    }),
  ),
  finish: Command,
});
export type TaskView = z.infer<typeof TaskView>;

export const MessageView = z.object({
  event: Digest,
  kind: MessageKind,
  by: Party,
  at: Instant,
  level: Level,
  to: z.array(Party),
  headline: z.string().optional(),
  text: z.string(),
  receiptBy: Instant,
  facts: z.array(IncidentFact),
  arrivals: z.array(ArrivalWord),
  tiers: z.array(TierWord).optional(),
  officer: z.string(),
  receipts: z.array(
    z.object({
      event: Digest,
      party: Party,
      at: Instant,
      officer: z.string(),
      note: z.string().optional(),
      isLate: z.boolean(),
    }),
  ),
  waitingFor: z.array(Party),
  unanswered: z.array(z.object({ at: Instant, parties: z.array(Party), step: z.int(), to: Words })),
  /** Whose node has signed, by which time, that it holds the message: arrived is not yet confirmed. */
  arrived: z.array(z.object({ party: Party, at: Instant })),
  /** The signature inside the CAP file: by a key of the sender, none (its suite has no identifier), or not holding. */
  signature: z.enum(["holds", "none", "broken"]),
  confirm: Command,
});
export type MessageView = z.infer<typeof MessageView>;

/** One line of what happened, in the order of time. */
export const IncidentLine = z.object({
  at: Instant,
  party: Party,
  what: z.enum(["opened", "sent", "confirmed", "unanswered", "done", "ended"]),
  words: Words,
  note: z.string().optional(),
});
export type IncidentLine = z.infer<typeof IncidentLine>;

export const IncidentView = IncidentRow.omit({
  messages: true,
  tasks: true,
}).extend({
  facts: z.array(IncidentFact),
  group: z.uuid().optional(),
  station: z.string().optional(),
  parties: z.array(Party),
  /** What the plan calls each party in this incident, what it proposes to say at the end, and when that may be. */
  plan: z.object({ roles: z.record(Party, Words), endSays: Words, endsWhen: Words }).optional(),
  medium: z.enum(["water", "air"]).optional(),
  arrivals: z.array(ArrivalWord),
  tiers: z.array(TierWord),
  messages: z.array(MessageView),
  tasks: z.array(TaskView),
  lines: z.array(IncidentLine),
  /** How stations and items that are named here are called. */
  names: z.record(z.string(), Words),
  send: Command,
  end: Command,
  now: Instant,
});
export type IncidentView = z.infer<typeof IncidentView>;
