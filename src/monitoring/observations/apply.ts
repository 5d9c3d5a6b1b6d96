import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Standings } from "#agreements/standing.ts";
import { examinedUnder, type Room } from "../room.ts";
import { readingsIn, type Sourced } from "./batch.ts";
import { isLocalStation, localNetwork, maxAtMs, observedKind, subjectOf, type Observed } from "./events.ts";
import type { Change, StreamKey } from "./reading.ts";
import { fetch, mergeOnShelf, stretchOf, type OnShelf } from "./shelf.ts";
import { records, stationsUnder } from "./stations.ts";
import * as store from "./store.ts";

export type ApplyDeps = { agreements: { read: (tx: Tx) => Promise<Standings> } };

const dataOf = ({ event }: Recorded) => event.data as Observed;

/** A clock that is wrong by more than a day ahead would be the newest value for ever. */
export const maxAheadMs = 24 * 3_600_000;

const endOf = ({ from, steps }: Observed["blocks"][number]): number =>
  steps.reduce((at, [run, step]) => at + run * step, from);

/** What no agreement allows: another's subject or station, a property that the station does not measure, a time to come. */
const refusalOf = (recorded: Recorded, standings: Standings): Refusal | undefined => {
  const { event, author } = recorded;
  const { network, blocks } = dataOf(recorded);
  if (event.subject !== subjectOf(author, network))
    return { code: "OBSERVED_ELSEWHERE", detail: { subject: event.subject } };
  const latest = Math.min(maxAtMs, Date.parse(event.time) + maxAheadMs);
  const ahead = blocks.find((block) => endOf(block) > latest);
  if (ahead) return { code: "TIME_AHEAD", detail: { station: ahead.station } };
  const isLocal = network === localNetwork;
  const stations = isLocal || !event.clause ? undefined : stationsUnder(standings, event.clause.agreement);
  for (const { station, columns } of blocks) {
    if (isLocal && isLocalStation(station)) continue;
    const facts = stations?.get(station);
    if (facts?.network !== network) return { code: "STATION_UNKNOWN", detail: { station, network } };
    if (!records(facts, author)) return { code: "STATION_OF_OTHERS", detail: { station, party: author } };
    const property = Object.keys(columns).find((name) => !facts.measures.has(name));
    if (property !== undefined) return { code: "PROPERTY_UNKNOWN", detail: { station, property } };
  }
  return undefined;
};

/** What this transaction recorded of this node's own: asked by those who follow measurements in the same transaction. */
const changedBy = new WeakMap<Tx, Change[]>();
export const takeChanges = (tx: Tx): Change[] => {
  const changes = changedBy.get(tx) ?? [];
  changedBy.delete(tx);
  return changes;
};

type Given = { recorded: Recorded; reading: Sourced };

/** The only code that writes measurements: values of all events of a page into their streams at once. */
const apply = async (tx: Tx, events: readonly Recorded[], here: Party): Promise<void> => {
  const given = new Map<StreamKey, Given[]>();
  for (const recorded of events)
    for (const [stream, readings] of readingsIn(dataOf(recorded))) {
      const all = given.get(stream) ?? [];
      if (all.length === 0) given.set(stream, all);
      for (const reading of readings) all.push({ recorded, reading });
    }
  const stretches = [...given].map(
    ([stream, all]) => [stream, stretchOf(all.map(({ reading }) => reading))] as const,
  );
  const shelf = await fetch(tx, new Map(stretches));

  const changes: Change[] = [];
  const replaced: (Omit<store.RevisionRow, "id"> & { stream: StreamKey })[] = [];
  const merged = [...given].map(([stream, all]) => {
    const { recorded } = all[0]!;
    // Sorted here and there alike: what came for one moment stays in the order in which it came.
    const sorted = all.toSorted((a, b) => a.reading.atMs - b.reading.atMs);
    const place = { stream, network: dataOf(recorded).network, party: recorded.author };
    const merge = mergeOnShelf(
      shelf.get(stream)!,
      place,
      sorted.map(({ reading }) => reading),
    );
    for (const [
      i,
      {
        given: { atMs, value, averagingMinutes },
        state,
        before,
        ...now
      },
    ] of merge.outcomes.entries()) {
      if (state === "same") continue;
      const { recorded: by, reading } = sorted[i]!;
      if (by.author === here)
        changes.push({ stream, atMs, value, averagingMinutes, ...now, ...(before && { before }) });
      if (!before) continue;
      replaced.push({
        stream,
        atMs,
        revision: now.revision - 1,
        ...before,
        replacedAt: by.event.time,
        party: by.author,
        role: by.event.actor.role,
        department: by.event.actor.department,
        source: reading.source,
        event: by.digest,
      });
    }
    return { stream, merge };
  });

  const fresh = merged.flatMap(({ merge: { row } }) => (row.id === undefined ? [row] : []));
  const ids = await store.insertStreams(tx, fresh);
  const placed = merged.map(({ stream, merge }) => {
    const row = { ...merge.row, id: merge.row.id ?? ids.get(stream)! };
    const onShelf: OnShelf = { ...shelf.get(stream)!, row, chunks: merge.chunks };
    shelf.set(stream, onShelf);
    return { row, merge, isFresh: merge.row.id === undefined };
  });
  const moved = placed.filter(({ merge, isFresh }) => !isFresh && merge.written.length > 0);
  await store.writeSeries(
    tx,
    moved.map(({ row }) => row),
    placed.flatMap(({ row: { id }, merge }) => merge.written.map((chunk) => ({ id, chunk }))),
    placed.flatMap(({ row: { id }, merge }) => merge.removed.map((firstAtMs) => ({ id, firstAtMs }))),
  );
  const idOf = new Map(placed.map(({ row }) => [row.stream, row.id]));
  await store.insertRevisions(
    tx,
    replaced.map(({ stream, ...row }) => ({ ...row, id: idOf.get(stream)! })),
  );
  if (changes.length > 0) changedBy.set(tx, [...(changedBy.get(tx) ?? []), ...changes]);
};

export const observationRoom = (deps: ApplyDeps): Room => ({
  kinds: [observedKind],
  ...examinedUnder(deps, refusalOf),
  apply,
});
