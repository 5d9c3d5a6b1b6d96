import { z } from "zod";
import { Party } from "#base/party.ts";
import { Attachment, Digest, type EventKind } from "#protocol/event.ts";
import { monitoringKind } from "../event-kind.ts";
import { FoundPlace } from "./place.ts";

const AtMs = z.int().min(0).max(8_640_000_000_000_000);
const Day = z.iso.date();
const Words = z.object({ zh: z.string().max(200), en: z.string().max(200) });
const Said = z.string().min(1).max(2000);
const code = z.string().max(100);
const photos = z.array(Attachment).max(9);

/**
 * The record this event was made from: its id was given on the phone, its content is named by hash. The same record
 * sent again is known by it at every node, so nothing is ever recorded twice.
 */
export const RecordRef = z.object({ id: z.uuid(), content: Digest });
export type RecordRef = z.infer<typeof RecordRef>;

const every = { record: RecordRef, network: code };

/** What was seen, with the names it was seen under: a finding stays readable when routes change. */
export const Reported = z.object({
  ...every,
  patrol: z.uuid(),
  route: code,
  routeTitle: Words,
  sides: z.array(Party).min(2),
  kind: code,
  kindName: Words,
  point: code,
  pointName: Words,
  place: FoundPlace,
  note: z.string().max(2000),
  foundAtMs: AtMs,
  /** How far the phone's clock was ahead of the node's when it sent the record; only where it matters. */
  clockAheadMs: z.int().optional(),
  photos,
  reporter: Party,
  inspector: z.string().max(50), // number of staff, never a name
  to: Party,
  rectifyBy: Day,
  answerBy: Day.optional(), // absent where the reporter puts it right itself
});

/** Who went where: with the names as they were then. */
export const Begun = z.object({
  ...every,
  route: code,
  routeTitle: Words,
  sides: z.array(Party).min(2),
  mode: z.enum(["joint", "mutual"]),
  inspected: Party.optional(), // mutual: whose side is looked at
  inspector: z.string().max(50),
  begunAtMs: AtMs,
  clockAheadMs: z.int().optional(),
});

/** What each type of event carries. Every one names the network, so that a clause can be asked without other facts. */
export const patrolEvents = {
  "monitoring.patrol-begun": Begun.loose(),
  "monitoring.patrol-point-reached": z.looseObject({
    ...every,
    point: code,
    pointName: Words,
    atMs: AtMs,
    place: FoundPlace.optional(),
    awayM: z.int().min(0).optional(), // from the point, as the phone says
  }),
  "monitoring.patrol-ended": z.looseObject({
    ...every,
    endedAtMs: AtMs,
    note: z.string().max(2000).optional(),
  }),
  "monitoring.finding-reported": Reported.loose(),
  "monitoring.finding-taken": z.looseObject({ ...every }),
  "monitoring.finding-returned": z.looseObject({
    ...every,
    to: Party,
    reasonCode: code,
    reasonName: Words,
    reason: Said,
  }),
  "monitoring.finding-passed": z.looseObject({ ...every, to: Party, reason: Said, answerBy: Day }),
  "monitoring.finding-rectified": z.looseObject({ ...every, to: Party, what: Said, photos, recheckBy: Day }),
  "monitoring.finding-rechecked": z.discriminatedUnion("outcome", [
    z.looseObject({ ...every, outcome: z.literal("accepted"), what: z.string().max(2000), photos }),
    z.looseObject({
      ...every,
      outcome: z.literal("sent-back"),
      to: Party,
      what: Said,
      photos,
      rectifyBy: Day,
    }),
  ]),
  "monitoring.finding-dropped": z.looseObject({ ...every, reason: Said }),
} as const;
export type PatrolEventType = keyof typeof patrolEvents;
export type PatrolEventOf<T extends PatrolEventType> = z.infer<(typeof patrolEvents)[T]>;

/** Who decides next about a finding, where an event passes it on; to oneself is no passing. */
const nextHolder = ({ to, reporter }: { to?: Party; reporter?: Party }): Party | undefined =>
  to === reporter ? undefined : to;

export const patrolKinds: readonly EventKind[] = Object.entries(patrolEvents).map(([type, data]) =>
  monitoringKind(
    type,
    data,
    "patrol",
    type.startsWith("monitoring.finding-") ? { passesTo: nextHolder } : {},
  ),
);
