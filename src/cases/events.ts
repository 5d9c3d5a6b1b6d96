import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest, type EventKind } from "#protocol/event.ts";
import { Answers } from "./field.ts";

/** A person or a body as a case names it. Personal: only fields that the clause lists may cross. */
export const Applicant = z.object({
  kind: z.enum(["person", "organisation"]),
  name: z.string().min(1).max(100),
  /** Citizen id (person) or unified social credit code (organisation), normalised. */
  idNumber: z.string().min(1).max(18),
  phone: z.string().max(20),
  address: z.string().max(200).optional(),
  legalRepresentative: z.string().max(100).optional(),
});
export type Applicant = z.infer<typeof Applicant>;

export const Agent = z.object({
  name: z.string().min(1).max(100),
  idNumber: z.string().min(1).max(18),
  phone: z.string().max(20),
  mandate: z.string().max(200), // what the recorded mandate says: scope and until when
});
export type Agent = z.infer<typeof Agent>;

/** A paper as handed in. `files` are named by hash; file names stay out because people put names in them. */
export const HandedIn = z.object({
  material: z.string(),
  way: z.enum(["upload", "paper", "sharing", "later"]), // later: at the counter
  files: z.array(
    z.object({ digest: Digest, size: z.int(), mediaType: z.string(), label: z.string().max(200) }),
  ),
});
export type HandedIn = z.infer<typeof HandedIn>;

export const Checked = z.object({
  material: z.string(),
  verdict: z.enum(["conforms", "defective"]),
  originals: z.int().min(0).max(10),
  copies: z.int().min(0).max(10),
  note: z.string().max(500).optional(),
});
export type Checked = z.infer<typeof Checked>;

export const Delivery = z.object({
  way: z.enum(["window", "courier", "electronic"]),
  address: z.string().max(200).optional(),
  recipient: z.string().max(100).optional(),
  phone: z.string().max(20).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

const Day = z.iso.date();
const item = z.string().length(31); // implementation code: names the item and who decides
const documentNumber = z.string().max(60); // 通武受〔2026〕7号
const officers = z.array(z.string().max(50)).min(1).max(3); // numbers of staff, never names
/** A due day as the side that computed it wrote it down, so that every node shows the same. */
export const WrittenDue = z.looseObject({
  due: Day,
  raw: Day,
  provisional: z.boolean(),
  unit: z.enum(["workday", "day"]).optional(), // absent: workday
});
export type WrittenDue = z.infer<typeof WrittenDue>;
const due = WrittenDue;

const submitted = z.looseObject({
  item,
  number: z.string().length(43),
  trackingCode: z.string().max(12),
  accepting: Party,
  deciding: Party,
  channel: z.enum(["online", "window"]),
  applicant: Applicant,
  agent: Agent.optional(),
  form: Answers,
  materials: z.array(HandedIn),
  delivery: Delivery,
  submittedOn: Day,
  // What the item was when it was applied for: a case goes on under the guide its applicant read.
  itemId: z.string().max(100),
  itemName: z.object({ zh: z.string().max(300), en: z.string().max(300) }),
  domain: z.string().max(50),
  caseType: z.enum(["1", "2"]),
  procedure: z.string().max(100),
  department: z.string().max(100), // code of the deciding department on the deciding node
  step: due, // the completeness clock runs from the day the papers came in (行政许可法 32)
});

/** What each type of event carries. Every one names the item, so that a clause can be asked without other facts. */
export const caseEvents = {
  "cases.submitted": submitted,
  "cases.received": z.looseObject({ item, documentNumber, receivedOn: Day, step: due }),
  "cases.checked": z.looseObject({ item, materials: z.array(Checked) }),
  "cases.supplement-requested": z.looseObject({
    item,
    documentNumber,
    requestedOn: Day,
    defects: z.array(z.object({ material: z.string(), what: z.string().max(500) })).min(1),
    answerBy: Day.optional(),
  }),
  "cases.supplemented": z.looseObject({
    item,
    materials: z.array(HandedIn),
    form: Answers.optional(),
    suppliedOn: Day,
    step: due,
  }),
  "cases.accepted": z.looseObject({
    item,
    documentNumber,
    acceptedOn: Day,
    reason: z.enum(["complete", "deemed"]),
    legal: due,
    promised: due,
    handover: due.optional(), // by when the file is to be with the other side
  }),
  "cases.refused": z.looseObject({
    item,
    documentNumber,
    outcome: z.enum(["not-required", "not-competent", "not-conforming"]),
    reasons: z.string().min(1).max(2000),
    competent: z.string().max(200).optional(),
    remedies: z.string().max(500),
  }),
  "cases.passed": z.looseObject({
    item,
    to: Party,
    purpose: z.enum(["decide", "deliver"]),
    note: z.string().max(500).optional(),
    // Only where the clause starts the clocks at the deciding authority.
    legal: due.optional(),
    promised: due.optional(),
  }),
  "cases.returned": z.looseObject({ item, to: Party, reasons: z.string().min(1).max(2000) }),
  "cases.examined": z.looseObject({
    item,
    scope: z.enum(["form", "substantive"]),
    officers,
    opinion: z.string().min(1).max(2000),
  }),
  "cases.paused": z.looseObject({
    item,
    documentNumber,
    procedure: z.string(),
    reason: z.string().min(1).max(2000),
    expectedWorkdays: z.int().min(1).max(365),
    pausedOn: Day,
  }),
  "cases.resumed": z.looseObject({
    item,
    result: z.string().max(2000),
    resumedOn: Day,
    legal: due,
    promised: due,
  }),
  "cases.extended": z.looseObject({
    item,
    documentNumber,
    reason: z.string().min(1).max(2000),
    approver: z.string().max(50),
    legal: due,
    promised: due,
  }),
  "cases.decided": z.looseObject({
    item,
    documentNumber,
    outcome: z.enum(["granted", "denied"]),
    officers: officers.min(2),
    reasons: z.string().max(2000),
    remedies: z.string().max(500),
    decidedOn: Day,
    deliverBy: due,
    result: z.object({ name: z.string(), number: z.string().max(60), validUntil: Day.optional() }).optional(),
  }),
  "cases.withdrawal-asked": z.looseObject({ item, reason: z.string().max(500) }),
  "cases.withdrawn": z.looseObject({ item, reason: z.string().max(500), withdrawnOn: Day }),
  "cases.delivered": z.looseObject({
    item,
    documentNumber,
    way: z.enum(["window", "courier", "electronic"]),
    courierNumber: z.string().max(40).optional(),
    recipient: z.string().max(100).optional(),
    deliveredOn: Day,
  }),
  "cases.rated": z.looseObject({
    item,
    side: Party,
    stars: z.int().min(1).max(5),
    codes: z.array(z.string().regex(/^[1-5]\d\d$/)),
    text: z.string().max(500).optional(),
    channel: z.string().max(20),
  }),
  "cases.rating-answered": z.looseObject({
    item,
    side: Party,
    calledBack: z.boolean(),
    what: z.string().min(1).max(1000),
  }),
} as const;
export type CaseEventType = keyof typeof caseEvents;
export type CaseEventOf<T extends CaseEventType> = z.infer<(typeof caseEvents)[T]>;

const powers: Record<CaseEventType, { power: string; by: "holder" | "anyone" }> = {
  "cases.submitted": { power: "receive", by: "holder" },
  "cases.received": { power: "receive", by: "holder" },
  "cases.checked": { power: "verify-original", by: "holder" },
  "cases.supplement-requested": { power: "notify-supplement", by: "holder" },
  "cases.supplemented": { power: "receive", by: "holder" },
  "cases.accepted": { power: "accept", by: "holder" },
  "cases.refused": { power: "accept", by: "holder" },
  "cases.passed": { power: "receive", by: "holder" },
  "cases.returned": { power: "decide", by: "holder" },
  "cases.examined": { power: "decide", by: "holder" },
  "cases.paused": { power: "decide", by: "holder" },
  "cases.resumed": { power: "decide", by: "holder" },
  "cases.extended": { power: "decide", by: "holder" },
  "cases.decided": { power: "decide", by: "holder" },
  "cases.withdrawal-asked": { power: "receive", by: "anyone" },
  "cases.withdrawn": { power: "receive", by: "holder" },
  "cases.delivered": { power: "deliver", by: "holder" },
  "cases.rated": { power: "deliver", by: "anyone" },
  "cases.rating-answered": { power: "receive", by: "anyone" },
};

const paths = (root: string, value: unknown): string[] =>
  value && typeof value === "object" ? Object.keys(value).map((name) => `${root}.${name}`) : [];

/** Personal data an event carries; `form.*` must be questions of the item, the rest must be listed by the grant. */
const discloses = (data: Record<string, unknown>): string[] => [
  ...paths("applicant", data["applicant"]),
  ...paths("agent", data["agent"]),
  ...paths("form", data["form"]),
  ...paths("delivery", data["delivery"]).filter((path) => path !== "delivery.way"),
];

export const caseKinds: readonly EventKind[] = Object.entries(caseEvents).map(([type, data]) => ({
  type,
  version: 1,
  data,
  by: powers[type as CaseEventType].by,
  needs: { grant: "cases", power: powers[type as CaseEventType].power },
  matter: (given: { item: string }) => given.item,
  discloses,
  ...((type === "cases.passed" || type === "cases.returned") && {
    passesTo: (given: { to: Party }) => given.to,
  }),
}));
