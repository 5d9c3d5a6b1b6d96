import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { ClauseRef, Digest, Recorded } from "#protocol/event.ts";
import type { Level } from "../alerts/level.ts";
import {
  incidentIdOf,
  type ArrivalWord,
  type EscalationStep,
  type GivenTask,
  type IncidentEventOf,
  type IncidentFact,
  type TierWord,
} from "./events.ts";
import type { MessageKind } from "./response-plan.ts";

export type Receipt = {
  party: Party;
  at: Instant;
  officer: string;
  note?: string;
  cap: string;
  event: Digest;
};
/** Recorded by the sender: these had not confirmed by then. A receipt that comes later overrules it. */
export type Unanswered = {
  at: Instant;
  parties: Party[];
  step: number;
  to: { zh: string; en: string };
  event: Digest;
};

export type Message = {
  event: Digest;
  kind: MessageKind;
  by: Party;
  at: Instant;
  level: Level;
  to: Party[];
  headline?: string;
  text: string;
  receiptBy: Instant;
  facts: IncidentFact[];
  arrivals: ArrivalWord[];
  tiers?: TierWord[];
  officer: string;
  cap: string;
  receipts: Receipt[];
  unanswered: Unanswered[];
};

/** A task, and the message that gave it if the level was raised meanwhile. */
export type Task = GivenTask & { givenBy?: Digest };

export type TaskDone = {
  task: string;
  party: Party;
  at: Instant;
  note: string;
  officer: string;
  event: Digest;
};

/** An incident as its events say, folded. The same on every node that holds the same events. */
export type Incident = {
  id: string;
  holder: Party;
  clause: ClauseRef | null;
  parties: Party[];
  network: string;
  plan: string;
  group?: string;
  station?: string;
  title: string;
  level: Level;
  isExercise: boolean;
  isSample: boolean;
  openedAt: Instant;
  openedBy: string;
  opened: Digest;
  endedAt?: Instant;
  facts: IncidentFact[];
  upstream: Party[];
  downstream: Party[];
  tasks: Task[];
  escalation: EscalationStep[];
  messages: Message[];
  done: TaskDone[];
};

type Refused = "EVENT_NOT_NOW";
const notNow = (zh: string, en: string) => refuse("EVENT_NOT_NOW" as const, { zh, en });

type Opened = IncidentEventOf<"monitoring.incident-opened">;
type Sent = IncidentEventOf<"monitoring.message-sent">;
type Ended = IncidentEventOf<"monitoring.incident-ended">;
type Confirmed = IncidentEventOf<"monitoring.message-confirmed">;
type NotAnswered = IncidentEventOf<"monitoring.message-unanswered">;
type Done = IncidentEventOf<"monitoring.task-done">;

const open = (id: string, { event, digest, author }: Recorded, data: Opened): Incident => ({
  id,
  holder: author,
  clause: event.clause ?? null,
  parties: event.audience === "public" ? [author] : [...event.audience],
  network: data.network,
  plan: data.plan,
  ...(data.group && { group: data.group }),
  ...(data.station && { station: data.station }),
  title: data.title,
  level: data.level,
  isExercise: data.exercise ?? false,
  isSample: data.sample ?? false,
  openedAt: event.time,
  openedBy: data.officer,
  opened: digest,
  facts: data.facts,
  upstream: data.upstream,
  downstream: data.downstream,
  tasks: data.tasks,
  escalation: data.escalation,
  messages: [],
  done: [],
});

/** What the newest message says; as they are kept by time, every node comes to the same level. */
const levelNow = (opened: Level, messages: readonly Message[]): Level =>
  messages.findLast(({ kind }) => kind !== "end")?.level ?? opened;

/** Two messages may give the same task at once: the earlier clock holds, on every node. */
const withTasks = (before: readonly Task[], given: readonly Task[]): Task[] => {
  const later = new Map<string, Task>();
  for (const task of [...before.filter(({ givenBy }) => givenBy), ...given]) {
    const known = later.get(task.id);
    if (!known || task.by + task.givenBy! < known.by + known.givenBy!) later.set(task.id, task);
  }
  const first = before.filter(({ givenBy }) => !givenBy);
  for (const { id } of first) later.delete(id);
  return [...first, ...[...later.values()].sort((a, b) => (a.by + a.id < b.by + b.id ? -1 : 1))];
};

/** Words of different parties arrive in any order: kept by time, so every node lists the same. */
const byTime = <T extends { at: Instant; event: Digest }>(list: readonly T[], one: T): T[] =>
  [...list, one].sort((a, b) => (a.at < b.at || (a.at === b.at && a.event < b.event) ? -1 : 1));

const send = (
  incident: Incident,
  { event, digest, author }: Recorded,
  data: Sent | Ended,
  kind: MessageKind,
): Outcome<Incident, Refused> => {
  // What others said while the end was on its way to them belongs to it: every node keeps it.
  if (incident.endedAt && author === incident.holder) return notNow("事件已经解除", "the incident is over");
  if (data.to.includes(author)) return notNow("不能发给自己", "it is sent to oneself");
  if (!data.to.every((party) => incident.parties.includes(party)))
    return notNow("收报方不是协议缔约方", "it is sent to somebody who is no party");
  if (data.receiptBy <= event.time)
    return notNow("回执时限已过", "the deadline for receipts is over already");
  const { level, to, text, receiptBy, cap, officer } = data;
  const rest: Pick<Sent, "facts" | "arrivals" | "tiers" | "tasks"> =
    kind === "end" ? { facts: [], arrivals: [] } : (data as Sent);
  const message: Message = {
    event: digest,
    kind,
    by: author,
    at: event.time,
    level,
    to,
    text,
    receiptBy,
    officer,
    cap,
    ...("headline" in data && { headline: data.headline as string }),
    facts: rest.facts,
    arrivals: rest.arrivals,
    ...(rest.tiers && { tiers: rest.tiers }),
    receipts: [],
    unanswered: [],
  };
  const messages = byTime(incident.messages, message);
  return done({
    ...incident,
    level: levelNow(incident.level, messages),
    messages,
    tasks: withTasks(
      incident.tasks,
      (rest.tasks ?? []).map((task) => ({ ...task, givenBy: digest })),
    ),
    ...(kind === "end" && { endedAt: event.time }),
  });
};

const withMessage = (incident: Incident, message: Message): Incident => ({
  ...incident,
  messages: incident.messages.map((one) => (one.event === message.event ? message : one)),
});

const confirm = (
  incident: Incident,
  { event, digest, author }: Recorded,
  { note, cap, officer }: Confirmed,
): Outcome<Incident, Refused> => {
  const message = incident.messages.find((one) => one.event === event.about);
  if (!message) return notNow("没有这份报文", "there is no such message");
  if (!message.to.includes(author))
    return notNow("报文没有发给本方", "the message was not sent to this party");
  if (hasConfirmed(message, author)) return notNow("已经回执", "it was confirmed already");
  const one: Receipt = { party: author, at: event.time, officer, cap, event: digest, ...(note && { note }) };
  return done(withMessage(incident, { ...message, receipts: byTime(message.receipts, one) }));
};

const leaveUnanswered = (
  incident: Incident,
  { event, digest, author }: Recorded,
  { parties, step, to }: NotAnswered,
): Outcome<Incident, Refused> => {
  const message = incident.messages.find((one) => one.event === event.about);
  if (!message || message.by !== author) return notNow("不是本方的报文", "it is no message of this party");
  if (event.time < message.receiptBy) return notNow("回执时限未到", "the deadline has not come");
  if (!parties.every((party) => message.to.includes(party)))
    return notNow("报文没有发给该方", "the message was not sent to that party");
  const one: Unanswered = { at: event.time, parties, step, to, event: digest };
  return done(withMessage(incident, { ...message, unanswered: byTime(message.unanswered, one) }));
};

const finishTask = (
  incident: Incident,
  { event, digest, author }: Recorded,
  { task, note, officer }: Done,
): Outcome<Incident, Refused> => {
  const given = incident.tasks.find(({ id }) => id === task);
  if (!given?.parties.includes(author)) return notNow("不是本方的任务", "it is no task of this party");
  if (findDone(incident, task, author)) return notNow("任务已经完成", "the task is done already");
  const one: TaskDone = { task, party: author, at: event.time, note, officer, event: digest };
  return done({ ...incident, done: byTime(incident.done, one) });
};

/** The incident after an event, or why the event does not fit it. Sender and receiver ask the same. */
export const next = (before: Incident | undefined, recorded: Recorded): Outcome<Incident, Refused> => {
  const id = incidentIdOf(recorded.event.subject);
  if (id === undefined) return notNow("不是事件", "it is no incident");
  const { type, data } = recorded.event;
  if (type === "monitoring.incident-opened")
    return before
      ? notNow("事件已经建立", "it was opened already")
      : done(open(id, recorded, data as Opened));
  if (!before) return notNow("没有这个事件", "there is no such incident");
  if (type === "monitoring.message-sent") return send(before, recorded, data as Sent, (data as Sent).kind);
  if (type === "monitoring.message-confirmed") return confirm(before, recorded, data as Confirmed);
  if (type === "monitoring.message-unanswered") return leaveUnanswered(before, recorded, data as NotAnswered);
  if (type === "monitoring.task-done") return finishTask(before, recorded, data as Done);
  return send(before, recorded, data as Ended, "end");
};

export const hasConfirmed = ({ receipts }: Message, party: Party): boolean =>
  receipts.some((receipt) => receipt.party === party);

export const notConfirmedBy = (message: Message): Party[] =>
  message.to.filter((party) => !hasConfirmed(message, party));

/** What is said when the next deadline passes without a receipt: who is missing, and who is told. */
export type Escalation = { parties: Party[]; step: number; to: { zh: string; en: string } };

/** When the next step of the escalation is due for a message; absent where all confirmed or no step is left. */
export const nextStep = (
  { escalation }: Pick<Incident, "escalation">,
  message: Message,
): { dueAt: Instant; escalation: Escalation } | undefined => {
  const parties = notConfirmedBy(message);
  const taken = Math.max(0, ...message.unanswered.map(({ step }) => step));
  const step = escalation[taken];
  if (parties.length === 0 || !step) return undefined;
  return {
    dueAt: new Date(Date.parse(message.receiptBy) + step.afterMinutes * 60_000).toISOString(),
    escalation: { parties, step: taken + 1, to: step.to },
  };
};

export const findDone = ({ done: all }: Incident, task: string, party: Party): TaskDone | undefined =>
  all.find((one) => one.task === task && one.party === party);
