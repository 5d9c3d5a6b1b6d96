import { newId } from "#base/id.ts";
import { sha256Hex } from "#base/hash.ts";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Level } from "../alerts/level.ts";
import { capOfMessage, capOfReceipt, type Surroundings } from "./cap/cap-of-message.ts";
import { writeCap } from "./cap/write-cap.ts";
import { minutesAfter, openIncident } from "./command.ts";
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
};

export const plan = ResponsePlan.parse(
  (
    await import("../../../definitions/agreements/2023-integration-pilot/response-plans/border-rivers.json", {
      with: { type: "json" },
    })
  ).default,
);

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

/** An incident at Tongzhou, as a story that goes on: each step answers with the incident as it then is. */
export class Story {
  readonly id = newId();
  readonly events: Recorded[] = [];
  incident: Incident | undefined;

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
      data: { network: "border-rivers", officer: "D01", ...data },
      ...(about && { about }),
    };
    incidentEvents[type].parse(event.data);
    const recorded = { event, digest: sha256Hex(JSON.stringify(event)), author };
    const outcome = next(this.incident, recorded);
    if (!outcome.ok) return undefined;
    this.events.push(recorded);
    return (this.incident = outcome.value);
  }

  open(isExercise = false): Incident {
    const opened = openIncident(
      { plan, parties, downstream: [wuqing, langfang], gathered: [], isSample: true },
      {
        network: "border-rivers",
        title: "北运河杨洼闸氨氮升高",
        level: "orange",
        station: "yangwazha",
        facts,
        isExercise,
      },
      { here: tongzhou, officer: "D01", now: began },
    );
    if (!opened.ok) throw new Error(opened.refusal.code);
    return this.say("monitoring.incident-opened", tongzhou, 0, opened.value)!;
  }

  cap(
    kind: "warning" | "end",
    by: Party,
    minute: number,
    to: readonly Party[],
    follows: string[] = [],
  ): string {
    return writeCap(
      capOfMessage(
        {
          id: newId(),
          incident: this.incident!,
          kind,
          by,
          at: after(minute),
          level: "orange",
          to,
          headline: "氨氮升高",
          text: "请做好准备",
          receiptBy: after(minute + 30),
          expiresAt: after(minute + 2880),
          facts: kind === "end" ? [] : facts,
          arrivals: kind === "end" ? [] : arrivals,
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
    return this.say("monitoring.message-sent", by, minute, {
      kind: "warning",
      level,
      to,
      headline: "氨氮升高",
      text: "请做好准备",
      receiptBy: after(minute + 30),
      expiresAt: after(minute + 2880),
      facts,
      arrivals,
      cap: this.cap("warning", by, minute, to),
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
