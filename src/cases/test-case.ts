import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Role } from "#base/role.ts";
import type { Day } from "#base/time.ts";
import { addDays } from "#official/calendar-day.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { digestOf, type Event, type Recorded } from "#protocol/event.ts";
import type { CaseFile, Desk } from "./case-file.ts";
import { completenessDue } from "./clocks.ts";
import type { Facts, Plan, Planned } from "./facts.ts";
import { next } from "./fold.ts";
import type { Item } from "./item.ts";
import { documentNumber } from "./number.ts";
import { findShippedProcedure, getProcedure } from "./procedures.ts";

export const wuqing: Party = "120114";
export const tongzhou: Party = "110112";
const names: Record<string, { zh: string; en: string }> = {
  [wuqing]: { zh: "武清", en: "Wuqing" },
  [tongzhou]: { zh: "通州", en: "Tongzhou" },
};
export const nameOf = (party: Party) => names[party] ?? { zh: party, en: party };

const words = (zh: string) => ({ zh, en: zh });
const paper = (id: string, more: Partial<Item["materials"][number]> = {}): Item["materials"][number] => ({
  id,
  name: words(id),
  issuer: words("示例"),
  originals: 1,
  copies: 1,
  verifyOriginal: true,
  necessary: true,
  fromSharing: false,
  ...more,
});

/** A made-up item with a hearing as its only special procedure. */
export const testItem = (changes: Partial<Item> = {}): Item => ({
  $schema: "item.json",
  kind: "service-item",
  id: "sample-permit",
  basicCode: "990001001000",
  version: 1,
  effectiveFrom: "2026-01-01",
  name: words("示例许可"),
  summary: words("示例"),
  scenarios: [words("开店")],
  domain: "market",
  typeCode: "01",
  caseType: "2",
  serves: ["1", "2"],
  forms: ["1"],
  procedure: "administrative-licence",
  reach: "cross-province",
  modes: ["accept-elsewhere"],
  basis: [words("示例")],
  conditions: [words("示例")],
  legalLimit: { n: 20, unit: "workday" },
  promisedLimit: { n: 10, unit: "workday" },
  specialProcedures: ["hearing"],
  materials: [
    paper("form"),
    paper("lease"),
    paper("licence", { fromSharing: true }),
    paper("photo", { necessary: false }),
  ],
  form: [],
  fees: [],
  result: { name: words("示例许可证") },
  delivery: ["window", "courier"],
  questions: [],
  authorities: [
    {
      party: tongzhou,
      name: words("示例机关"),
      department: "market-regulation",
      creditCode: "11990112DEM000014Y",
      code: "11990112DEM000014Y4990001001000",
      address: words("示例"),
      hours: words("示例"),
      phone: "010-80000001",
      complaintPhone: "010-80000002",
    },
  ],
  unverified: [],
  sources: [],
  ...changes,
});

export type TestCaseOptions = {
  item?: Item;
  accepting?: Party;
  delivery?: "window" | "courier";
  powers?: readonly string[];
  clockStart?: Facts["terms"]["clockStart"];
  day?: Day;
  channel?: "online" | "window";
};

export const allPowers = [
  "receive",
  "accept",
  "notify-supplement",
  "verify-original",
  "verify-identity",
  "deliver",
];

/** One case on its way through the rules, without a database: what a rule plans is recorded and folded at once. */
export const testCase = (options: TestCaseOptions = {}) => {
  const item = options.item ?? testItem();
  const accepting = options.accepting ?? wuqing;
  const code = item.authorities[0]!.code;
  const events: Recorded[] = [];
  let today = options.day ?? "2026-03-02";
  let minute = 0;
  let file: CaseFile | undefined;
  let desk: Desk = {};
  let documents = 0n;

  const record = (here: Party, role: string, { type, data, document }: Planned): Outcome<CaseFile> => {
    const number =
      document && documentNumber(document, { deciding: tongzhou }, here, today, ++documents, nameOf);
    const event: Event = {
      id: "01980000-0000-7000-8000-000000000000",
      type,
      version: 1,
      subject: "case/01980000-0000-7000-8000-000000000001",
      audience: [...new Set([accepting, tongzhou])].sort(),
      actor: { role, department: "hall" },
      time: `${today}T01:${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute++ % 60).padStart(2, "0")}.000Z`,
      data: { ...data, ...(number && { documentNumber: number }) },
    };
    const recorded = { event, digest: digestOf(event), author: here };
    const outcome = next(file, recorded, findShippedProcedure);
    if (outcome.ok) {
      file = outcome.value;
      events.push(recorded);
    }
    return outcome;
  };

  const procedure = getProcedure(findShippedProcedure, {
    procedure: item.procedure,
    submittedAt: `${today}T01:00:00.000Z`,
  });
  const opened = record(accepting, "window-clerk", {
    type: "cases.submitted",
    data: {
      item: code,
      number: `${code}${today.replaceAll("-", "")}3001`,
      trackingCode: "7K4FQM",
      accepting,
      deciding: tongzhou,
      channel: options.channel ?? "window",
      applicant: { kind: "person", name: "示例王女士", idNumber: "990114198507260127", phone: "13800000001" },
      form: {},
      materials: [{ material: "form", way: "paper", files: [] }],
      delivery: { way: options.delivery ?? "window" },
      submittedOn: today,
      itemId: item.id,
      itemName: item.name,
      domain: item.domain,
      caseType: item.caseType,
      procedure: item.procedure,
      department: "market-regulation",
      step: completenessDue(today, procedure, shippedCalendars),
    },
  });
  if (!opened.ok) throw new Error(opened.refusal.code);

  const facts = (here: Party, role: Role | "node", staffNumber = `${here}-${role}`): Facts => ({
    file: file!,
    desk,
    procedure,
    item,
    here,
    role,
    staffNumber,
    today,
    now: `${today}T01:00:00.000Z`,
    calendars: shippedCalendars,
    powers: new Set(here === accepting && accepting !== tongzhou ? (options.powers ?? allPowers) : []),
    terms: { clockStart: options.clockStart ?? "accepting-window", relayLimit: { n: 1, unit: "workday" } },
  });

  const carryOut = (given: Facts, ruled: Outcome<Plan>): Outcome<Plan> => {
    if (!ruled.ok) return ruled;
    for (const planned of ruled.value.events) {
      const recorded = record(given.here, given.role, planned);
      if (!recorded.ok)
        throw new Error(`${planned.type} was planned and does not fit: ${recorded.refusal.code}`);
    }
    if (ruled.value.desk) desk = ruled.value.desk;
    return ruled;
  };

  return {
    item,
    events,
    get file(): CaseFile {
      return file!;
    },
    get desk(): Desk {
      return desk;
    },
    get today(): Day {
      return today;
    },
    facts,
    /** Somebody does something; the answer of the rule. */
    does: (
      here: Party,
      role: Role | "node",
      rule: (facts: Facts) => Outcome<Plan>,
      staffNumber?: string,
    ): Outcome<Plan> => {
      const given = facts(here, role, staffNumber);
      return carryOut(given, rule(given));
    },
    /** An event that no rule planned, as a faulty or hostile node might send it. */
    forge: record,
    wait: (days: number): void => {
      today = addDays(today, days);
    },
    waitUntil: (day: Day): void => {
      today = day;
    },
  };
};
export type TestCase = ReturnType<typeof testCase>;
