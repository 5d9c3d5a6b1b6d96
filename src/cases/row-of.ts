import type { Seen, Sight } from "./view-of.ts";
import { asSeen, clocksOf, isInTransit } from "./view-of.ts";
import { isClosed, type CaseFile } from "./case-file.ts";
import { currentClock } from "./clocks.ts";
import { lightOf } from "./light.ts";
import { shownName } from "./mask.ts";
import type { CaseRow } from "./view.ts";
import { stateWordsOf } from "./words.ts";

/** What a clerk calls out: the number of the receipt of that year, else the day and the last four digits. */
const shortNumberOf = ({ number, documents }: CaseFile): string => {
  const receipt = documents.find(({ kind }) => kind === "receipt")?.number;
  const sequence = receipt && /(\d+)号$/.exec(receipt)?.[1];
  return sequence ? `${sequence}号` : `${number.slice(-8, -4)}-${number.slice(-4)}`;
};

/** A case as a line of a queue or list. */
export const rowOf = (seen: Seen, sight: Sight): CaseRow => {
  const { facts, name, acknowledgements } = seen;
  const { file, procedure, calendars, today, here } = facts;
  const waiting = isInTransit(file, here, acknowledgements);
  const current = isClosed(file) ? undefined : currentClock(file);
  const clock = clocksOf(seen, waiting).find(({ kind }) => kind === current);
  const { id, number, itemId, accepting, deciding, holder, submittedAt } = file;
  return {
    id,
    number,
    itemId,
    accepting,
    deciding,
    holder,
    submittedAt,
    waiting,
    shortNumber: shortNumberOf(file),
    itemName: file.itemName,
    applicantName:
      sight === "owner" || sight === "handling" ? file.applicant.name : shownName(file.applicant),
    state: waiting && file.state === "under-review" ? "in-transit" : file.state,
    stateWords: stateWordsOf(file, name, waiting),
    light: lightOf(asSeen(file, waiting), procedure, calendars, today),
    ...(clock && { clock }),
  };
};
