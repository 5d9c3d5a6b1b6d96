import type { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Attachment, Audience, ClauseRef, Digest, Recorded } from "#protocol/event.ts";
import { stateNames, type FindingState } from "./finding-state.ts";
import { Reported, type PatrolEventOf, type PatrolEventType } from "./events.ts";

export const findingPrefix = "finding/";

export type FindingEntry = {
  event: Digest;
  type: PatrolEventType;
  at: Instant;
  party: Party;
  role: string;
  /** What its sentence needs. */
  facts: Record<string, string>;
  names: Record<string, { zh: string; en: string }>;
  photos: Attachment[];
};

type Words = { zh: string; en: string };

/** A finding as its events tell it. */
export type PatrolFinding = Omit<z.infer<typeof Reported>, "to" | "photos" | "record"> & {
  id: string;
  reportedAt: Instant;
  /** Who puts it right, and who gave it to them. */
  responsible: Party;
  passedBy: Party;
  holder: Party;
  state: FindingState;
  recheckBy?: Day;
  closedAt?: Instant;
  /** How often the re-check sent it back. */
  sentBack: number;
  clause?: ClauseRef;
  audience: Audience;
  timeline: FindingEntry[];
};

const notNow = (zh: string, en: string) => refuse("FINDING_NOT_NOW" as const, { zh, en });
type NotNow = "FINDING_NOT_NOW";

/** Who looks whether it was put right: who found it, or, of what a party found on its own ground, another side. */
export const rechecker = ({
  reporter,
  responsible,
  sides,
}: Pick<PatrolFinding, "reporter" | "responsible" | "sides">): Party =>
  reporter === responsible ? (sides.find((side) => side !== responsible) ?? reporter) : reporter;

/** From which states each step goes; whose turn it is, is whoever holds the finding. */
export const steps = {
  "monitoring.finding-taken": ["passed"],
  "monitoring.finding-returned": ["passed"],
  "monitoring.finding-passed": ["passed", "rectifying", "returned"],
  "monitoring.finding-rectified": ["rectifying"],
  "monitoring.finding-rechecked": ["rechecking"],
  "monitoring.finding-dropped": ["returned"],
} as const satisfies Partial<Record<PatrolEventType, readonly FindingState[]>>;
export type FindingStep = keyof typeof steps;

/** Whether the finding is at a point where this step may be taken. */
export const isOpenFor = (finding: PatrolFinding, step: FindingStep): Outcome<undefined, NotNow> =>
  (steps[step] as readonly FindingState[]).includes(finding.state)
    ? done(undefined)
    : notNow(
        `问题现在的状态是“${stateNames[finding.state].zh}”`,
        `the finding is “${stateNames[finding.state].en}”`,
      );

const kept = ["note", "reason", "what", "outcome", "to", "rectifyBy", "answerBy", "recheckBy"] as const;

const entryOf = ({ event, digest, author }: Recorded): FindingEntry => {
  const facts: Record<string, string> = {};
  for (const name of kept) {
    const value = event.data[name];
    if (typeof value === "string" && value) facts[name] = value;
  }
  const { reasonName, photos } = event.data as { reasonName?: Words; photos?: Attachment[] };
  return {
    event: digest,
    type: event.type as PatrolEventType,
    at: event.time,
    party: author,
    role: event.actor.role,
    facts,
    names: reasonName ? { reason: reasonName } : {},
    photos: photos ?? [],
  };
};

const opened = (recorded: Recorded): Outcome<PatrolFinding, NotNow> => {
  const { event, author } = recorded;
  if (event.type !== "monitoring.finding-reported")
    return notNow("这个问题还没有记录", "this finding was not reported yet");
  const { to, photos: _, record, ...seen } = Reported.parse(event.data);
  if (seen.reporter !== author) return notNow("记录方不符", "its reporter is not who says it");
  if (event.subject !== `${findingPrefix}${record.id}`)
    return notNow("问题编号与记录不符", "the finding is not named by its record");
  if (seen.sides.every((side) => side === author))
    return notNow("路线只有一方，无人复核", "the route has one side only, so nobody could re-check it");
  const isOwn = to === author;
  return done({
    ...seen,
    id: record.id,
    reportedAt: event.time,
    responsible: to,
    passedBy: author,
    holder: to,
    state: isOwn ? "rectifying" : "passed",
    sentBack: 0,
    ...(event.clause && { clause: event.clause }),
    audience: event.audience,
    timeline: [entryOf(recorded)],
  });
};

const answered = (finding: PatrolFinding): PatrolFinding => {
  const { answerBy: _, ...rest } = finding;
  return rest;
};

const changed = (finding: PatrolFinding, recorded: Recorded): Outcome<PatrolFinding, NotNow> => {
  const { event, author } = recorded;
  const as = <T extends PatrolEventType>() => event.data as PatrolEventOf<T>;
  switch (event.type as FindingStep) {
    case "monitoring.finding-taken":
      return done({ ...answered(finding), state: "rectifying" });
    case "monitoring.finding-returned": {
      const { to } = as<"monitoring.finding-returned">();
      if (to !== finding.passedBy)
        return notNow("只能退回给移送方", "it is returned only to who passed it on");
      return done({ ...answered(finding), state: "returned", holder: to });
    }
    case "monitoring.finding-passed": {
      const { to, answerBy } = as<"monitoring.finding-passed">();
      if (to === author) return notNow("不能移送给自己", "it cannot be passed to oneself");
      return done({ ...finding, state: "passed", responsible: to, passedBy: author, holder: to, answerBy });
    }
    case "monitoring.finding-rectified": {
      const { to, recheckBy } = as<"monitoring.finding-rectified">();
      if (to !== rechecker(finding)) return notNow("应由对方复核", "another side re-checks it, not this one");
      return done({ ...finding, state: "rechecking", holder: to, recheckBy });
    }
    case "monitoring.finding-rechecked": {
      const data = as<"monitoring.finding-rechecked">();
      if (data.outcome === "accepted") return done({ ...finding, state: "closed", closedAt: event.time });
      if (data.to !== finding.responsible)
        return notNow("应退回责任方整改", "it goes back to who has to put it right");
      const { rectifyBy } = data;
      const sentBack = finding.sentBack + 1;
      return done({ ...finding, state: "rectifying", holder: data.to, rectifyBy, sentBack });
    }
    case "monitoring.finding-dropped":
      return done({ ...finding, state: "dropped", closedAt: event.time });
    default:
      return notNow("这个问题已经记录", "this finding was reported already");
  }
};

/** The finding after an event, or why the event does not fit: sender and receiver ask the same. */
export const nextFinding = (
  before: PatrolFinding | undefined,
  recorded: Recorded,
): Outcome<PatrolFinding, NotNow> => {
  if (!before) return opened(recorded);
  const { event, author } = recorded;
  if (before.holder !== author) return notNow("现在由另一方办理", "another party acts on it now");
  if (event.type in steps) {
    const open = isOpenFor(before, event.type as FindingStep);
    if (!open.ok) return open;
  }
  const after = changed(before, recorded);
  return after.ok ? done({ ...after.value, timeline: [...before.timeline, entryOf(recorded)] }) : after;
};
