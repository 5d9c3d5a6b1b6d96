import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import type { Tx } from "#base/tx.ts";
import type { Draft } from "#exchange/draft.ts";
import { clauseForNetwork } from "../in-force.ts";
import type { MonitoringDeps } from "../deps.ts";
import { takeChanges } from "./apply.ts";
import { inParts, toBlocks, type Sourced } from "./batch.ts";
import { admit } from "./door.ts";
import { localNetwork, observedKind, subjectOf } from "./events.ts";
import { repeats } from "./merge.ts";
import { qualify } from "./qualify.ts";
import type { Reading, RecordedReading } from "./reading.ts";
import { fetch, findRow, stretchOf, type Shelf } from "./shelf.ts";
import { stationsInForce } from "./stations.ts";
import { holdRecording, readReplaced } from "./store.ts";

/** Who hands values in, and how they came: `import sha256:…`, `sensorthings`, `mqtt`, `sample`. */
export type From = { source: string; caller?: Pick<Caller, "role" | "department"> };

type Actor = { role: string; department: string };
type Call = {
  readings: readonly Reading[];
  source: string;
  actor: Actor;
  answer: (outcome: Outcome<RecordedReading[]>) => void;
  fail: (fault: unknown) => void;
};

/** One transaction takes about so many values; a larger call goes alone. */
const mostTogether = 50_000;
const mostWaiting = 400_000;

type Admitted = { call: Call; i: number; reading: Reading; network: string };

const draftsFor = async (
  deps: MonitoringDeps,
  tx: Tx,
  network: string,
  actor: Actor,
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

/**
 * Files may hold a moment twice (the national publication corrects itself), and are imported again: what stood at that
 * moment once is nothing new when a file says it.
 */
const isFile = ({ source }: Call): boolean => source.startsWith("import ");

/** What is new among readings, in their order, and what is here already. */
const sift = async (
  tx: Tx,
  admitted: readonly Admitted[],
  shelf: Shelf,
): Promise<{ fresh: (Admitted & Sourced)[]; echoes: Admitted[] }> => {
  const revised = admitted.flatMap(({ call, reading: { stream, atMs } }) => {
    const onShelf = isFile(call) ? shelf.get(stream) : undefined;
    return onShelf?.row && (findRow(onShelf, atMs)?.revision ?? 0) > 0 ? [{ id: onShelf.row.id, atMs }] : [];
  });
  const stoodOnce = new Set(
    (await readReplaced(tx, revised)).map(({ id, atMs, value }) => `${id} ${atMs} ${value}`),
  );
  const fresh: (Admitted & Sourced)[] = [];
  const echoes: Admitted[] = [];
  const newest = new Map<string, Sourced>();
  for (const one of admitted) {
    const { stream, atMs, value, flags = 0, averagingMinutes = 0 } = one.reading;
    const given = { stream, atMs, value: value === 0 ? 0 : value, flags, averagingMinutes }; // no -0
    const key = `${stream} ${atMs}`;
    const onShelf = shelf.get(stream);
    const kept = newest.get(key) ?? findRow(onShelf, atMs);
    const stood = isFile(one.call) && stoodOnce.has(`${onShelf?.row?.id} ${atMs} ${given.value}`);
    if (kept && (stood || repeats(kept, given, true))) {
      echoes.push(one);
      continue;
    }
    const sourced = { ...one, ...given, source: one.call.source };
    newest.set(key, sourced);
    fresh.push(sourced);
  }
  return { fresh, echoes };
};

/** Records what several callers hand in, in one transaction; what each of them is answered, by call. */
const recordTogether = async (
  deps: MonitoringDeps,
  tx: Tx,
  calls: readonly Call[],
): Promise<Outcome<Map<Call, RecordedReading[]>>> => {
  await holdRecording(tx);
  const now = deps.clock();
  const nowMs = Date.parse(now);
  const stations = stationsInForce(await deps.agreements.read(tx), now);
  const answers = new Map<Call, RecordedReading[]>(calls.map((call) => [call, []]));
  const admitted: Admitted[] = [];
  for (const call of calls)
    for (const [i, reading] of call.readings.entries()) {
      const { stream, atMs } = reading;
      const found = admit(reading, { stations, here: deps.here, nowMs });
      if ("network" in found) admitted.push({ call, i, reading, network: found.network });
      else answers.get(call)![i] = { stream, atMs, state: "refused", refusal: found.refusal };
    }
  admitted.sort((a, b) => a.reading.atMs - b.reading.atMs);

  const byStream = Map.groupBy(admitted, ({ reading }) => reading.stream);
  const shelf = await fetch(
    tx,
    new Map([...byStream].map(([stream, all]) => [stream, stretchOf(all.map(({ reading }) => reading))])),
  );
  const { fresh, echoes } = await sift(tx, admitted, shelf);
  const { fresh: judged, again } = await qualify(tx, fresh, { stations, nowMs });

  const drafts: Draft[] = [];
  const own: Actor = { role: "node", department: deps.here };
  const sayings = [
    ...judged.map((reading) => ({ reading, actor: reading.call.actor })),
    ...again.map((reading) => ({ reading, actor: own })),
  ];
  const groups = Map.groupBy(
    sayings,
    ({ reading: { network }, actor }) => `${network} ${actor.role} ${actor.department}`,
  );
  for (const group of groups.values()) {
    const { reading, actor } = group[0]!;
    drafts.push(...(await draftsFor(deps, tx, reading.network, actor, group.map((one) => one.reading)))); // prettier-ignore
  }
  const recorded = await deps.exchange.append(tx, drafts);
  if (!recorded.ok) return recorded;
  const changes = takeChanges(tx);
  const follow = changes.length > 0 ? await deps.followObserved(tx, changes) : [];
  const followed = await deps.exchange.append(tx, follow);
  if (!followed.ok) return followed;

  const answer = ({ call, i, reading: { stream, atMs } }: Admitted, isSame: boolean) => {
    const { revision, flags } = findRow(shelf.get(stream), atMs)!;
    const state = isSame ? "same" : revision > 0 ? "revised" : "new";
    answers.get(call)![i] = { stream, atMs, state, revision, flags };
  };
  for (const one of judged) answer(one, false);
  for (const one of echoes) answer(one, true);
  return done(answers);
};

type Queue = { calls: Call[]; waiting: number; isRunning: boolean };
const queues = new WeakMap<MonitoringDeps, Queue>();

const takeTogether = (queue: Queue): Call[] => {
  let count = 0;
  const end = queue.calls.findIndex(({ readings }, i) => (count += readings.length) > mostTogether && i > 0);
  const taken = queue.calls.splice(0, end < 0 ? queue.calls.length : end);
  queue.waiting -= taken.reduce((sum, { readings }) => sum + readings.length, 0);
  return taken;
};

const run = async (deps: MonitoringDeps, queue: Queue): Promise<void> => {
  queue.isRunning = true;
  while (queue.calls.length > 0) {
    const calls = takeTogether(queue);
    try {
      const outcome = await deps.exchange.commit((tx) => recordTogether(deps, tx, calls));
      for (const call of calls) call.answer(outcome.ok ? done(outcome.value.get(call)!) : outcome);
    } catch (fault) {
      for (const call of calls) call.fail(fault);
    }
  }
  queue.isRunning = false;
};

/**
 * The one way in for measurements. Whoever calls while a transaction runs shares the next one, so a single value costs
 * little; a value that is here already changes nothing, another value for its moment is a new revision. Answers in the
 * order of the readings, one for each.
 */
export const record = (
  deps: MonitoringDeps,
  readings: readonly Reading[],
  { source, caller }: From,
): Promise<Outcome<RecordedReading[]>> => {
  if (readings.length === 0) return Promise.resolve(done([]));
  let queue = queues.get(deps);
  if (!queue) queues.set(deps, (queue = { calls: [], waiting: 0, isRunning: false }));
  if (queue.waiting > mostWaiting)
    return Promise.resolve(refuse("OBSERVATIONS_BUSY", { waiting: queue.waiting }));
  const actor = caller
    ? { role: caller.role, department: caller.department }
    : { role: "node", department: deps.here };
  queue.waiting += readings.length;
  const { promise, resolve, reject } = Promise.withResolvers<Outcome<RecordedReading[]>>();
  queue.calls.push({ readings, source, actor, answer: resolve, fail: reject });
  if (!queue.isRunning) void run(deps, queue);
  return promise;
};
