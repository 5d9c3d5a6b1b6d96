import type { Role } from "#base/role.ts";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Calendars } from "#official/calendar.ts";
import type { Attachment } from "#protocol/event.ts";
import type { CaseFile, Desk } from "./case-file.ts";
import type { Doer } from "./engine.ts";
import type { CaseEventType } from "./events.ts";
import type { Item } from "./item.ts";
import type { Procedure } from "./procedure.ts";
import type { DocumentKind } from "./view.ts";

/** What the clause that carries a case says of it, beside the powers. */
export type Terms = {
  clockStart: "accepting-window" | "deciding-authority";
  relayLimit: { n: number; unit: "workday" | "day" };
};

/** All that a rule may know. The clock, the database and the numbers of documents stay outside. */
export type Facts = Doer & {
  file: CaseFile;
  desk: Desk;
  procedure: Procedure;
  item: Item;
  terms: Terms;
  calendars: Calendars;
  today: Day;
  now: Instant;
  here: Party;
  role: Role | "node";
  /** 工号 of the one who acts; never a name. */
  staffNumber: string;
};

/** An event as a rule decides it. With `document` it still needs a number of that kind. */
export type Planned = {
  type: CaseEventType;
  data: Record<string, unknown>;
  document?: DocumentKind;
  attachments?: Attachment[];
  word?: true;
};

/** What a rule answers: events to record, or a change on the desk. */
export type Plan = { events: Planned[]; desk?: Desk };
