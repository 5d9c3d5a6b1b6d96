import { refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Room } from "../room.ts";
import { patrolKinds, type RecordRef } from "./events.ts";
import { findingPrefix, nextFinding, type PatrolFinding } from "./finding.ts";
import { nextPatrol, patrolPrefix, type Patrol } from "./patrol.ts";
import {
  changedMeanwhile,
  findRecords,
  keepRecords,
  readFindings,
  readPatrols,
  saveFindings,
  savePatrols,
  type Kept,
} from "./store.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const idAfter = (prefix: string, { event: { subject } }: Recorded): string | undefined => {
  const id = subject.startsWith(prefix) ? subject.slice(prefix.length) : "";
  return uuid.test(id) ? id : undefined;
};
const recordOf = ({ event }: Recorded): RecordRef => event.data["record"] as RecordRef;

/** One sort of subject: where it is kept and how an event changes it. */
type Sort<T> = {
  prefix: string;
  types: string;
  read: (tx: Tx, ids: readonly string[]) => Promise<Map<string, Kept<T>>>;
  next: (before: T | undefined, recorded: Recorded) => Outcome<T>;
  save: (tx: Tx, files: readonly Kept<T>[]) => Promise<void>;
};
const patrols: Sort<Patrol> = {
  prefix: patrolPrefix,
  types: "monitoring.patrol-",
  read: readPatrols,
  next: nextPatrol,
  save: savePatrols,
};
const findings: Sort<PatrolFinding> = {
  prefix: findingPrefix,
  types: "monitoring.finding-",
  read: readFindings,
  next: nextFinding,
  save: saveFindings,
};

const ofSort = ({ types }: { types: string }, events: readonly Recorded[]): Recorded[] =>
  events.filter(({ event }) => event.type.startsWith(types));

const idsOf = ({ prefix }: { prefix: string }, events: readonly Recorded[]): string[] => [
  ...new Set(events.flatMap((recorded) => idAfter(prefix, recorded) ?? [])),
];

const examineSort = async <T>(
  sort: Sort<T>,
  tx: Tx,
  all: readonly Recorded[],
  refused: Map<Digest, Refusal>,
): Promise<void> => {
  const events = ofSort(sort, all);
  const kept = await sort.read(tx, idsOf(sort, events));
  for (const recorded of events) {
    const id = idAfter(sort.prefix, recorded);
    const outcome: Outcome<unknown> = id
      ? sort.next(kept.get(id)?.file, recorded)
      : refuse("PATROL_NOT_NOW", { zh: "不是巡查或问题", en: "it is no patrol and no finding" });
    if (!outcome.ok) refused.set(recorded.digest, outcome.refusal);
  }
};

const applySort = async <T>(sort: Sort<T>, tx: Tx, all: readonly Recorded[]): Promise<void> => {
  const events = ofSort(sort, all);
  const kept = await sort.read(tx, idsOf(sort, events));
  const changed = new Map<string, Kept<T>>();
  for (const recorded of events) {
    const id = idAfter(sort.prefix, recorded)!;
    const after = sort.next((changed.get(id) ?? kept.get(id))?.file, recorded);
    if (!after.ok) throw new Error(`${recorded.event.type} was examined and does not fit`);
    changed.set(id, { file: after.value, revision: (kept.get(id)?.revision ?? 0) + 1 });
  }
  await sort.save(tx, [...changed.values()]);
};

const examine = async (tx: Tx, events: readonly Recorded[]): Promise<Map<Digest, Refusal>> => {
  const refused = new Map<Digest, Refusal>();
  await examineSort(patrols, tx, events, refused);
  await examineSort(findings, tx, events, refused);
  const known = await findRecords(
    tx,
    events.map((recorded) => recordOf(recorded).id),
  );
  for (const recorded of events)
    if (known.has(recordOf(recorded).id)) refused.set(recorded.digest, { code: "RECORD_CONFLICT" });
  return refused;
};

const apply = async (tx: Tx, events: readonly Recorded[], here: Party): Promise<void> => {
  await applySort(patrols, tx, events);
  await applySort(findings, tx, events);
  const kept = await keepRecords(
    tx,
    events.map((recorded) => ({
      ...recordOf(recorded),
      subject: recorded.event.subject,
      recordedAt: recorded.event.time,
    })),
  );
  // Two requests with the same record at once: the later one is tried again and finds it known.
  if (kept < events.length && events.every(({ author }) => author === here)) throw changedMeanwhile();
};

export const patrolRoom: Room = { kinds: patrolKinds, examine, apply };
