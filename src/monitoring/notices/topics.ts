import type { MonitoringDeps } from "../deps.ts";
import { levelAt } from "../alerts/level.ts";
import { watchedAt } from "../alerts/watched.ts";
import { alertTopic } from "./alert-topic.ts";
import { findingTopic } from "./finding-topic.ts";
import { incidentTopic } from "./incident-topic.ts";
import type { Queued, Round, Telling, Topic, TopicName } from "./topic.ts";

/** One line for each thing that people are told of. */
export const topics: Record<TopicName, Topic> = {
  alert: alertTopic,
  incident: incidentTopic,
  finding: findingTopic,
};

export const readRound = async ({
  db,
  here,
  isSample,
  clock,
  agreements,
  parties,
}: Pick<MonitoringDeps, "db" | "here" | "isSample" | "clock" | "agreements" | "parties">): Promise<Round> => {
  const now = clock();
  const names = new Map((await parties()).map(({ party, name }) => [party, name]));
  return {
    db,
    here,
    isSample,
    now,
    nowMs: Date.parse(now),
    watched: watchedAt(await agreements.read(db), now),
    partyName: (party) => {
      const { zh = party, en } = names.get(party) ?? {};
      return { zh, en: en ?? zh };
    },
  };
};

type Kept = Omit<Queued, "level"> & { topic: TopicName; level: number };

/** What notices say, whatever they are of, by their ids. */
export const tellAll = async (round: Round, notices: readonly Kept[]): Promise<Map<string, Telling>> => {
  const told = new Map<string, Telling>();
  for (const [topic, all] of Map.groupBy(notices, (one) => one.topic)) {
    const queued = all.map((one) => ({ ...one, level: levelAt(one.level)! }));
    for (const [id, telling] of await topics[topic].tell(round, queued)) told.set(id, telling);
  }
  return told;
};
