import { z } from "zod";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { FoundPlace } from "./place.ts";

const AtMs = z.int().min(0).max(8_640_000_000_000_000);
const Id = z.string().min(1).max(100);
/** Half a character, as a phone may cut one, is made whole: what is signed is Unicode. */
const Text = z
  .string()
  .max(2000)
  .overwrite((text) => text.toWellFormed().trim());
const Photos = z.array(Digest).max(9);

/** What a phone writes down on a patrol. The first record of a patrol gives it its id, as a finding's does. */
export const PhoneRecord = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("begin"),
    route: Id,
    mode: z.enum(["joint", "mutual"]),
    inspected: Party.optional(),
    begunAtMs: AtMs,
  }),
  z.strictObject({
    kind: z.literal("reach"),
    patrol: z.uuid(),
    point: Id,
    atMs: AtMs,
    place: FoundPlace.optional(),
  }),
  z.strictObject({
    kind: z.literal("finding"),
    patrol: z.uuid(),
    findingKind: Id,
    point: Id,
    place: FoundPlace,
    note: Text,
    foundAtMs: AtMs,
    photos: Photos,
    responsible: Party,
    rectifyBy: z.iso.date(),
  }),
  z.strictObject({
    kind: z.literal("end"),
    patrol: z.uuid(),
    endedAtMs: AtMs,
    note: Text.optional(),
  }),
]);
export type PhoneRecord = z.infer<typeof PhoneRecord>;
export type RecordOf<K extends PhoneRecord["kind"]> = Extract<PhoneRecord, { kind: K }>;

const Reason = Text.min(1);

/** What a party does about a finding it holds. */
export const FindingAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("take") }),
  z.strictObject({ act: z.literal("return"), reasonCode: Id, reason: Reason }),
  z.strictObject({ act: z.literal("pass"), to: Party, reason: Reason }),
  z.strictObject({ act: z.literal("rectify"), what: Reason, photos: Photos }),
  z.strictObject({ act: z.literal("accept"), what: Text, photos: Photos }),
  z.strictObject({
    act: z.literal("send-back"),
    what: Reason,
    photos: Photos,
    rectifyBy: z.iso.date(),
  }),
  z.strictObject({ act: z.literal("drop"), reason: Reason }),
]);
export type FindingAct = z.infer<typeof FindingAct>;
export type ActName = FindingAct["act"];

/** Two records with the same id are one record if this is the same. */
export const contentOf = (record: PhoneRecord | (FindingAct & { finding: string })): Digest =>
  sha256Hex(canonical(record));
