import { done, type Outcome } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { RecordedReading } from "../observations/reading.ts";
import { record } from "../observations/record.ts";
import type { Asker } from "./access.ts";
import type { Entities, Views } from "./entities.ts";
import { writeEntities } from "./entity-store.ts";
import { removeExtras, writeExtras, type Moment } from "./extra-store.ts";
import type { Observed } from "./observe.ts";
import { overlay } from "./overlay.ts";
import type { supplierFinder } from "./supplier-store.ts";
import type { Work } from "./work.ts";

export type SensorThings = {
  deps: MonitoringDeps;
  entities: Entities;
  findSupplier: ReturnType<typeof supplierFinder>;
  /** How clients may reach it by MQTT, if at all. */
  mqttEndpoints: readonly string[];
  /** Told that entities changed here. */
  onEntities: Set<() => void>;
  /** Told what was said anew beside values that stay as they are: no event says it. */
  onBeside: Set<(moments: readonly Moment[]) => void>;
  /** Told of what went wrong where nobody waits for an answer. */
  onFault: (fault: unknown) => void;
};

const sourceOf = (asker: Asker, way: string): string =>
  asker.kind === "supplier" ? `${way} ${asker.name}` : way;

/** False: somebody else changed an entity in between, and what was decided does not stand any more. */
const writeEntitiesOf = async (
  { deps }: SensorThings,
  { graph }: Work,
  decidedAt: number,
): Promise<boolean> => {
  if (!graph.isChanged()) return true;
  const written = graph.written();
  const removed = graph.removed().map(({ id }) => id);
  return deps.db.transaction().execute((tx) => writeEntities(tx, decidedAt, written, removed));
};

/** What is said beside a value is kept before the value: a value never stands there without it. */
const recordObserved = async (
  sta: SensorThings,
  observed: readonly Observed[],
  asker: Asker,
  way: string,
): Promise<Outcome<RecordedReading[]>> => {
  if (observed.length === 0) return done([]);
  const { deps } = sta;
  const written = await writeExtras(
    deps.db,
    observed.flatMap(({ reading: { stream, atMs }, extra }) => (extra ? [{ stream, atMs, extra }] : [])),
  );
  const recorded = await record(
    deps,
    observed.map(({ reading }) => reading),
    { source: sourceOf(asker, way), ...(asker.kind === "person" && { caller: asker.caller }) },
  );
  if (!recorded.ok) return recorded;
  const stale = observed.filter(({ extra }, i) => !extra && recorded.value[i]!.state !== "new");
  const removed = await removeExtras(
    deps.db,
    stale.map(({ reading }) => reading),
  );
  const changed = new Set(
    recorded.value.flatMap(({ stream, atMs, state }) => (state === "same" ? [] : [`${stream} ${atMs}`])),
  );
  const beside = [...written, ...removed].filter(({ stream, atMs }) => !changed.has(`${stream} ${atMs}`));
  if (beside.length > 0) for (const tell of sta.onBeside) tell(beside);
  return recorded;
};

const mostTries = 5;

export type Undertaken<T> = { value: T; recorded: RecordedReading[] };

/**
 * Decides a request over the entities as they are known, and writes all of it or nothing of the entities. What was decided
 * on an older state, or refused on it, is decided again on the newest.
 */
export const undertake = async <T>(
  sta: SensorThings,
  { asker, way }: { asker: Asker; way: string },
  act: (work: Work, views: Views) => Promise<Outcome<T>>,
): Promise<Outcome<Undertaken<T>>> => {
  const { db, here, clock } = sta.deps;
  for (let tries = 1; ; tries++) {
    const views = await (tries === 1 ? sta.entities.known() : sta.entities.read());
    const graph = overlay(asker.kind === "anyone" ? views.open : views.all);
    const work: Work = { db, here, asker, nowMs: Date.parse(clock()), graph, observed: [], ids: [] };
    const decided = await act(work, views);
    if (!decided.ok) {
      if (tries === 1) continue;
      return decided;
    }
    if (!(await writeEntitiesOf(sta, work, views.change))) {
      if (tries < mostTries) continue;
      throw new Error("entities were changed by others all the time");
    }
    if (work.graph.isChanged()) {
      await sta.entities.read();
      for (const tell of sta.onEntities) tell();
    }
    const recorded = await recordObserved(sta, work.observed, asker, way);
    return recorded.ok ? done({ value: decided.value, recorded: recorded.value }) : recorded;
  }
};
