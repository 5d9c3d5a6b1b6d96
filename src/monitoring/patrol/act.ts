import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { dayOf, type Day, type Instant } from "#base/time.ts";
import type { Calendars } from "#official/calendar.ts";
import { dueOn, type Period } from "#official/period.ts";
import type { Attachment } from "#protocol/event.ts";
import { isOpenFor, rechecker, type FindingStep, type PatrolFinding } from "./finding.ts";
import type { ActName, FindingAct } from "./record.ts";
import type { PatrolRefusal } from "./refusals.ts";
import type { FindingKinds } from "./route.ts";

export type ActFacts = {
  finding: PatrolFinding;
  here: Party;
  now: Instant;
  parties: readonly Party[];
  kinds: Pick<FindingKinds, "limits" | "returnReasons">;
  calendars: Calendars;
};

/** What an act becomes: an event without its record, place and audience. */
export type Planned = { type: FindingStep; data: Record<string, unknown> };

const stepOf: Record<ActName, FindingStep> = {
  take: "monitoring.finding-taken",
  return: "monitoring.finding-returned",
  pass: "monitoring.finding-passed",
  rectify: "monitoring.finding-rectified",
  accept: "monitoring.finding-rechecked",
  "send-back": "monitoring.finding-rechecked",
  drop: "monitoring.finding-dropped",
};
export const actNames = Object.keys(stepOf) as ActName[];

const no = (zh: string, en: string): Outcome<undefined, PatrolRefusal> =>
  refuse("FINDING_NOT_NOW", { zh, en });

/** Whether an act may be done now: asked by the page for its buttons and by the server when it is done. */
export const mayAct = (
  { finding, here, parties }: Pick<ActFacts, "finding" | "here" | "parties">,
  act: ActName,
): Outcome<undefined, PatrolRefusal> => {
  if (finding.holder !== here) return no("现在由另一方办理", "another party acts on it now");
  const open = isOpenFor(finding, stepOf[act]);
  if (!open.ok) return open;
  if (act === "return" && finding.passedBy === here)
    return no("是本方自己记录的", "it was found by this party itself");
  if (act === "pass" && parties.every((party) => party === here))
    return no("没有可移送的一方", "there is nobody to pass it to");
  return done(undefined);
};

export const dayAfter = (now: Instant, limit: Period, calendars: Calendars): Day =>
  dueOn(dayOf(now), limit, calendars).due;

/** The rule of an act: (finding, what is said about it) → event. `photos` are those it names, as they were brought. */
export const planAct = (
  facts: ActFacts,
  act: FindingAct,
  photos: readonly Attachment[],
): Outcome<Planned, PatrolRefusal> => {
  const may = mayAct(facts, act.act);
  if (!may.ok) return may;
  const { finding, here, now, parties, kinds, calendars } = facts;
  const planned = (data: Record<string, unknown>) => done({ type: stepOf[act.act], data });
  switch (act.act) {
    case "take":
      return planned({});
    case "return": {
      const known = kinds.returnReasons.find(({ code }) => code === act.reasonCode);
      if (!known) return refuse("RETURN_REASON_UNKNOWN", { code: act.reasonCode }, "reasonCode");
      const { reasonCode, reason } = act;
      return planned({ to: finding.passedBy, reasonCode, reasonName: known.name, reason });
    }
    case "pass":
      if (act.to === here || !parties.includes(act.to))
        return refuse("RESPONSIBLE_UNKNOWN", { party: act.to }, "to");
      return planned({
        to: act.to,
        reason: act.reason,
        answerBy: dayAfter(now, kinds.limits.answer, calendars),
      });
    case "rectify":
      if (photos.length === 0) return refuse("PHOTO_NEEDED", undefined, "photos");
      return planned({
        to: rechecker(finding),
        what: act.what,
        photos,
        recheckBy: dayAfter(now, kinds.limits.recheck, calendars),
      });
    case "accept":
      return planned({ outcome: "accepted", what: act.what, photos });
    case "send-back":
      if (act.rectifyBy < dayOf(now)) return refuse("DUE_TOO_EARLY", { day: dayOf(now) }, "rectifyBy");
      return planned({
        outcome: "sent-back",
        to: finding.responsible,
        what: act.what,
        photos,
        rectifyBy: act.rectifyBy,
      });
    case "drop":
      return planned({ reason: act.reason });
  }
};
