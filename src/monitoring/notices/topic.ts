import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { Level } from "../alerts/level.ts";
import type { Watched } from "../alerts/watched.ts";

export type NoticeRole = "duty-officer" | "supervisor";
export const topicNames = ["alert", "incident", "finding"] as const;
export type TopicName = (typeof topicNames)[number];
export type Said = { zh: string; en: string };

/** What is looked at to tell people something, read once for a round. */
export type Round = {
  db: Db;
  here: Party;
  isSample: boolean;
  now: Instant;
  nowMs: number;
  watched: Watched;
  partyName: (party: Party) => Said;
};

/** Something to tell, once to each person and way: a level that is reached, a deadline that passes, an end. */
export type Step = {
  /** What is told together; in a browser the newest of it takes the place of the one before. */
  thread: string;
  step: string;
  /** The id of what it is about. */
  about: string;
  level: Level;
  /** Of an end, which itself wakes nobody: how bad it was. Whoever wanted to hear of that hears of the end. */
  worth?: Level;
  roles: readonly NoticeRole[];
};

/** What a notice says; no names of people. */
export type Telling = {
  /** Marks and what happened: 【演练】【橙色预警】. */
  head: Said;
  title: Said;
  lines: Said[];
  path: string;
  /** There is nothing to say any more, if it was not said yet. */
  isMoot: boolean;
};

export type Queued = { id: string; about: string; thread: string; step: string; level: Level };

/** Something that people of this node are told of. */
export type Topic = {
  /** Everything there is to tell now. The same is answered each time: what was queued already is known by its step. */
  due: (round: Round) => Promise<Step[]>;
  /** What these notices say, by their ids; what they are about may be gone. */
  tell: (round: Round, notices: readonly Queued[]) => Promise<Map<string, Telling>>;
};

/** What has not changed for a day is known; a node that was away does not wake people for it. */
export const newsMs = 24 * 3_600_000;

/** 【演练】【示例】【橙色预警】 */
export const headOf = (
  { isExercise, isSample }: { isExercise?: boolean; isSample?: boolean },
  ...marks: readonly Said[]
): Said => {
  const all: Said[] = [
    ...(isExercise ? [{ zh: "演练", en: "EXERCISE" }] : []),
    ...(isSample ? [{ zh: "示例", en: "SAMPLE" }] : []),
    ...marks,
  ];
  return {
    zh: all.map(({ zh }) => `【${zh}】`).join(""),
    en: all.map(({ en }) => `[${en}]`).join(""),
  };
};

/** The notices that were answered for, by their ids. */
export const tellEach = <T>(
  notices: readonly Queued[],
  found: ReadonlyMap<string, T>,
  tell: (of: T, notice: Queued) => Telling | undefined,
): Map<string, Telling> =>
  new Map(
    notices.flatMap((notice) => {
      const of = found.get(notice.about);
      const telling = of && tell(of, notice);
      return telling ? [[notice.id, telling] as const] : [];
    }),
  );
