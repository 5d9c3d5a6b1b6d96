import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import { alertIdOf, type AlertEventOf, type Because } from "./events.ts";
import { isWorse, rankOf, type Level } from "./level.ts";

type Raised = AlertEventOf<"monitoring.alert-raised">;
type Changed = AlertEventOf<"monitoring.alert-changed">;
type Confirmed = AlertEventOf<"monitoring.alert-confirmed">;

export type Confirmation = {
  party: Party;
  at: Instant;
  level: Level;
  isOfUnverified?: boolean;
  officer: string;
  note?: string;
  event: Digest;
};

/** One line of what became of an alert. */
export type AlertLine = {
  change: "raised" | Changed["change"];
  at: Instant; // when it was said
  atMs: number; // the reading that it follows from
  level: Level;
  event: Digest;
  reason?: Changed["reason"];
  because?: Because;
  parties?: Party[];
};

/** An alert as its events say, folded. The same on every node. */
export type Alert = {
  id: string;
  party: Party;
  network: string;
  plan: string;
  rule: string;
  kind: Raised["kind"];
  station?: string;
  place: string;
  group: string;
  isExercise: boolean;
  isSample: boolean;
  level: Level;
  highest: Level;
  /** Only one reading says so, and quality control doubts it: what it is if the next bears it out. */
  unverified?: Level;
  sinceMs: number;
  raisedAt: Instant;
  changedAt: Instant;
  clearedAt?: Instant;
  clearedAtMs?: number;
  peak: { atMs: number; measure: number };
  because: Because;
  confirm?: { parties: Party[]; by: Instant };
  confirmations: Confirmation[];
  lines: AlertLine[];
};

/** One at a time of the same rule at the same place; exercises beside what is real. */
export const keyOf = (alert: Pick<Alert, "party" | "plan" | "rule" | "station" | "isExercise">): string =>
  [alert.party, alert.plan, alert.rule, alert.station ?? "", alert.isExercise ? "exercise" : ""].join("|");

const eventNotNow = (zh: string, en: string) => refuse("EVENT_NOT_NOW" as const, { zh, en });

const raise = (id: string, { event, digest, author }: Recorded, data: Raised): Alert => {
  const {
    network,
    plan,
    rule,
    kind,
    station,
    place,
    group,
    level,
    unverified,
    sinceMs,
    peak,
    because,
    confirm,
  } = data;
  return {
    id,
    party: author,
    network,
    plan,
    rule,
    kind,
    ...(station !== undefined && { station }),
    place,
    group,
    isExercise: data.exercise ?? false,
    isSample: data.sample ?? false,
    level,
    highest: level,
    ...(unverified && { unverified }),
    sinceMs,
    raisedAt: event.time,
    changedAt: event.time,
    peak,
    because,
    ...(confirm && { confirm }),
    confirmations: [],
    lines: [{ change: "raised", at: event.time, atMs: because.shownAtMs, level, event: digest, because }],
  };
};

const change = (alert: Alert, { event, digest }: Recorded, data: Changed): Alert => {
  const { change: what, level, atMs, peak, because, reason, confirm, parties } = data;
  const { unverified: before, ...rest } = alert;
  const isAsBefore = what === "unconfirmed" || what === "cleared"; // they say nothing of the readings
  const unverified = isAsBefore ? before : data.unverified;
  return {
    ...rest,
    ...(unverified && { unverified }),
    level,
    highest: isWorse(level, alert.highest) ? level : alert.highest,
    changedAt: event.time,
    ...(peak && { peak }),
    ...(because && { because }),
    ...(confirm && { confirm }),
    ...(what === "cleared" && { clearedAt: event.time, clearedAtMs: atMs }),
    lines: [
      ...alert.lines,
      {
        change: what,
        at: event.time,
        atMs,
        level,
        event: digest,
        ...(reason && { reason }),
        ...(because && { because }),
        ...(parties && { parties }),
      },
    ],
  };
};

const confirm = (alert: Alert, { event, digest, author }: Recorded, data: Confirmed): Alert => {
  const { level, unverified, officer, note } = data;
  const one: Confirmation = {
    party: author,
    at: event.time,
    level,
    officer,
    event: digest,
    ...(unverified && { isOfUnverified: unverified }),
    ...(note && { note }),
  };
  return { ...alert, confirmations: [...alert.confirmations, one] };
};

/** The alert after an event, or why the event does not fit it. Sender and receiver ask the same. */
export const next = (before: Alert | undefined, recorded: Recorded): Outcome<Alert, "EVENT_NOT_NOW"> => {
  const id = alertIdOf(recorded.event.subject);
  if (id === undefined) return eventNotNow("不是预警", "it is no alert");
  const { type, data } = recorded.event;
  if (type === "monitoring.alert-raised")
    return before
      ? eventNotNow("预警已经发出", "it was raised already")
      : done(raise(id, recorded, data as Raised));
  if (!before) return eventNotNow("没有这个预警", "there is no such alert");
  if (type === "monitoring.alert-confirmed") return done(confirm(before, recorded, data as Confirmed));
  if (before.clearedAt) return eventNotNow("预警已经解除", "the alert is over");
  return done(change(before, recorded, data as Changed));
};

/** Whether a party has confirmed what the alert is now: a confirmed yellow is no confirmed red, and a doubt no fact. */
export const hasConfirmed = ({ confirmations, level, unverified }: Alert, party: Party): boolean =>
  confirmations.some(
    (one) =>
      one.party === party &&
      rankOf(one.level) >= rankOf(level) &&
      (unverified !== undefined || !one.isOfUnverified),
  );

/** Whether it ended because it never was so: nothing of it is on its way. */
export const isVoid = ({ lines }: Alert): boolean =>
  lines.some(({ change: what, reason }) => what === "cleared" && reason !== "recovered");

/** Who was asked to confirm and has not. */
export const notConfirmedBy = (alert: Alert): Party[] =>
  (alert.confirm?.parties ?? []).filter((party) => !hasConfirmed(alert, party));

/** Whether nobody's silence about this deadline has been recorded yet. */
export const isUnconfirmedUnsaid = (alert: Alert, now: Instant): boolean =>
  alert.confirm !== undefined &&
  alert.clearedAt === undefined &&
  alert.confirm.by < now &&
  !alert.lines.some(({ change: what, at }) => what === "unconfirmed" && at > alert.confirm!.by) &&
  notConfirmedBy(alert).length > 0;
