import type { Calendars } from "#official/calendar.ts";
import { dayNumber } from "#official/calendar-day.ts";
import { workingDaysBetween } from "#official/working-day.ts";
import { isClosed, type CaseClock, type CaseFile } from "./case-file.ts";
import { lightDays, transitYellowFrom } from "./light.ts";
import type { Procedure } from "./procedure.ts";
import type { Columns } from "./store.ts";

/** Working days from acceptance to decision; a special procedure is not counted (行政许可法 45). */
export const workdaysOf = (
  { acceptedOn, decidedOn, pauses }: CaseFile,
  calendars: Calendars,
): number | undefined => {
  if (!acceptedOn || !decidedOn) return undefined;
  const paused = pauses.reduce(
    (sum, { from, resumedOn }) =>
      sum +
      (resumedOn && dayNumber(resumedOn) > dayNumber(from)
        ? workingDaysBetween(from, resumedOn, calendars)
        : 0),
    0,
  );
  return workingDaysBetween(acceptedOn, decidedOn, calendars) - paused;
};

const isProvisional = ({ provisional, stoppedOn }: CaseClock): boolean => provisional && !stoppedOn;

export const columnsOf = (file: CaseFile, procedure: Procedure, calendars: Calendars): Columns => {
  const lights = lightDays(file, procedure, calendars);
  const step = file.clocks.completeness;
  const promised = file.clocks.promised;
  return {
    number: file.number,
    tracking_code: file.trackingCode,
    item: file.item,
    item_id: file.itemId,
    department: file.department,
    accepting: file.accepting,
    deciding: file.deciding,
    holder: file.holder,
    state: file.state,
    applicant_number: file.applicant.idNumber,
    agent_number: file.agent?.idNumber ?? null,
    submitted_at: file.submittedAt,
    received_on: file.receivedOn ?? null,
    accepted_on: file.acceptedOn ?? null,
    closed_at: file.closedAt ?? null,
    workdays: workdaysOf(file, calendars) ?? null,
    on_time: file.decidedOn && promised ? file.decidedOn <= promised.due : null,
    step_due: step && !step.stoppedOn && !isClosed(file) ? step.due : null,
    yellow_from: lights.yellowFrom ?? null,
    transit_yellow_from: transitYellowFrom(file, procedure, calendars) ?? null,
    provisional: !isClosed(file) && Object.values(file.clocks).some(isProvisional),
    red_from: lights.redFrom ?? null,
    withdrawal_asked: file.withdrawalAsked !== undefined && !isClosed(file),
    rated: file.ratings.length > 0,
    handed_event: file.handed?.event ?? null,
    last_party: file.timeline.at(-1)!.party,
  };
};
