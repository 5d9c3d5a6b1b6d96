import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Authority, Barred } from "#agreements/authority.ts";
import { applyInSets } from "./apply-in-sets.ts";
import type { Capability, Kinds, KnownKind } from "./capability.ts";
import { checkShape } from "./shape.ts";
import * as store from "./store.ts";
import { linkHolderEvent, type Subject } from "./subject.ts";

export type Verdict =
  | { state: "applied" }
  | { state: "waiting"; code: string; for?: Digest; detail?: Record<string, unknown>; refusal?: Refusal }
  | { state: "refused"; refusal: Refusal };

export type Judging = { kinds: Kinds; authority: Authority; here: Party };

/** What is known before the first event is judged, and changes as events are applied or wait. */
export type Known = {
  subjects: Map<string, Subject>;
  /** Events applied here, with their subjects. */
  applied: Map<Digest, string>;
  /** Attachments that could not be had yet. */
  absent: ReadonlySet<Digest>;
  /** Subjects (see `heldKey`) on which an earlier event of the author waits; what follows waits behind it. */
  held: Set<string>;
};

export const heldKey = (author: Party, subject: string): string => `${author} ${subject}`;

const namedBy = ({ event }: Recorded): Digest[] =>
  [event.previous, event.about].filter((digest) => digest !== undefined);

/** Loads (and locks, in a fixed order) what events are judged by. */
export const loadKnown = async (
  tx: Tx,
  events: readonly Recorded[],
  waiting: Pick<Known, "absent" | "held">,
): Promise<Known> => {
  const subjects = await store.lockSubjects(
    tx,
    [...new Set(events.map(({ event }) => event.subject))].sort(),
  );
  const applied = await store.appliedAmong(tx, [...new Set(events.flatMap(namedBy))]);
  // These events are stored and not parked, yet not applied: that is what is to be judged.
  for (const { digest } of events) applied.delete(digest);
  return { subjects, applied, ...waiting };
};

/** The exchange's own words need no clause of their own: they answer an event under the clause that it named. */
const asksNoClause = ({ event, author }: Recorded, { capability }: KnownKind): boolean =>
  capability.name === "exchange" ||
  (event.audience !== "public" && event.audience.length === 1 && event.audience[0] === author);

/** The agreement, or the last signature under it, is still on its way: here it waits, its author is told no. */
const awaitClause = (refusal: Barred): Verdict => ({
  state: "waiting",
  code: "CLAUSE_AWAITED",
  detail: { ...refusal.detail, because: refusal.code },
  refusal,
});

/** Places an event among those applied, unless its capability forbids it; a linked one moves its subject on. */
const link = (
  known: Known,
  recorded: Recorded,
  { kind, capability }: KnownKind,
  forbidden: Refusal | undefined,
): Verdict => {
  const { event, digest, author } = recorded;
  if (known.held.has(heldKey(author, event.subject))) return { state: "waiting", code: "BEHIND" };
  const missing = event.attachments?.find((attachment) => known.absent.has(attachment.digest));
  if (missing) return { state: "waiting", code: "ATTACHMENT_MISSING", for: missing.digest };
  const subject = known.subjects.get(event.subject);
  if (subject?.erased && capability.name !== "exchange")
    return {
      state: "refused",
      refusal: { code: "SUBJECT_ERASED", detail: { subject: event.subject } },
    };
  if (kind.by === "anyone") {
    const about = event.about!;
    const aboutSubject = known.applied.get(about);
    // A refusal is about an event that only its author has applied.
    if (event.type !== "exchange.refused") {
      if (aboutSubject === undefined) return { state: "waiting", code: "MISSING_ABOUT", for: about };
      if (aboutSubject !== event.subject)
        return {
          state: "refused",
          refusal: { code: "ABOUT_OTHER_SUBJECT", detail: { subject: event.subject } },
        };
    }
    if (forbidden) return { state: "refused", refusal: forbidden };
    known.applied.set(digest, event.subject);
    return { state: "applied" };
  }
  const linked = linkHolderEvent(subject, recorded, kind, (previous) => known.applied.has(previous));
  if (!linked.ok) return { state: "refused", refusal: linked.refusal };
  if (linked.value.kind === "waits")
    return { state: "waiting", code: "MISSING_PREVIOUS", for: linked.value.for };
  if (forbidden) return { state: "refused", refusal: forbidden };
  known.subjects.set(event.subject, linked.value.after);
  known.applied.set(digest, event.subject);
  return { state: "applied" };
};

const looksAtState = ({ kind, capability }: KnownKind): boolean =>
  capability.examine !== undefined && capability.stateless?.has(kind.type) !== true;

/**
 * A run of events that can be asked about at once: whoever examines state sees at most one event of a subject,
 * nothing comes after an event that changes what may cross, and one that looks at everything stands alone.
 */
const nextWave = (kinds: Kinds, events: readonly Recorded[], from: number): number => {
  const examined = new Map<string, boolean>();
  for (let i = from; i < events.length; i++) {
    const { event } = events[i]!;
    const known = kinds.get(`${event.type}/${event.version}`);
    if (known?.capability.judgedAlone) return Math.max(i, from + 1);
    const examines = known !== undefined && looksAtState(known);
    const earlier = examined.get(event.subject);
    if (earlier !== undefined && (earlier || examines)) return i;
    examined.set(event.subject, examines);
    if (known?.capability.changesAuthority) return i + 1;
  }
  return events.length;
};

const examineAll = async (
  tx: Tx,
  events: readonly Recorded[],
  kinds: Kinds,
): Promise<Map<Digest, Refusal>> => {
  const byCapability = Map.groupBy(
    events,
    ({ event }) => kinds.get(`${event.type}/${event.version}`)!.capability,
  );
  const refused = new Map<Digest, Refusal>();
  for (const [{ examine }, own] of byCapability as Map<Capability, Recorded[]>)
    if (examine) for (const [digest, refusal] of await examine(tx, own)) refused.set(digest, refusal);
  return refused;
};

/** What came with an erasure, after it, is not taken either. */
const closeErased = ({ subjects }: Known, applied: readonly Recorded[]): void => {
  for (const { event } of applied) {
    if (event.type !== "exchange.erased") continue;
    const erased = event.data["subject"] as string;
    const subject = subjects.get(erased);
    if (subject) subjects.set(erased, { ...subject, erased: true });
  }
};

/**
 * Judges events in order and applies those that hold: known kind and shape, allowed by their clause, linked to what
 * is here, and not against the state of their capability. The same on the side that writes and the side that reads.
 */
export const judge = async (
  tx: Tx,
  { kinds, authority, here }: Judging,
  events: readonly Recorded[],
  known: Known,
): Promise<Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (let from = 0; from < events.length;) {
    const to = nextWave(kinds, events, from);
    const wave = events.slice(from, to);
    const shapes = wave.map((recorded) => checkShape(kinds, recorded));
    const crossing = wave.filter((recorded, i) => {
      const shape = shapes[i]!;
      return "kind" in shape && !asksNoClause(recorded, shape);
    });
    const barred = crossing.length ? await authority.mayCross(tx, crossing) : new Map<Digest, Barred>();

    const examinable = (i: number, byState: boolean): boolean => {
      const shape = shapes[i]!;
      return "kind" in shape && looksAtState(shape) === byState;
    };
    const alone = wave.filter(({ digest }, i) => examinable(i, false) && !barred.has(digest));
    const forbidden = await examineAll(tx, alone, kinds);

    const before = new Map(wave.map(({ event }) => [event.subject, known.subjects.get(event.subject)]));
    const waveVerdicts = wave.map((recorded, i): Verdict => {
      const shape = shapes[i]!;
      const barredBy = barred.get(recorded.digest);
      if (barredBy && !barredBy.mayBeLifted) return { state: "refused", refusal: barredBy };
      const verdict = barredBy
        ? awaitClause(barredBy)
        : "state" in shape
          ? shape
          : link(known, recorded, shape, forbidden.get(recorded.digest));
      if (verdict.state === "waiting") known.held.add(heldKey(recorded.author, recorded.event.subject));
      return verdict;
    });
    const linked = wave.filter((_, i) => waveVerdicts[i]!.state === "applied" && examinable(i, true));
    const against = await examineAll(tx, linked, kinds);
    for (const [i, recorded] of wave.entries()) {
      const refusal = against.get(recorded.digest);
      if (!refusal) continue;
      waveVerdicts[i] = { state: "refused", refusal };
      known.applied.delete(recorded.digest);
      // Examined subjects occur once in a wave, so stepping back undoes this event alone.
      const subject = before.get(recorded.event.subject);
      if (subject) known.subjects.set(recorded.event.subject, subject);
      else known.subjects.delete(recorded.event.subject);
    }
    const applied = wave.filter((_, i) => waveVerdicts[i]!.state === "applied");
    await applyInSets(tx, kinds, applied, here);
    closeErased(known, applied);
    verdicts.push(...waveVerdicts);
    from = to;
  }
  return verdicts;
};
