import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { ClauseRef, Digest } from "#protocol/event.ts";
import type { Agent, Applicant, Checked, Delivery, HandedIn, WrittenDue } from "./events.ts";
import type { Answers } from "./field.ts";
import type { CaseState, ClockView, DocumentKind } from "./view.ts";

export type Words = { zh: string; en: string };

/** A clock of a case: from which day to which, and when it stopped. Paused clocks have neither met nor missed yet. */
export type CaseClock = WrittenDue & { startOn: Day; stoppedOn?: Day };
export type ClockKind = ClockView["kind"];

/** One line of the history; `facts` are what the sentence about it needs. */
export type Entry = {
  event: Digest;
  type: string;
  at: Instant;
  party: Party;
  role: string;
  facts: Record<string, string>;
  /** Of what the side that does not hold the case says: the holder's event that it named. */
  about?: Digest;
};

/** A document as it was issued. Who draws it up needs these facts and the case itself. */
export type IssuedDocument = {
  kind: DocumentKind;
  number: string;
  issuedOn: Day;
  party: Party;
  event: Digest;
  facts: Record<string, unknown>;
};

export type Rating = {
  side: Party;
  stars: number;
  codes: string[];
  text?: string;
  at: Instant;
  event: Digest;
  answer?: { what: string; calledBack: boolean; at: Instant };
};

/**
 * All that the events of one case say, folded: the same on every node that may see it. Never holds anything that only
 * one node knows (see `Desk`).
 */
export type CaseFile = {
  id: string;
  number: string;
  trackingCode: string;
  item: string;
  itemId: string;
  itemName: Words;
  domain: string;
  caseType: "1" | "2";
  procedure: string;
  department: string;
  accepting: Party;
  deciding: Party;
  holder: Party;
  state: CaseState;
  channel: "online" | "window";
  applicant: Applicant;
  agent?: Agent;
  form: Answers;
  delivery: Delivery;
  materials: HandedIn[];
  checked: Checked[];
  defects: { material: string; what: string }[];
  supplementAskedOn?: Day;
  submittedAt: Instant;
  submittedOn: Day;
  receivedOn?: Day;
  acceptedOn?: Day;
  acceptedAs?: "complete" | "deemed";
  decidedOn?: Day;
  deliveredOn?: Day;
  closedAt?: Instant;
  clocks: Partial<Record<ClockKind, CaseClock>>;
  pauses: { procedure: string; from: Day; resumedOn?: Day; expectedWorkdays: number }[];
  extended: boolean;
  returned?: { reasons: string };
  decision?: { outcome: "granted" | "denied"; reasons: string; resultName?: string; resultNumber?: string };
  withdrawalAsked?: { reason: string };
  /** The last time the file was handed across: until the other side has signed for it, it is on its way. */
  handed?: { event: Digest; from: Party; to: Party; at: Instant };
  ratings: Rating[];
  documents: IssuedDocument[];
  timeline: Entry[];
  clause?: ClauseRef;
  /** The holder's last event: what a word about the case names. */
  last: Digest;
};

/** What only this node knows: notes on the desk that have not become events. */
export type Desk = {
  proposal?: {
    outcome: "granted" | "denied";
    reasons: string;
    by: string;
    resultNumber?: string;
    validUntil?: Day;
  };
  extensionAsked?: { reason: string; by: string };
};

const closedStates: readonly CaseState[] = ["delivered", "refused", "withdrawn"];
export const isClosed = ({ state }: { state: CaseState }): boolean => closedStates.includes(state);
export const isLocal = ({ accepting, deciding }: Pick<CaseFile, "accepting" | "deciding">): boolean =>
  accepting === deciding;
