import { sql } from "kysely";
import type { Refusal } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Draft } from "./draft.ts";

/** How much may wait to be sealed before nothing more is sent across a border: evidence is not optional. */
export type BacklogLimit = { events: number; minutes: number };
export const usualBacklog: BacklogLimit = { events: 100_000, minutes: 15 };

/** `oldest`: the first in the queue, recorded at `since`. */
export type Backlog = { events: number; oldest?: number; since?: Instant };

export const readBacklog = async (db: Db): Promise<Backlog> => {
  const { rows } = await sql<{ events: bigint; oldest: bigint | null; since: Instant | null }>`
    select q.events, q.oldest, e.body::json->>'time' as since
    from (select count(*) as events, min(seq) as oldest from exchange.queue) q
    left join exchange.event e on e.seq = q.oldest`.execute(db);
  const { events, oldest, since } = rows[0]!;
  return { events: Number(events), ...(oldest && { oldest: Number(oldest) }), ...(since && { since }) };
};

export const secondsSince = (since: Instant | undefined, now: Instant): number =>
  since === undefined ? 0 : Math.max(0, Math.round((Date.parse(now) - Date.parse(since)) / 1000));

/** Sealing takes milliseconds: an event that is old only because the clock was set is gone before this. */
const stuckMs = 5_000;

/** Why nothing may cross now, if too much waits or the oldest waits too long. */
export const backlogRefusal = (
  { events, since }: Backlog,
  limit: BacklogLimit,
  now: Instant,
  oldestSeenForMs: number,
): Refusal | undefined => {
  const seconds = secondsSince(since, now);
  const isTooOld = seconds > limit.minutes * 60 && oldestSeenForMs >= stuckMs;
  if (events <= limit.events && !isTooOld) return undefined;
  return { code: "BACKLOG", detail: { queued: events, minutes: Math.floor(seconds / 60) } };
};

const lookEveryMs = 1_000;
type Look = { at: number; refusal: Refusal | undefined; oldest: number | undefined; oldestSeenAt: number };
const looked = new WeakMap<ExchangeDeps, Look>();

/** The exchange's own words (a refusal, that nothing came) are never held up: they are answers. */
const crosses = ({ audience, type }: Draft, here: string): boolean =>
  !type.startsWith("exchange.") && (audience === "public" || audience.some((party) => party !== here));

/** Looks once a second at most, so that a stream of writers does not count for each event. */
export const barByBacklog = async (
  deps: ExchangeDeps,
  tx: Db,
  drafts: readonly Draft[],
): Promise<Refusal | undefined> => {
  if (!drafts.some((draft) => crosses(draft, deps.here))) return undefined;
  const last = looked.get(deps);
  if (last && performance.now() - last.at < lookEveryMs) return last.refusal;
  const backlog = await readBacklog(tx);
  const at = performance.now();
  const oldestSeenAt = last && last.oldest === backlog.oldest ? last.oldestSeenAt : at;
  const limit = deps.backlog ?? usualBacklog;
  const refusal = backlogRefusal(backlog, limit, deps.clock(), at - oldestSeenAt);
  looked.set(deps, { at, refusal, oldest: backlog.oldest, oldestSeenAt });
  return refusal;
};
