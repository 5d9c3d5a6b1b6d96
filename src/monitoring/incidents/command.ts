import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import { rankOf, type Level } from "../alerts/level.ts";
import type { GivenTask, IncidentFact } from "./events.ts";
import { findDone, hasConfirmed, type Incident, type Message } from "./incident.ts";
import type { IncidentRefusal } from "./refusals.ts";
import type { MessageKind, ResponsePlan } from "./response-plan.ts";

/** Who acts, on which node, and when. */
export type Doer = { here: Party; officer: string; now: Instant };

const minuteMs = 60_000;
export const minutesAfter = (instant: Instant, minutes: number): Instant =>
  new Date(Date.parse(instant) + minutes * minuteMs).toISOString();

/** Whose task: every party's; of the one that opened it, where it began; or of those whom it reaches. */
const ownersOf = (
  side: ResponsePlan["tasks"][number]["side"],
  upstream: readonly Party[],
  downstream: readonly Party[],
): Party[] =>
  (side === "opener"
    ? [...upstream]
    : side === "affected"
      ? [...downstream]
      : [...upstream, ...downstream]
  ).sort();

/** The tasks that the plan has at a level and nobody was given yet, with their owners and clocks. */
const givenTasks = (
  plan: ResponsePlan,
  { upstream, downstream, tasks }: Pick<Incident, "upstream" | "downstream" | "tasks">,
  level: Level,
  now: Instant,
): GivenTask[] =>
  plan.tasks.flatMap(({ id, title, does, side, from, minutes, basis }) => {
    const parties = ownersOf(side, upstream, downstream);
    const isDue = (!from || rankOf(level) >= rankOf(from)) && !tasks.some((task) => task.id === id);
    return parties.length === 0 || !isDue
      ? []
      : [{ id, title, does, parties, minutes, by: minutesAfter(now, minutes), ...(basis && { basis }) }];
  });

type OpenCommand = {
  network: string;
  title: string;
  level: Level;
  group?: string;
  station?: string;
  facts: IncidentFact[];
  isExercise: boolean;
};

/** What is known when an incident is opened: the alerts it gathers, who lies below, whether it is open already. */
type OpenFacts = {
  plan: ResponsePlan;
  parties: readonly Party[];
  downstream: readonly Party[];
  gathered: readonly { isExercise: boolean }[];
  already?: { title: string };
  isSample: boolean;
};

export const openIncident = (
  facts: OpenFacts,
  command: OpenCommand,
  { here, officer, now }: Doer,
): Outcome<Record<string, unknown>, IncidentRefusal> => {
  if (facts.gathered.some(({ isExercise }) => isExercise !== command.isExercise))
    return refuse("EXERCISE_MIXED");
  if (facts.already) return refuse("ALREADY_GATHERED", { title: facts.already.title });
  const upstream = [here];
  // Where nobody is known to lie below, all the others are told: nobody is left out by a gap in the network.
  const below = facts.downstream.filter((party) => party !== here);
  const downstream = (below.length > 0 ? below : facts.parties.filter((party) => party !== here)).sort();
  const { network, title, level, group, station } = command;
  return done({
    network,
    plan: facts.plan.id,
    title,
    level,
    facts: command.facts,
    upstream,
    downstream,
    tasks: givenTasks(facts.plan, { upstream, downstream, tasks: [] }, level, now),
    escalation: facts.plan.escalation,
    officer,
    ...(group && { group }),
    ...(station && { station }),
    ...(command.isExercise && { exercise: true }),
    ...(facts.isSample && { sample: true }),
  });
};

type SendCommand = {
  kind: Exclude<MessageKind, "end">;
  level: Level;
  to: readonly Party[];
};

const ended = (zh: string, en: string) => refuse("INCIDENT_ENDED" as const, { zh, en });

const addressees = (
  incident: Incident,
  to: readonly Party[],
  here: Party,
): Outcome<Party[], IncidentRefusal> =>
  to.length > 0 && to.every((party) => party !== here && incident.parties.includes(party))
    ? done([...new Set(to)].sort())
    : refuse("ADDRESSEE_UNKNOWN", undefined, "to");

export const maySend = (incident: Incident): Outcome<true, IncidentRefusal> =>
  incident.endedAt ? ended("发报", "written about") : done(true);

/** The clocks of a message: by when it is to be confirmed, and how long it holds. */
const timesOf = (plan: ResponsePlan, kind: MessageKind, level: Level, now: Instant) => {
  const { receiptMinutes, expiresHours } = plan.messages[kind];
  return {
    receiptBy: minutesAfter(now, receiptMinutes[level]),
    expiresAt: minutesAfter(now, expiresHours * 60),
  };
};

export type Planned = { to: Party[]; receiptBy: Instant; expiresAt: Instant; follows: Message[] };
/** Of a message that raises the level: what there is to do beside. */
type PlannedMessage = Planned & { tasks: GivenTask[] };

export const sendMessage = (
  incident: Incident,
  plan: ResponsePlan,
  { kind, level, to }: SendCommand,
  { here, now }: Doer,
): Outcome<PlannedMessage, IncidentRefusal> => {
  const may = maySend(incident);
  if (!may.ok) return may;
  const known = addressees(incident, to, here);
  if (!known.ok) return known;
  const follows = incident.messages.filter((one) => one.by === here && one.kind === kind).slice(-1);
  const tasks = givenTasks(plan, incident, level, now);
  return done({ to: known.value, ...timesOf(plan, kind, level, now), follows, tasks });
};

export const mayEnd = (incident: Incident, here: Party): Outcome<true, IncidentRefusal> => {
  if (incident.endedAt) return ended("解除", "ended");
  return incident.holder === here ? done(true) : refuse("NOT_YOUR_INCIDENT");
};

/** Ends it towards every other party: whoever was told that it began is told that it is over. */
export const endIncident = (
  incident: Incident,
  plan: ResponsePlan,
  { here, now }: Doer,
): Outcome<Planned, IncidentRefusal> => {
  const may = mayEnd(incident, here);
  if (!may.ok) return may;
  return done({
    to: incident.parties.filter((party) => party !== here).sort(),
    ...timesOf(plan, "end", incident.level, now),
    follows: incident.messages.filter(({ by }) => by === here),
  });
};

export const mayConfirm = (message: Message, here: Party): Outcome<true, IncidentRefusal> => {
  if (!message.to.includes(here)) return refuse("NOT_ADDRESSED");
  return hasConfirmed(message, here) ? refuse("ALREADY_CONFIRMED") : done(true);
};

export const mayFinish = (incident: Incident, task: string, here: Party): Outcome<true, IncidentRefusal> => {
  const given = incident.tasks.find(({ id }) => id === task);
  if (!given?.parties.includes(here)) return refuse("NOT_YOUR_TASK");
  return findDone(incident, task, here) ? refuse("TASK_DONE_ALREADY") : done(true);
};
