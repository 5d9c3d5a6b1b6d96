import { z } from "zod";
import { Party } from "#base/party.ts";
import { Attachment, Digest } from "#protocol/event.ts";
import { Begun, Reported } from "./events.ts";

const Words = z.object({ zh: z.string(), en: z.string() });
const Day = z.iso.date();
const Instant = z.iso.datetime();
const State = z.enum(["passed", "rectifying", "rechecking", "returned", "closed", "dropped"]);

export const ClockView = z.object({
  what: z.enum(["answer", "rectify", "recheck"]),
  due: Day,
  daysLeft: z.int(),
});

/** One line of a list of findings. */
export const FindingRow = z.object({
  id: z.uuid(),
  kindName: Words,
  pointName: Words,
  routeTitle: Words,
  reporter: Party,
  responsible: Party,
  holder: Party,
  state: State,
  foundAtMs: z.int(),
  photos: z.int(),
  sentBack: z.int(),
  clock: ClockView.optional(),
});
export type FindingRow = z.infer<typeof FindingRow>;

const May = z.union([
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), reason: Words }),
]);
const Act = z.enum(["take", "return", "pass", "rectify", "accept", "send-back", "drop"]);

export const FindingView = Reported.omit({ to: true, photos: true, record: true }).extend({
  id: z.uuid(),
  reportedAt: Instant,
  responsible: Party,
  passedBy: Party,
  holder: Party,
  state: State,
  recheckBy: Day.optional(),
  closedAt: Instant.optional(),
  sentBack: z.int(),
  clock: ClockView.optional(),
  /** Who will look again. */
  rechecker: Party,
  timeline: z.array(
    z.object({
      event: Digest,
      type: z.string(),
      at: Instant,
      party: Party,
      facts: z.record(z.string(), z.string()),
      names: z.record(z.string(), Words),
      photos: z.array(Attachment),
      /** The other parties that have signed that they hold it. */
      acknowledged: z.array(z.object({ party: Party, at: Instant })),
    }),
  ),
  acts: z.record(Act, May),
  returnReasons: z.array(z.object({ code: z.string(), name: Words })),
  parties: z.array(Party),
});
export type FindingView = z.infer<typeof FindingView>;

export const PatrolRow = Begun.omit({ record: true }).extend({
  id: z.uuid(),
  party: Party,
  endedAtMs: z.int().optional(),
  note: z.string().optional(),
  reached: z.array(
    z.object({ point: z.string(), pointName: Words, atMs: z.int(), awayM: z.int().optional() }),
  ),
  recordedAt: Instant,
});
export type PatrolRow = z.infer<typeof PatrolRow>;
