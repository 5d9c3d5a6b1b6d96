import assert from "node:assert/strict";
import { newId } from "#base/id.ts";
import type { Instant } from "#base/time.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { digestOf, type Attachment, type Event, type Recorded } from "#protocol/event.ts";
import { planAct, type ActFacts } from "./act.ts";
import { nextFinding, type PatrolFinding } from "./finding.ts";
import type { FindingAct } from "./record.ts";
import { FindingKinds } from "./route.ts";

export const [tongzhou, wuqing, langfang] = ["110112", "120114", "131000"] as const;
export const parties = [tongzhou, wuqing, langfang];

export const testKinds = FindingKinds.parse({
  kind: "patrol-finding-kinds",
  groups: [{ code: "outfalls", name: { zh: "排口", en: "Outfalls" } }],
  kinds: [
    {
      code: "outfall",
      group: "outfalls",
      name: { zh: "排污口异常排放", en: "Unusual discharge" },
      rectify: { n: 3, unit: "day" },
    },
  ],
  returnReasons: [{ code: "not-our-ground", name: { zh: "不在本方管辖范围", en: "Not our ground" } }],
  limits: { answer: { n: 2, unit: "workday" }, recheck: { n: 5, unit: "workday" } },
  status: "sample",
  source: { zh: "测试", en: "a test" },
});

export const testPhoto: Attachment = { digest: "ab".repeat(32), size: 1200, mediaType: "image/jpeg" };
const noContent = "0".repeat(64);

export const recorded = (
  author: string,
  type: string,
  subject: string,
  data: Record<string, unknown>,
  time: Instant = "2026-11-23T02:00:00.000Z",
): Recorded => {
  const event: Event = {
    id: newId(),
    type,
    version: 1,
    subject,
    audience: [...parties],
    actor: { role: "duty-officer", department: "ecology" },
    time,
    data,
  };
  return { event, digest: digestOf(event), author };
};

/** A finding on its way between parties, told by the very rules that a node asks. */
export const testFinding = ({
  reporter = tongzhou,
  to = langfang,
}: { reporter?: string; to?: string } = {}) => {
  const id = newId();
  let now: Instant = "2026-11-23T02:00:00.000Z"; // a Monday
  const first = recorded(reporter, "monitoring.finding-reported", `finding/${id}`, {
    record: { id, content: noContent },
    network: "border-rivers",
    patrol: newId(),
    route: "north-canal",
    routeTitle: { zh: "北运河", en: "North Canal" },
    sides: [tongzhou, wuqing, langfang],
    kind: "outfall",
    kindName: { zh: "排污口异常排放", en: "Unusual discharge" },
    point: "tumenlou",
    pointName: { zh: "土门楼断面", en: "Tumenlou section" },
    place: { lon: 117.005, lat: 39.655, by: "device", accuracyM: 12 },
    note: "",
    foundAtMs: Date.parse(now),
    photos: [testPhoto],
    reporter,
    inspector: "A001",
    to,
    rectifyBy: "2026-11-26",
    ...(to !== reporter && { answerBy: "2026-11-25" }),
  });
  const events = [first];
  const opened = nextFinding(undefined, first);
  assert.ok(opened.ok, JSON.stringify(opened));
  let finding: PatrolFinding = opened.value;
  const facts = (here: string): ActFacts => ({
    finding,
    here,
    now,
    parties,
    kinds: testKinds,
    calendars: shippedCalendars,
  });
  return {
    id,
    events,
    get finding() {
      return finding;
    },
    wait: (days: number) => {
      now = new Date(Date.parse(now) + days * 86_400_000).toISOString();
    },
    facts,
    /** Does it as a node would: planned, recorded, applied. Answers what the rule said. */
    act: (here: string, act: FindingAct, photos: readonly Attachment[] = []) => {
      const planned = planAct(facts(here), act, photos);
      if (!planned.ok) return planned;
      const { type, data } = planned.value;
      const record = { id: newId(), content: noContent };
      const event = recorded(here, type, `finding/${id}`, { ...data, record, network: "border-rivers" }, now);
      const after = nextFinding(finding, event);
      if (after.ok) {
        finding = after.value;
        events.push(event);
      }
      return after;
    },
  };
};
