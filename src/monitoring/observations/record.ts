import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { Reading, RecordedReading } from "./reading.ts";
import { FollowFailed, recordTogether, type HandedIn } from "./record-together.ts";

/** Who hands values in, and how they came: `import sha256:…`, `sensorthings`, `mqtt`, `sample`. */
export type From = { source: string; caller?: Pick<Caller, "role" | "department"> };

type Call = HandedIn & {
  answer: (outcome: Outcome<RecordedReading[]>) => void;
  fail: (fault: unknown) => void;
};
type Queue = { calls: Call[]; waiting: number; isRunning: boolean };

/** One transaction takes about so many values; a larger call goes alone. */
const mostTogether = 50_000;
const mostWaiting = 400_000;

const queues = new WeakMap<MonitoringDeps, Queue>();

const takeTogether = (queue: Queue): Call[] => {
  let count = 0;
  const end = queue.calls.findIndex(({ readings }, i) => (count += readings.length) > mostTogether && i > 0);
  const taken = queue.calls.splice(0, end < 0 ? queue.calls.length : end);
  queue.waiting -= taken.reduce((sum, { readings }) => sum + readings.length, 0);
  return taken;
};

/** With what follows from the readings or, where that fails, without: then the audit log says so. */
const recordOnce = async (deps: MonitoringDeps, calls: readonly Call[]) => {
  const commit = (follows: boolean) =>
    deps.exchange.commit((tx) => recordTogether(deps, tx, calls, { follows }));
  try {
    return await commit(true);
  } catch (fault) {
    // A connection that broke or two writers that met are not the fault of what follows.
    if (!(fault instanceof FollowFailed) || (fault.cause as { code?: unknown }).code !== undefined)
      throw fault;
    const outcome = await commit(false);
    await deps.recordAudit(deps.db, {
      at: deps.clock(),
      outcome: "follow-failed",
      detail: { error: fault.message.slice(0, 200) },
    });
    return outcome;
  }
};

const run = async (deps: MonitoringDeps, queue: Queue): Promise<void> => {
  queue.isRunning = true;
  while (queue.calls.length > 0) {
    const calls = takeTogether(queue);
    try {
      const outcome = await recordOnce(deps, calls);
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
