import { done, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Draft } from "#exchange/draft.ts";
import { clauseForNetwork } from "../in-force.ts";
import type { MonitoringDeps } from "../deps.ts";
import { takeChanges } from "./apply.ts";
import { inParts, toBlocks, type Sourced } from "./batch.ts";
import { admit } from "./door.ts";
import { localNetwork, observedKind, subjectOf } from "./events.ts";
import { repeats } from "./merge.ts";
import { lookedAtBy, qualify } from "./qualify.ts";
import type { Reading, RecordedReading } from "./reading.ts";
import { fetch, findRow, type Shelf } from "./shelf.ts";
import { stationsInForce } from "./stations.ts";
import { holdRecording, readReplaced } from "./store.ts";

export type Actor = { role: string; department: string };

/** What somebody handed in. */
export type HandedIn = { readings: readonly Reading[]; source: string; actor: Actor };

/** A reading that may be recorded; quality control adds to its flags. */
type Admitted<C> = Sourced & { call: C; i: number; network: string };

/**
 * Files may hold a moment twice (the national publication corrects itself), and are imported again: what stood at that
 * moment once is nothing new when a file says it.
 */
const isFile = ({ source }: Sourced): boolean => source.startsWith("import ");

const readStoodOnce = async (
  tx: Tx,
  admitted: readonly Sourced[],
  shelf: Shelf,
): Promise<ReadonlySet<string>> => {
  const revised = admitted.filter(isFile).flatMap(({ stream, atMs }) => {
    const onShelf = shelf.get(stream);
    return onShelf?.row && (findRow(onShelf, atMs)?.revision ?? 0) > 0 ? [{ id: onShelf.row.id, atMs }] : [];
  });
  const replaced = await readReplaced(tx, revised);
  return new Set(replaced.map(({ id, atMs, value }) => `${id} ${atMs} ${value}`));
};

/** What is new among readings, in the order of their time, and what is here already. */
const sift = async <C>(
  tx: Tx,
  admitted: readonly Admitted<C>[],
  shelf: Shelf,
): Promise<{ fresh: Admitted<C>[]; echoes: Admitted<C>[] }> => {
  const stoodOnce = await readStoodOnce(tx, admitted, shelf);
  const fresh: Admitted<C>[] = [];
  const echoes: Admitted<C>[] = [];
  const newest = new Map<string, Admitted<C>>();
  for (const one of admitted) {
    const { stream, atMs, value } = one;
    const onShelf = shelf.get(stream);
    const before = newest.get(stream);
    const kept = before?.atMs === atMs ? before : findRow(onShelf, atMs);
    const stood =
      kept && stoodOnce.size > 0 && isFile(one) && stoodOnce.has(`${onShelf?.row?.id} ${atMs} ${value}`);
    if (kept && (stood || repeats(kept, one, true))) echoes.push(one);
    else {
      newest.set(stream, one);
      fresh.push(one);
    }
  }
  return { fresh, echoes };
};

const draftsFor = async (
  deps: MonitoringDeps,
  tx: Tx,
  { network, actor }: { network: string; actor: Actor },
  readings: readonly Sourced[],
): Promise<Draft[]> => {
  const standings = await deps.agreements.read(tx);
  const ask = { network, party: deps.here, power: "observe", at: deps.clock() } as const;
  const granted = network === localNetwork ? undefined : clauseForNetwork(standings, ask);
  return inParts(readings).map((part) => ({
    type: observedKind.type,
    subject: subjectOf(deps.here, network),
    data: { network, blocks: toBlocks(part) },
    audience: granted?.publishes ? "public" : [...(granted?.parties ?? [deps.here])],
    actor,
    ...(granted && { clause: granted.clause }),
  }));
};

/** One event says what one actor does to one network. */
const sayings = (said: readonly { network: string; actor: Actor; reading: Sourced }[]) => {
  const groups = new Map<string, { network: string; actor: Actor; readings: Sourced[] }>();
  for (const { network, actor, reading } of said) {
    const key = `${network} ${actor.role} ${actor.department}`;
    const group = groups.get(key);
    if (group) group.readings.push(reading);
    else groups.set(key, { network, actor, readings: [reading] });
  }
  return groups.values();
};

/** What follows from measurements failed: they must not be lost for it. */
export class FollowFailed extends Error {}

const follow = async (deps: MonitoringDeps, tx: Tx): Promise<void> => {
  const changes = takeChanges(tx);
  if (changes.length === 0) return;
  const drafts = await deps.followObserved(tx, changes).catch((fault: Error & { code?: unknown }) => {
    if (fault.code !== undefined) throw fault; // the database's own: the whole is tried again
    throw new FollowFailed(fault.message, { cause: fault });
  });
  const followed = await deps.exchange.append(tx, drafts);
  if (!followed.ok) throw new FollowFailed(followed.refusal.code);
};

/** What may be recorded of it, in the order of its time; the others are answered. */
const admitAll = <C extends Omit<HandedIn, "actor">>(
  calls: readonly C[],
  asked: Parameters<typeof admit>[1],
  refuse: (call: C, i: number, refusal: Refusal) => void,
): Admitted<C>[] => {
  const admitted: Admitted<C>[] = [];
  for (const call of calls)
    for (const [i, reading] of call.readings.entries()) {
      const { stream, atMs, value, flags = 0, averagingMinutes = 0 } = reading;
      const found = admit(reading, asked);
      if ("refusal" in found) {
        refuse(call, i, found.refusal);
        continue;
      }
      const { network } = found;
      const exact = value === 0 ? 0 : value; // no -0: JSON cannot say it
      const { source } = call;
      admitted.push({ stream, atMs, value: exact, flags, averagingMinutes, source, call, i, network });
    }
  return admitted.sort((a, b) => a.atMs - b.atMs);
};

/** What would become of a reading. */
export type Foreseen = { state: "new" | "revised" | "same" } | { state: "refused"; refusal: Refusal };

/** What recording would answer; nothing is recorded, and no quality control done. */
export const foresee = async (
  deps: MonitoringDeps,
  tx: Tx,
  call: Omit<HandedIn, "actor">,
): Promise<Foreseen[]> => {
  const now = deps.clock();
  const stations = stationsInForce(await deps.agreements.read(tx), now);
  const answers: Foreseen[] = [];
  const asked = { stations, here: deps.here, nowMs: Date.parse(now) };
  const admitted = admitAll([call], asked, (_, i, refusal) => (answers[i] = { state: "refused", refusal }));
  const shelf = await fetch(tx, lookedAtBy(admitted, new Map()));
  const { fresh, echoes } = await sift(tx, admitted, shelf);
  const seen = new Set<string>();
  for (const { stream, atMs, i } of fresh) {
    const moment = `${stream} ${atMs}`;
    const isRevision = seen.has(moment) || findRow(shelf.get(stream), atMs) !== undefined;
    answers[i] = { state: isRevision ? "revised" : "new" };
    seen.add(moment);
  }
  for (const { i } of echoes) answers[i] = { state: "same" };
  return answers;
};

/** Records what several callers handed in, in one transaction; what each of them is answered. */
export const recordTogether = async <C extends HandedIn>(
  deps: MonitoringDeps,
  tx: Tx,
  calls: readonly C[],
  { follows }: { follows: boolean },
): Promise<Outcome<Map<C, RecordedReading[]>>> => {
  await holdRecording(tx);
  const now = deps.clock();
  const nowMs = Date.parse(now);
  const stations = stationsInForce(await deps.agreements.read(tx), now);
  const answers = new Map<C, RecordedReading[]>(calls.map((call) => [call, []]));
  const admitted = admitAll(calls, { stations, here: deps.here, nowMs }, (call, i, refusal) => {
    const { stream, atMs } = call.readings[i]!;
    answers.get(call)![i] = { stream, atMs, state: "refused", refusal };
  });
  const shelf = await fetch(tx, lookedAtBy(admitted, stations));
  const { fresh, echoes } = await sift(tx, admitted, shelf);
  const again = qualify(shelf, fresh, nowMs);

  const own: Actor = { role: "node", department: deps.here };
  const drafts: Draft[] = [];
  for (const { readings, ...saying } of sayings([
    ...fresh.map((reading) => ({ reading, network: reading.network, actor: reading.call.actor })),
    ...again.map((reading) => ({ reading, network: reading.network, actor: own })),
  ]))
    drafts.push(...(await draftsFor(deps, tx, saying, readings)));
  const recorded = await deps.exchange.append(tx, drafts);
  if (!recorded.ok) return recorded;
  if (follows) await follow(deps, tx);

  const answer = ({ call, i, stream, atMs }: Admitted<C>, isSame: boolean) => {
    const { revision, flags } = findRow(shelf.get(stream), atMs)!;
    const state = isSame ? "same" : revision > 0 ? "revised" : "new";
    answers.get(call)![i] = { stream, atMs, state, revision, flags };
  };
  for (const one of fresh) answer(one, false);
  for (const one of echoes) answer(one, true);
  return done(answers);
};
