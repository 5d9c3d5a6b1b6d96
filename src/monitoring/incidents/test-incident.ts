import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "#base/id.ts";
import { sha256Hex } from "#base/hash.ts";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Level } from "../alerts/level.ts";
import { capOfMessage, capOfReceipt, type Surroundings } from "./cap/cap-of-message.ts";
import { writeCap } from "./cap/write-cap.ts";
import { minutesAfter, openIncident, sendMessage } from "./command.ts";
import { incidentEvents, incidentSubject, type IncidentEventType } from "./events.ts";
import { next, type Incident } from "./incident.ts";
import { ResponsePlan } from "./response-plan.ts";

export const tongzhou = "110112";
export const wuqing = "120114";
export const langfang = "131000";
export const parties = [tongzhou, wuqing, langfang];
export const began: Instant = "2026-11-22T00:10:00.000Z";
export const after = (minutes: number): Instant => minutesAfter(began, minutes);
export const signer = signerFromPem(newPrivateKey());

export const around: Surroundings = {
  partyName: (party) => ({ zh: party, en: party }),
  stationName: (station) => ({ zh: station, en: station }),
  propertyName: (property) => ({ zh: property, en: property }),
  stationPlace: () => ({ lat: 39.755, lon: 116.945 }),
  reachPolygons: (from, to) =>
    from === "yangwazha" && to === "wangjiabai"
      ? ["39.76,116.94 39.74,116.94 39.69,116.99 39.71,116.99 39.76,116.94"]
      : [],
};

const folder = join(
  import.meta.dirname,
  "../../../definitions/agreements/2023-integration-pilot/response-plans",
);
const read = async (name: string) =>
  ResponsePlan.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
export const plan = await read("border-rivers.json");
export const airPlan = await read("regional-air.json");

export const facts = [
  { station: "yangwazha", property: "ammonia-nitrogen", value: 3.4, unit: "mg/L", atMs: Date.parse(began) },
];
export const arrivals = [
  {
    station: "wangjiabai",
    party: langfang,
    earliestMs: Date.parse(after(240)),
    likelyMs: Date.parse(after(400)),
    latestMs: Date.parse(after(900)),
    verified: false,
  },
];

/** The air of Langfang, as its node forecasts it: two days of heavy pollution, from the day after on. */
export const tier = {
  party: langfang,
  level: "orange" as const,
  fromMs: Date.parse(after(16 * 60)),
  toMs: Date.parse(after(64 * 60)),
  conditions: [{ aqiAbove: 200, hours: 48 }],
  standard: "heavy-pollution-2023",
};

/** As a party knows it that has not heard of its end yet. */
const withoutEnd = (incident: Incident): Incident => {
  const known = { ...incident };
  delete known.endedAt;
  return known;
};

/** An incident at Tongzhou, as a story that goes on: each step answers with the incident as it then is. */
export class Story {
  readonly id: string;
  readonly events: Recorded[] = [];
  incident: Incident | undefined;
  readonly plan: ResponsePlan;

  constructor(of = plan, id = newId()) {
    this.plan = of;
    this.id = id;
  }

  /** What a party says; undefined if the incident refuses it. */
  say(
    type: IncidentEventType,
    author: Party,
    minute: number,
    data: Record<string, unknown>,
    about?: string,
  ): Incident | undefined {
    const event = {
      id: newId(),
      type,
      version: 1,
      subject: incidentSubject(this.id),
      audience: parties,
      actor: { role: "duty-officer", department: "ecology" },
      time: after(minute),
      data: { network: this.plan.network, officer: "D01", ...data },
      ...(about && { about }),
    };
    incidentEvents[type].parse(event.data);
    const recorded = { event, digest: sha256Hex(JSON.stringify(event)), author };
    const outcome = next(this.incident, recorded);
    if (!outcome.ok) return undefined;
    this.events.push(recorded);
    return (this.incident = outcome.value);
  }

  open(isExercise = false, level: Level = "orange"): Incident {
    const opened = openIncident(
      { plan: this.plan, parties, downstream: [wuqing, langfang], gathered: [], isSample: true },
      {
        network: this.plan.network,
        title: "北运河杨洼闸氨氮升高",
        level,
        ...(this.#isAir ? { facts: [] } : { station: "yangwazha", facts }),
        isExercise,
      },
      { here: tongzhou, officer: "D01", now: began },
    );
    if (!opened.ok) throw new Error(opened.refusal.code);
    return this.say("monitoring.incident-opened", tongzhou, 0, opened.value)!;
  }

  get #isAir(): boolean {
    return this.plan === airPlan;
  }

  cap(
    kind: "warning" | "end",
    by: Party,
    minute: number,
    to: readonly Party[],
    follows: string[] = [],
    level: Level = "orange",
  ): string {
    return writeCap(
      capOfMessage(
        {
          id: newId(),
          incident: this.incident!,
          kind,
          by,
          at: after(minute),
          level,
          to,
          headline: { zh: "氨氮升高", en: "Ammonia nitrogen is high" },
          text: { zh: "请做好准备", en: "Please prepare" },
          plan: this.plan,
          tiers: this.#isAir && kind === "warning" ? [tier] : [],
          receiptBy: after(minute + 30),
          expiresAt: after(minute + 2880),
          facts: kind === "end" || this.#isAir ? [] : facts,
          arrivals: kind === "end" || this.#isAir ? [] : arrivals,
          follows,
        },
        around,
      ),
    );
  }

  warn(
    minute: number,
    to: Party[] = [wuqing, langfang],
    by = tongzhou,
    level: Level = "orange",
  ): Incident | undefined {
    const planned = sendMessage(
      withoutEnd(this.incident!),
      this.plan,
      { kind: "warning", level, to },
      { here: by, officer: "D01", now: after(minute) },
    );
    if (!planned.ok) throw new Error(planned.refusal.code);
    return this.say("monitoring.message-sent", by, minute, {
      kind: "warning",
      level,
      to,
      headline: "氨氮升高",
      text: "请做好准备",
      receiptBy: after(minute + 30),
      expiresAt: after(minute + 2880),
      facts: this.#isAir ? [] : facts,
      arrivals: this.#isAir ? [] : arrivals,
      ...(this.#isAir && { tiers: [tier] }),
      tasks: planned.value.tasks,
      cap: this.cap("warning", by, minute, to, [], level),
    });
  }

  confirm(by: Party, minute: number, message = this.incident!.messages[0]!): Incident | undefined {
    const answers = message.cap;
    const cap = writeCap(
      capOfReceipt({ id: newId(), incident: this.incident!, by, at: after(minute), answers, to: message.by }),
    );
    return this.say("monitoring.message-confirmed", by, minute, { cap }, message.event);
  }

  end(minute: number, by = tongzhou): Incident | undefined {
    const to = parties.filter((party) => party !== by);
    const follows = this.incident!.messages.map(({ cap }) => cap);
    return this.say("monitoring.incident-ended", by, minute, {
      level: "orange",
      to,
      text: "各断面已恢复",
      receiptBy: after(minute + 120),
      cap: this.cap("end", by, minute, to, follows),
    });
  }
}
