import type { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Audience, ClauseRef, Recorded } from "#protocol/event.ts";
import { Begun, type PatrolEventOf } from "./events.ts";

export const patrolPrefix = "patrol/";

export type Reached = { point: string; pointName: { zh: string; en: string }; atMs: number; awayM?: number };

/** A patrol as its events tell it. */
export type Patrol = Omit<z.infer<typeof Begun>, "record"> & {
  id: string;
  party: Party;
  endedAtMs?: number;
  note?: string;
  reached: Reached[];
  recordedAt: Instant;
  clause?: ClauseRef;
  audience: Audience;
};

const notNow = (zh: string, en: string) => refuse("PATROL_NOT_NOW" as const, { zh, en });

const begun = ({ event, author }: Recorded): Outcome<Patrol, "PATROL_NOT_NOW"> => {
  if (event.type !== "monitoring.patrol-begun")
    return notNow("这次巡查还没有开始", "this patrol was not begun yet");
  const { record, ...data } = Begun.parse(event.data);
  if (event.subject !== `${patrolPrefix}${record.id}`)
    return notNow("巡查编号与记录不符", "the patrol is not named by its record");
  if (data.mode === "mutual" && (data.inspected === undefined || data.inspected === author))
    return notNow("互查应当检查另一方", "a mutual inspection looks at another party's side");
  return done({
    ...data,
    id: record.id,
    party: author,
    reached: [],
    recordedAt: event.time,
    ...(event.clause && { clause: event.clause }),
    audience: event.audience,
  });
};

/** The patrol after an event. What was seen on the way may come in after the end: phones send when they can. */
export const nextPatrol = (
  before: Patrol | undefined,
  recorded: Recorded,
): Outcome<Patrol, "PATROL_NOT_NOW"> => {
  if (!before) return begun(recorded);
  const { event } = recorded;
  switch (event.type) {
    case "monitoring.patrol-point-reached": {
      const { point, pointName, atMs, awayM } =
        event.data as PatrolEventOf<"monitoring.patrol-point-reached">;
      const reached = { point, pointName, atMs, ...(awayM !== undefined && { awayM }) };
      return done({ ...before, reached: [...before.reached, reached] });
    }
    case "monitoring.patrol-ended": {
      if (before.endedAtMs !== undefined) return notNow("这次巡查已经结束", "this patrol has ended already");
      const { endedAtMs, note } = event.data as PatrolEventOf<"monitoring.patrol-ended">;
      return done({ ...before, endedAtMs, ...(note && { note }) });
    }
    default:
      return notNow("这次巡查已经开始", "this patrol was begun already");
  }
};
