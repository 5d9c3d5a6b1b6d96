import type { Refusal } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Calendars } from "#official/calendar.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Standings } from "#agreements/standing.ts";
import { columnsOf } from "./columns.ts";
import { next, subjectPrefix } from "./fold.ts";
import { getProcedure } from "./procedures.ts";
import { proceduresOf } from "./procedures-in-force.ts";
import { readFiles, saveFiles, type Kept } from "./store.ts";

/** What a transaction has read of the cases: asked, examined and applied without reading twice. */
const readBy = new WeakMap<Tx, Map<string, Kept | undefined>>();

const keptIn = (tx: Tx): Map<string, Kept | undefined> => {
  let kept = readBy.get(tx);
  if (!kept) readBy.set(tx, (kept = new Map()));
  return kept;
};

const idOf = ({ event }: Recorded): string => event.subject.slice(subjectPrefix.length);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The case that a subject is, if it is one. */
export const caseIdOf = (subject: string): string | undefined => {
  const id = subject.startsWith(subjectPrefix) ? subject.slice(subjectPrefix.length) : "";
  return uuid.test(id) ? id : undefined;
};
const isCase = ({ event }: Recorded): boolean => caseIdOf(event.subject) !== undefined;

/** The cases of these ids as this transaction sees them. */
export const read = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Kept | undefined>> => {
  const kept = keptIn(tx);
  const unread = ids.filter((id) => !kept.has(id));
  if (unread.length > 0) {
    const found = await readFiles(tx, unread);
    for (const id of unread) kept.set(id, found.get(id));
  }
  return kept;
};

/** This transaction changed a case by other means than an event: so it is now. */
export const keep = (tx: Tx, id: string, now: Kept | undefined): void => void keptIn(tx).set(id, now);

/** What applying asks of the node: how days are counted, and what is signed. */
export type ApplyDeps = { calendars: Calendars; agreements: { read: (tx: Tx) => Promise<Standings> } };

export const examineWith =
  (deps: ApplyDeps) =>
  async (tx: Tx, events: readonly Recorded[]): Promise<Map<Digest, Refusal>> => {
    const procedureOf = proceduresOf(await deps.agreements.read(tx));
    const refused = new Map<Digest, Refusal>();
    const kept = await read(tx, [...new Set(events.filter(isCase).map(idOf))]);
    for (const recorded of events) {
      if (!isCase(recorded)) {
        refused.set(recorded.digest, {
          code: "EVENT_NOT_NOW",
          detail: { zh: "不是办件", en: "it is no case" },
        });
        continue;
      }
      const outcome = next(kept.get(idOf(recorded))?.file, recorded, procedureOf);
      if (!outcome.ok) refused.set(recorded.digest, outcome.refusal);
    }
    return refused;
  };

/** The only code that writes cases: a whole page's events folded in order, then one statement. */
export const applyWith =
  (deps: ApplyDeps) =>
  async (tx: Tx, events: readonly Recorded[]): Promise<void> => {
    const procedureOf = proceduresOf(await deps.agreements.read(tx));
    const kept = await read(tx, [...new Set(events.map(idOf))]);
    const changed = new Map<string, Kept>();
    for (const recorded of events) {
      const id = idOf(recorded);
      const before = changed.get(id) ?? kept.get(id);
      const after = next(before?.file, recorded, procedureOf);
      if (!after.ok)
        throw new Error(`${recorded.event.type} was examined and does not fit: ${after.refusal.code}`);
      const revision = (kept.get(id)?.revision ?? 0) + 1;
      changed.set(id, { desk: {}, ...before, file: after.value, revision });
    }
    await saveFiles(
      tx,
      [...changed.values()].map(({ file, revision }) => ({
        file,
        revision,
        columns: columnsOf(file, getProcedure(procedureOf, file), deps.calendars),
      })),
    );
    for (const [id, one] of changed) kept.set(id, one);
  };
