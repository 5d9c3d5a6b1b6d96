import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import { append, kindsFor, saveMoved } from "./append.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Draft } from "./draft.ts";
import { judge, loadKnown, type Known } from "./judge.ts";
import * as parking from "./parking-store.ts";
import { readBody } from "./shape.ts";
import * as store from "./store.ts";

/** The answer to an event that was refused: to its author alone, under the clause it named. */
const refusalOf = (here: Party, { digest, author, event }: Recorded, refusal: Refusal): Draft => ({
  type: "exchange.refused",
  subject: event.subject,
  about: digest,
  audience: [here, author],
  actor: { role: "node", department: here },
  ...(event.clause && { clause: event.clause }),
  data: { code: refusal.code, detail: refusal.detail ?? {}, ...(refusal.at && { at: refusal.at }) },
});

export const answerRefused = async (
  deps: ExchangeDeps,
  tx: Tx,
  refused: readonly { recorded: Recorded; refusal: Refusal }[],
): Promise<void> => {
  // A refusal is never answered by a refusal, or two nodes that disagree would do so for ever; nor does a node that
  // brings back its own pages answer itself, or a second time what it answered on one of them.
  const others = refused.filter(
    ({ recorded }) => recorded.event.type !== "exchange.refused" && recorded.author !== deps.here,
  );
  if (others.length === 0) return;
  const answeredBefore = await store.refusedBy(tx, deps.here, [
    ...new Set(others.map(({ recorded }) => recorded.event.subject)),
  ]);
  const answers = others
    .filter(({ recorded }) => !answeredBefore.has(recorded.digest))
    .map(({ recorded, refusal }) => refusalOf(deps.here, recorded, refusal));
  const answered = await append(deps, tx, answers);
  if (!answered.ok) throw new Error(`a refusal could not be recorded: ${answered.refusal.code}`);
};

/** Answers what was refused while the own pages were brought back and is on none of them. */
export const answerParked = async (deps: ExchangeDeps, tx: Tx): Promise<void> => {
  const rows = await parking.readRefused(tx, deps.here);
  const refused = rows.flatMap(({ author, body, refusal }) => {
    const { recorded } = readBody(body, author);
    return recorded ? [{ recorded, refusal }] : [];
  });
  await answerRefused(deps, tx, refused);
};

const changesAuthority = (deps: ExchangeDeps, { event }: Recorded): boolean =>
  kindsFor(deps).get(`${event.type}/${event.version}`)?.capability.changesAuthority === true;

/** Applies peers' events in order; what does not hold is parked, and answered where it is refused. How many were parked. */
export const applyOrPark = async (
  deps: ExchangeDeps,
  tx: Tx,
  events: readonly Recorded[],
  waiting: Pick<Known, "absent" | "held"> & { anyWaiting: boolean },
  seqOf: (digest: Digest) => number,
): Promise<number> => {
  if (events.length === 0) return 0;
  const { absent, held } = waiting;
  const known = await loadKnown(tx, events, { absent, held });
  const before = new Map(known.subjects);
  const verdicts = await judge(
    tx,
    { kinds: kindsFor(deps), authority: deps.authority, here: deps.here },
    events,
    known,
  );
  await saveMoved(tx, before, known.subjects);

  const rows: parking.Parked[] = [];
  const refused: { recorded: Recorded; refusal: Refusal }[] = [];
  const applied: Digest[] = [];
  for (const [i, verdict] of verdicts.entries()) {
    const recorded = events[i]!;
    if (verdict.state === "applied") applied.push(recorded.digest);
    else
      rows.push({
        seq: seqOf(recorded.digest),
        author: recorded.author,
        subject: recorded.event.subject,
        verdict,
      });
    if (verdict.state === "refused") refused.push({ recorded, refusal: verdict.refusal });
  }
  await parking.insertParked(tx, rows, deps.clock());
  if (!deps.answersLater) await answerRefused(deps, tx, refused);
  if (waiting.anyWaiting || rows.length > 0) await releaseWaiting(deps, tx, applied);
  if (events.some((recorded, i) => verdicts[i]!.state === "applied" && changesAuthority(deps, recorded)))
    await takeUp(deps, tx, await parking.takeWaiting(tx, { code: "CLAUSE_AWAITED" }));
  return rows.length;
};

/** Takes up again what waited for `arrived` (events or attachments), with all that waits behind it, in its old order. */
export const releaseWaiting = async (
  deps: ExchangeDeps,
  tx: Tx,
  arrived: readonly Digest[],
): Promise<void> => {
  if (arrived.length > 0) await takeUp(deps, tx, await parking.takeWaitingFor(tx, arrived));
};

/** What waited may wait for more than one thing: its attachments are looked for again too. */
export const takeUp = async (deps: ExchangeDeps, tx: Tx, freed: readonly parking.Freed[]): Promise<void> => {
  const seqs = new Map<Digest, number>();
  const absent = new Set<Digest>();
  const events: Recorded[] = [];
  for (const { seq, author, body } of freed) {
    const { recorded, digest } = readBody(body, author);
    seqs.set(digest, seq);
    if (!recorded) continue;
    events.push(recorded);
    for (const named of recorded.event.attachments ?? [])
      if (!(await deps.attachments.has(named.digest))) absent.add(named.digest);
  }
  const waiting = { absent, held: new Set<string>(), anyWaiting: true };
  await applyOrPark(deps, tx, events, waiting, (digest) => seqs.get(digest)!);
};
