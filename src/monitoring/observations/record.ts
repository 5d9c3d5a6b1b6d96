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
type Queue = {
  calls: Call[];
  waiting: number;
  isRunning: boolean;
  /** Told of every call while somebody waits for more of them. */
  onCall: () => void;
};

/** One transaction takes about so many values; a larger call goes alone. */
const mostTogether = 50_000;
const mostWaiting = 400_000;
/** So many values are few: a transaction of twice as many takes hardly longer. */
const few = 2_000;
const longestGatherMs = 10;

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

/** Until so many calls wait, or for so long. */
const gather = async (queue: Queue, count: number, millis: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, millis);
  queue.onCall = () => queue.calls.length >= count && resolve();
  queue.onCall();
  await promise;
  queue.onCall = () => {};
  clearTimeout(timer);
};

const run = async (deps: MonitoringDeps, queue: Queue): Promise<void> => {
  queue.isRunning = true;
  let answered = 0;
  let tookMs = 0;
  for (;;) {
    // Writers who wait for an answer before they go on would share transactions by halves: whoever was answered just now
    // is waited for, about as long as it takes to come again.
    const count = answered + queue.calls.length;
    if (answered > 0 && count > 1 && queue.waiting < few)
      await gather(queue, count, Math.min(tookMs, longestGatherMs));
    if (queue.calls.length === 0) break;
    const began = performance.now();
    const calls = takeTogether(queue);
    try {
      const outcome = await recordOnce(deps, calls);
      for (const call of calls) call.answer(outcome.ok ? done(outcome.value.get(call)!) : outcome);
    } catch (fault) {
      for (const call of calls) call.fail(fault);
    }
    answered = calls.length;
    tookMs = performance.now() - began;
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
  if (!queue) queues.set(deps, (queue = { calls: [], waiting: 0, isRunning: false, onCall: () => {} }));
  if (queue.waiting > mostWaiting)
    return Promise.resolve(refuse("OBSERVATIONS_BUSY", { waiting: queue.waiting }));
  const actor = caller
    ? { role: caller.role, department: caller.department }
    : { role: "node", department: deps.here };
  queue.waiting += readings.length;
  const { promise, resolve, reject } = Promise.withResolvers<Outcome<RecordedReading[]>>();
  queue.calls.push({ readings, source, actor, answer: resolve, fail: reject });
  if (queue.isRunning) queue.onCall();
  else void run(deps, queue);
  return promise;
};
