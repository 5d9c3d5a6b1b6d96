import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { FindingAct, PhoneRecord } from "./record.ts";
import { FindingKinds, PatrolRoute } from "./route.ts";
import { FindingRow, FindingView, PatrolRow } from "./view.ts";

const access = ["duty-officer"] as const;
const id = z.object({ id: z.uuid() });
const AtMs = z.int().min(0);

export const patrolContract = contract({
  readPatrolRoutes: {
    method: "GET",
    path: "/api/patrol/routes",
    access,
    refusals: [],
    summary: { zh: "巡查路线和问题清单", en: "Patrol routes, and what a patrol may find" },
    output: z.object({
      routes: z.array(PatrolRoute),
      kinds: FindingKinds.optional(),
      /** Of the agreement: to whom a finding may be given. */
      parties: z.array(Party),
    }),
  },
  recordFromPhone: {
    method: "PUT",
    path: "/api/patrol/records/:id",
    access,
    refusals: [
      "OTHER_PERSON",
      "ROUTE_NOT_IN_FORCE",
      "PATROLS_NOT_GRANTED",
      "INSPECTED_PARTY",
      "PATROL_NOT_FOUND",
      "PATROL_NOT_NOW",
      "POINT_UNKNOWN",
      "FINDING_KIND_UNKNOWN",
      "RESPONSIBLE_UNKNOWN",
      "DUE_TOO_EARLY",
      "PHOTO_MISSING",
      "RECORD_CONFLICT",
    ],
    summary: {
      zh: "发送一条巡查记录；重复发送结果相同",
      en: "Send one record of a patrol; sent again it is the same record",
    },
    params: id,
    body: z.object({
      record: PhoneRecord,
      /** By the phone's own clock. */
      sentAtMs: AtMs,
      /** Whose record it is: on a shared phone nobody sends another's as their own. */
      personId: z.string().max(100),
    }),
    output: z.object({
      subject: z.string(),
      recordedAt: z.iso.datetime(),
      /** It was recorded before: this was a repetition. */
      wasKnown: z.boolean(),
    }),
  },
  absentPhotos: {
    method: "POST",
    path: "/api/patrol/absent-photos",
    access,
    refusals: [],
    summary: { zh: "哪些照片还没有传到", en: "Which photos have not arrived" },
    body: z.object({ digests: z.array(Digest).max(50) }),
    output: z.object({ absent: z.array(Digest) }),
  },
  bringPhoto: {
    method: "PUT",
    path: "/api/patrol/photos/:digest",
    access,
    refusals: ["PHOTO_KIND", "PHOTO_TELLS_MORE", "PHOTO_ALTERED"],
    summary: { zh: "上传照片，以指纹命名", en: "Bring a photo, named by its hash" },
    params: z.object({ digest: Digest }),
    body: "bytes",
    output: z.object({ digest: Digest, size: z.int() }),
  },
  listPatrols: {
    method: "GET",
    path: "/api/patrol/patrols",
    access,
    refusals: [],
    summary: { zh: "巡查列表", en: "Patrols" },
    query: z.object({ after: z.string().optional() }),
    output: z.object({ rows: z.array(PatrolRow), next: z.string().optional() }),
  },
  readPatrol: {
    method: "GET",
    path: "/api/patrol/patrols/:id",
    access,
    refusals: ["PATROL_NOT_FOUND"],
    summary: { zh: "一次巡查", en: "One patrol" },
    params: id,
    output: z.object({ patrol: PatrolRow, findings: z.array(FindingRow) }),
  },
  listFindings: {
    method: "GET",
    path: "/api/patrol/findings",
    access,
    refusals: [],
    summary: { zh: "问题列表", en: "Findings" },
    query: z.object({ tab: z.enum(["ours", "open", "over"]).default("ours"), after: z.string().optional() }),
    output: z.object({
      rows: z.array(FindingRow),
      next: z.string().optional(),
      counts: z.object({ ours: z.int(), open: z.int(), overdue: z.int() }),
    }),
  },
  readFinding: {
    method: "GET",
    path: "/api/patrol/findings/:id",
    access,
    refusals: ["FINDING_NOT_FOUND"],
    summary: { zh: "一个问题", en: "One finding" },
    params: id,
    output: FindingView,
  },
  actOnFinding: {
    method: "PUT",
    path: "/api/patrol/findings/:id/acts/:record",
    access,
    refusals: [
      "FINDING_NOT_FOUND",
      "FINDING_NOT_NOW",
      "RETURN_REASON_UNKNOWN",
      "RESPONSIBLE_UNKNOWN",
      "PHOTO_NEEDED",
      "PHOTO_MISSING",
      "DUE_TOO_EARLY",
      "RECORD_CONFLICT",
    ],
    summary: {
      zh: "认领、退回、移送、整改、复核；重复提交结果相同",
      en: "Take up, return, pass on, put right, re-check; sent again it is the same act",
    },
    params: z.object({ id: z.uuid(), record: z.uuid() }),
    body: FindingAct,
    output: FindingView,
  },
  readFindingPhoto: {
    method: "GET",
    path: "/api/patrol/findings/:id/photos/:digest",
    access,
    refusals: ["FINDING_NOT_FOUND", "FILE_NOT_FOUND"],
    summary: { zh: "问题照片", en: "A photo of a finding" },
    params: z.object({ id: z.uuid(), digest: Digest }),
    output: "file",
  },
  findingEvidence: {
    method: "GET",
    path: "/api/patrol/findings/:id/evidence",
    access,
    refusals: ["FINDING_NOT_FOUND"],
    summary: { zh: "问题的证据文件", en: "Evidence of a finding" },
    params: id,
    output: "file",
  },
});
