import type { Problem } from "#base/outcome.ts";
import type { PhoneRecord } from "../../record.ts";

/** A record as the phone keeps it until the node has it, and a while longer. */
export type Entry = {
  id: string;
  record: PhoneRecord;
  /** Whose it is: only they send it. */
  personId: string;
  personName: string;
  madeAtMs: number;
  state: "waiting" | "refused" | "sent";
  tries: number;
  problem?: Pick<Problem, "code" | "zh" | "en" | "next">;
  recordedAt?: string;
};

/** Why sending rests: nothing is wrong with the record itself. */
export type Rest = "offline" | "sign-in" | "other-person" | "later";
export type AfterReply = { entry: Entry; rest?: Rest };

/** What is to be called the patrol of a record. */
export const patrolOf = ({ id, record }: Pick<Entry, "id" | "record">): string =>
  record.kind === "begin" ? id : record.patrol;

const beginOf = (entries: readonly Entry[], entry: Entry): Entry | undefined =>
  entries.find(({ id, record }) => record.kind === "begin" && id === patrolOf(entry));

/** Waits for the record that begins its patrol, which was refused. */
export const isHeldUp = (entries: readonly Entry[], entry: Entry): boolean =>
  entry.record.kind !== "begin" && beginOf(entries, entry)?.state === "refused";

/** The oldest record of this person that can go; one that was refused holds up only its own patrol. */
export const nextToSend = (entries: readonly Entry[], personId: string): Entry | undefined =>
  entries
    .filter((entry) => entry.personId === personId && entry.state === "waiting")
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .find((entry) => !isHeldUp(entries, entry));

const rests: Record<string, Rest> = {
  UNREACHABLE: "offline",
  NOT_SIGNED_IN: "sign-in",
  NOT_ALLOWED: "other-person",
  OTHER_PERSON: "other-person",
};
/** The node keeps photos for some days only: they go again. */
const photosAgain = "PHOTO_MISSING";

const firstServerFault = 500;
const tooMany = 429;

/** What became of a record that was sent. A refusal keeps it, with its reason; anything in between keeps it waiting. */
export const afterReply = (
  entry: Entry,
  reply: { ok: true; value: { recordedAt: string } } | { ok: false; problem: Problem },
): AfterReply => {
  const { problem: _, ...rest } = entry;
  const tries = entry.tries + 1;
  if (reply.ok) return { entry: { ...rest, tries, state: "sent", recordedAt: reply.value.recordedAt } };
  const { code, status, zh, en, next } = reply.problem;
  const problem = { code, zh, en, ...(next && { next }) };
  const waits: Rest | undefined =
    rests[code] ??
    (status >= firstServerFault || status === tooMany || status === 0 || code === photosAgain
      ? "later"
      : undefined);
  return waits
    ? { entry: { ...entry, tries, problem }, rest: waits }
    : { entry: { ...entry, tries, problem, state: "refused" } };
};

/** A refused record is tried once more; what was sent stays sent. */
export const tryAgain = (entry: Entry): Entry =>
  entry.state === "refused" ? { ...entry, state: "waiting" } : entry;

/** The patrol that is under way for this person: begun here and not ended here. */
export const findOpenPatrol = (
  entries: readonly Entry[],
  personId: string,
): (Entry & { record: { kind: "begin" } }) | undefined => {
  const own = entries.filter((entry) => entry.personId === personId);
  const ended = new Set(own.flatMap((entry) => (entry.record.kind === "end" ? [patrolOf(entry)] : [])));
  return own.findLast(
    (entry): entry is Entry & { record: Extract<PhoneRecord, { kind: "begin" }> } =>
      entry.record.kind === "begin" && !ended.has(entry.id),
  );
};

const keptDays = 30;
const dayMs = 86_400_000;

/** Sent records that need not be kept any longer: old, and of no patrol that is under way. */
export const outdated = (entries: readonly Entry[], nowMs: number): Entry[] => {
  const open = new Set(
    [...new Set(entries.map(({ personId }) => personId))].map((who) => findOpenPatrol(entries, who)?.id),
  );
  const unsent = new Set(entries.filter(({ state }) => state !== "sent").map(patrolOf));
  return entries.filter(
    (entry) =>
      entry.state === "sent" &&
      nowMs - entry.madeAtMs > keptDays * dayMs &&
      !open.has(patrolOf(entry)) &&
      !unsent.has(patrolOf(entry)),
  );
};

/** Photos that only sent records name may go from the phone; those of a draft may not. */
export const photosToKeep = (entries: readonly Entry[], drafted: readonly string[]): Set<string> =>
  new Set([
    ...drafted,
    ...entries.flatMap(({ state, record }) =>
      state !== "sent" && record.kind === "finding" ? record.photos : [],
    ),
  ]);
