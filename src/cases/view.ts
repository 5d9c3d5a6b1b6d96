import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Agent, Applicant, Checked, Delivery, HandedIn } from "./events.ts";
import { Answers } from "./field.ts";

/** Both languages, made by the server, so that every page says a thing the same way. */
export const Said = z.object({ zh: z.string(), en: z.string() });

export const CaseState = z.enum([
  "submitted",
  "received",
  "supplement-requested",
  "accepted",
  "in-transit",
  "under-review",
  "paused",
  "decided",
  "awaiting-delivery",
  "delivered",
  "refused",
  "withdrawn",
]);
export type CaseState = z.infer<typeof CaseState>;

const ClockKind = z.enum(["completeness", "handover", "promised", "legal", "delivery"]);

/** Green, yellow, red: computed, never chosen, always with words (`reason`), and with the clock that it comes from. */
export const Light = z.object({
  colour: z.enum(["green", "yellow", "red", "none"]),
  reason: Said,
  clock: ClockKind.optional(),
});
export type Light = z.infer<typeof Light>;

/** A running or finished clock. Days left are working days where the limit counts working days; negative = overdue by. */
export const ClockView = z.object({
  kind: ClockKind,
  due: z.iso.date(),
  raw: z.iso.date(),
  daysLeft: z.int(),
  unit: z.enum(["workday", "day"]),
  provisional: z.boolean(),
  state: z.enum(["running", "paused", "met", "missed"]),
  rule: Said, // the article or clause it follows from
});
export type ClockView = z.infer<typeof ClockView>;

export const DocumentKind = z.enum([
  "receipt",
  "acceptance",
  "refusal",
  "not-required",
  "supplement",
  "extension",
  "special-procedure",
  "decision-granted",
  "decision-denied",
  "service-return",
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** A line of the case's history, with the evidence of it at both ends. */
export const TimelineEntry = z.object({
  event: Digest,
  type: z.string(),
  at: z.iso.datetime(),
  party: Party,
  title: Said,
  detail: Said.optional(),
  page: z.int().optional(), // signed page of that party's chain; absent: being sealed
  acknowledged: z.array(z.object({ party: Party, at: z.iso.datetime() })), // the other side's signed receipt
  /** What did not come within the limits of the clause; `arrivedAt` once it has come after all. */
  missed: z
    .array(
      z.object({
        kind: z.enum(["relay", "delivery"]),
        party: Party,
        saidAt: z.iso.datetime(),
        limitHours: z.int(),
        arrivedAt: z.iso.datetime().optional(),
      }),
    )
    .optional(),
});

/** A point on the crossing picture: one lane per party, the file's way drawn through them. */
export const WayPoint = z.object({
  party: Party,
  label: Said,
  under: Said.optional(), // time or document number below the point
  state: z.enum(["done", "now", "ahead"]),
});
export type WayPoint = z.infer<typeof WayPoint>;

/** What the person who asks may do now; where not, the reason the rule gives. Commands the role never has are absent. */
export const CommandView = z.object({ allowed: z.boolean(), reason: Said.optional() });

export const MaterialView = z.object({
  material: z.string(),
  name: Said,
  necessary: z.boolean(),
  fromSharing: z.boolean(),
  madeBySystem: z.boolean().optional(), // application forms: made from the answers, never handed in
  originals: z.int(),
  copies: z.int(),
  verifyOriginal: z.boolean(),
  handedIn: HandedIn.optional(),
  checked: Checked.optional(),
  defect: z.string().optional(), // what the supplement notice asks for
});

export type MaterialView = z.infer<typeof MaterialView>;

export const RatingView = z.object({
  side: Party,
  stars: z.int().min(1).max(5).optional(), // absent: asked for and not yet given
  codes: z.array(z.string()),
  text: z.string().optional(),
  at: z.iso.datetime().optional(),
  answer: z.object({ what: z.string(), calledBack: z.boolean(), at: z.iso.datetime() }).optional(),
});

export const CaseView = z.object({
  id: z.uuid(),
  number: z.string(),
  trackingCode: z.string().optional(), // owner and staff of the accepting side
  item: z.object({ id: z.string(), code: z.string(), name: Said, domain: z.string() }),
  procedure: z.string(),
  caseType: z.enum(["1", "2"]),
  accepting: Party,
  deciding: Party,
  holder: Party,
  acceptingName: Said,
  decidingName: Said,
  state: CaseState,
  stateWords: Said, // "材料在通州市场监督管理部门，正在审查。"
  submittedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().optional(),
  /** Until when a closed case is kept, and how that follows; absent while it is open or where no period is signed. */
  kept: z.object({ until: z.iso.date(), why: Said, basis: Said }).optional(),
  /** Masked unless the one who asks needs it in full. Absent in public tracking. */
  applicant: Applicant.optional(),
  agent: Agent.optional(),
  masked: z.boolean(),
  form: Answers.optional(),
  delivery: Delivery.optional(),
  materials: z.array(MaterialView),
  clocks: z.array(ClockView),
  clock: ClockView.optional(), // the one that matters now
  light: Light,
  timeline: z.array(TimelineEntry),
  way: z.array(WayPoint),
  documents: z.array(
    z.object({
      index: z.int(),
      kind: DocumentKind,
      title: Said,
      number: z.string(),
      issuedOn: z.iso.date(),
      party: Party,
      sample: z.boolean(),
    }),
  ),
  decision: z
    .object({
      outcome: z.enum(["granted", "denied"]),
      reasons: z.string(),
      resultName: z.string().optional(),
      resultNumber: z.string().optional(),
    })
    .optional(),
  proposal: z
    .object({
      outcome: z.enum(["granted", "denied"]),
      reasons: z.string(),
      by: z.string(),
      resultNumber: z.string().optional(),
    })
    .optional(),
  extensionAsked: z.object({ reason: z.string(), by: z.string() }).optional(), // waits for the supervisor
  ratings: z.array(RatingView),
  clause: z
    .object({ agreement: Digest, agreementTitle: Said, clause: z.string(), clauseTitle: Said })
    .optional(),
  clockStart: Said, // which side's receipt starts the clock, and why
  transit: z.object({ to: Party, since: z.iso.datetime(), waiting: z.boolean(), words: Said }).optional(), // sent, not yet acknowledged
  withdrawalAsked: z.boolean(),
  commands: z.record(z.string(), CommandView),
});
export type CaseView = z.infer<typeof CaseView>;

/** A row of any queue or list. */
export const CaseRow = z.object({
  id: z.uuid(),
  number: z.string(),
  shortNumber: z.string(), // "7号": the number of its receipt; before that the day and the last four digits
  itemName: Said,
  itemId: z.string(),
  applicantName: z.string(), // masked where the role does not need it
  accepting: Party,
  deciding: Party,
  holder: Party,
  state: CaseState,
  stateWords: Said,
  light: Light,
  clock: ClockView.optional(),
  submittedAt: z.iso.datetime(),
  waiting: z.boolean(), // the other side has not acknowledged yet
});
export type CaseRow = z.infer<typeof CaseRow>;

export const Rows = z.object({ rows: z.array(CaseRow), next: z.string().optional() }); // keyset paging, no totals
