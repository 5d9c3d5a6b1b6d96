import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Level } from "../alerts/events.ts";
import { ArrivalWord, IncidentFact, TierWord } from "./events.ts";
import { MessageKind } from "./response-plan.ts";
import { IncidentRow, IncidentView } from "./view.ts";

const id = z.object({ id: z.uuid() });
const ofMessage = z.object({ id: z.uuid(), message: Digest });
const duty = ["duty-officer"] as const;
const readers = ["duty-officer", "supervisor"] as const;
/** Every command answers with the incident as it now is. */
const acted = z.object({ incident: IncidentView });

const Sent = MessageKind.exclude(["end"]);

/** What a message is proposed to say, from the facts at hand; a person changes and sends it. */
const MessageDraft = z.object({
  kind: Sent,
  level: Level,
  to: z.array(Party),
  headline: z.string(),
  text: z.string(),
  facts: z.array(IncidentFact),
  arrivals: z.array(ArrivalWord),
  tiers: z.array(TierWord),
  /** Whom it may be sent to. */
  addressees: z.array(Party),
  /** Within how many minutes it is to be confirmed, by level. */
  receiptMinutes: z.record(Level, z.int()),
});
export type MessageDraft = z.infer<typeof MessageDraft>;

const CapReading = z.object({
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  status: z.string(),
  msgType: z.string(),
  level: Level,
  headline: z.string(),
  text: z.string(),
  /** Whose key signed it, where a party's did. */
  signedBy: Party.optional(),
  signature: z.enum(["holds", "none", "unknown", "broken"]),
});
export type CapReading = z.infer<typeof CapReading>;

const CapFaultView = z.object({
  line: z.int(),
  column: z.int(),
  at: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});

export const incidentContract = contract({
  listIncidents: {
    method: "GET",
    path: "/api/monitoring/incidents",
    access: readers,
    refusals: [],
    summary: { zh: "事件列表", en: "Incidents, the newest first" },
    query: z.object({
      state: z.enum(["open", "ended"]).default("open"),
      before: z.iso.datetime({ precision: 3 }).optional(),
    }),
    output: z.object({
      rows: z.array(IncidentRow),
      next: z.string().optional(),
      /** The networks about which this party may open one: it may warn there, and there is a response plan. */
      mayOpen: z.array(z.string()),
    }),
  },
  readIncident: {
    method: "GET",
    path: "/api/monitoring/incidents/:id",
    access: readers,
    refusals: ["INCIDENT_NOT_FOUND"],
    summary: { zh: "事件处置室", en: "One incident: messages, receipts, tasks, time line" },
    params: id,
    output: acted,
  },
  openIncident: {
    method: "POST",
    path: "/api/monitoring/incidents",
    access: duty,
    refusals: ["NO_RESPONSE_PLAN", "ALREADY_GATHERED", "EXERCISE_MIXED"],
    summary: { zh: "建立事件，归并预警，分派任务", en: "Open an incident: gathers alerts, gives out tasks" },
    body: z.object({
      network: z.string().max(100),
      title: z.string().trim().min(1).max(200),
      level: Level,
      group: z.uuid().optional(),
      station: z.string().max(100).optional(),
      facts: z.array(IncidentFact).max(30).default([]),
      exercise: z.boolean().default(false),
    }),
    output: acted,
  },
  draftMessage: {
    method: "GET",
    path: "/api/monitoring/incidents/:id/message-draft",
    access: duty,
    refusals: ["INCIDENT_NOT_FOUND", "NO_RESPONSE_PLAN"],
    summary: {
      zh: "按现有事实拟出报文（含预计到达时间）",
      en: "A message proposed from the facts, with predicted arrivals",
    },
    params: id,
    query: z.object({ kind: Sent.default("warning") }),
    output: MessageDraft,
  },
  sendMessage: {
    method: "POST",
    path: "/api/monitoring/incidents/:id/messages",
    access: duty,
    refusals: ["INCIDENT_NOT_FOUND", "INCIDENT_ENDED", "ADDRESSEE_UNKNOWN", "NO_RESPONSE_PLAN"],
    summary: {
      zh: "发出预警、通报或溯源协查",
      en: "Send a warning, an information or a search for the source",
    },
    params: id,
    body: z.object({
      kind: Sent,
      level: Level,
      to: z.array(Party).max(20),
      headline: z.string().trim().min(1).max(200),
      text: z.string().trim().min(1).max(2000),
      facts: z.array(IncidentFact).max(30).default([]),
      arrivals: z.array(ArrivalWord).max(30).default([]),
      tiers: z.array(TierWord).max(10).default([]),
    }),
    output: acted,
  },
  confirmMessage: {
    method: "POST",
    path: "/api/monitoring/incidents/:id/messages/:message/confirm",
    access: duty,
    refusals: ["INCIDENT_NOT_FOUND", "MESSAGE_NOT_FOUND", "NOT_ADDRESSED", "ALREADY_CONFIRMED"],
    summary: { zh: "回执", en: "Confirm a message" },
    params: ofMessage,
    body: z.object({ note: z.string().trim().min(1).max(500).optional() }),
    output: acted,
  },
  finishTask: {
    method: "POST",
    path: "/api/monitoring/incidents/:id/tasks/:task/done",
    access: duty,
    refusals: ["INCIDENT_NOT_FOUND", "NOT_YOUR_TASK", "TASK_DONE_ALREADY"],
    summary: { zh: "任务办结", en: "A task is done" },
    params: z.object({ id: z.uuid(), task: z.string().max(100) }),
    body: z.object({ note: z.string().trim().min(1).max(1000) }),
    output: acted,
  },
  endIncident: {
    method: "POST",
    path: "/api/monitoring/incidents/:id/end",
    access: duty,
    refusals: ["INCIDENT_NOT_FOUND", "INCIDENT_ENDED", "NOT_YOUR_INCIDENT", "NO_RESPONSE_PLAN"],
    summary: { zh: "解除", en: "End of alert" },
    params: id,
    body: z.object({ text: z.string().trim().min(1).max(2000) }),
    output: acted,
  },
  incidentEvidence: {
    method: "GET",
    path: "/api/monitoring/incidents/:id/evidence",
    access: readers,
    refusals: ["INCIDENT_NOT_FOUND", "NOT_SEALED_YET"],
    summary: { zh: "导出证据", en: "The evidence of an incident, signed" },
    params: id,
    output: "file",
  },
  messageCap: {
    method: "GET",
    path: "/api/monitoring/incidents/:id/cap/:event",
    access: readers,
    refusals: ["INCIDENT_NOT_FOUND", "MESSAGE_NOT_FOUND"],
    summary: {
      zh: "下载报文或回执（CAP 1.2）",
      en: "A message or a receipt as CAP 1.2, as its sender signed it",
    },
    params: z.object({ id: z.uuid(), event: Digest }),
    output: "file",
  },
  readCap: {
    method: "POST",
    path: "/api/monitoring/cap",
    access: duty,
    refusals: [],
    summary: {
      zh: "读取 CAP 1.2 文件：指出每处错误的行列，核验签名",
      en: "Read a CAP 1.2 file: every fault with its line and column, the signature verified",
    },
    body: "bytes",
    output: z.object({
      message: CapReading.optional(),
      faults: z.array(CapFaultView),
      /** What is to be said of a file that is taken all the same. */
      remarks: z.array(CapFaultView),
    }),
  },
});
