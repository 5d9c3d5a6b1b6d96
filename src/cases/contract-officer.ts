import { z } from "zod";
import { contract } from "#base/contract.ts";
import { CaseRow, CaseView } from "./view.ts";

const id = z.object({ id: z.uuid() });
/** Every command answers with the case as it now is. */
const acted = z.object({ case: CaseView });

export const officerContract = contract({
  officerQueue: {
    method: "GET",
    path: "/api/officer/queue",
    access: ["officer", "supervisor"],
    refusals: [],
    summary: { zh: "审批队列", en: "The officer's queue, by light" },
    query: z.object({
      tab: z.enum(["open", "to-confirm", "extension-asked", "paused", "done"]).default("open"),
      after: z.string().optional(),
    }),
    output: z.object({
      rows: z.array(CaseRow),
      next: z.string().optional(),
      counts: z.object({ open: z.int(), toConfirm: z.int(), paused: z.int() }),
    }),
  },
  applicantHistory: {
    method: "GET",
    path: "/api/cases/:id/applicant-history",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND"],
    summary: {
      zh: "该申请人在本部门的其他办件（查看记入审计日志）",
      en: "Other cases of the same applicant in this department (reading is recorded)",
    },
    params: id,
    output: z.object({ rows: z.array(CaseRow) }),
  },
  examine: {
    method: "POST",
    path: "/api/cases/:id/examine",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "TWO_OFFICERS", "NO_SUCH_OFFICER"],
    summary: { zh: "审查意见（实质核查须两人）", en: "Record an examination (substantive: two officers)" },
    params: id,
    body: z.object({
      scope: z.enum(["form", "substantive"]),
      second: z.string().max(50).optional(), // 工号
      opinion: z.string().min(1).max(2000),
    }),
    output: acted,
  },
  pause: {
    method: "POST",
    path: "/api/cases/:id/pause",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "PROCEDURE_UNKNOWN"],
    summary: {
      zh: "特别程序（停表并书面告知）",
      en: "Special procedure: stop the clock, with a written notice",
    },
    params: id,
    body: z.object({
      procedure: z.string(),
      reason: z.string().min(1).max(2000),
      expectedWorkdays: z.int().min(1).max(365),
    }),
    output: acted,
  },
  resume: {
    method: "POST",
    path: "/api/cases/:id/resume",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "特别程序结束", en: "End of the special procedure" },
    params: id,
    body: z.object({ result: z.string().max(2000) }),
    output: acted,
  },
  askExtension: {
    method: "POST",
    path: "/api/cases/:id/ask-extension",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "ALREADY_EXTENDED"],
    summary: { zh: "申请延期", en: "Ask for the extension" },
    params: id,
    body: z.object({ reason: z.string().min(1).max(2000) }),
    output: acted,
  },
  extend: {
    method: "POST",
    path: "/api/cases/:id/extend",
    access: ["supervisor"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "ALREADY_EXTENDED"],
    summary: { zh: "批准延期（一次，十个工作日）", en: "Approve the one extension" },
    params: id,
    body: z.object({ approve: z.boolean(), reason: z.string().max(2000).optional() }),
    output: acted,
  },
  proposeDecision: {
    method: "POST",
    path: "/api/cases/:id/propose-decision",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "REASONS_NEEDED"],
    summary: { zh: "拟办（等第二人复核）", en: "Propose a decision, for a second officer to confirm" },
    params: id,
    body: z.object({
      outcome: z.enum(["granted", "denied"]),
      reasons: z.string().max(2000),
      resultNumber: z.string().max(60).optional(),
      validUntil: z.iso.date().optional(),
    }),
    output: acted,
  },
  confirmDecision: {
    method: "POST",
    path: "/api/cases/:id/confirm-decision",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "SAME_OFFICER"],
    summary: { zh: "复核并作出决定", en: "Confirm and decide" },
    params: id,
    body: z.object({ agree: z.boolean(), note: z.string().max(2000).optional() }),
    output: acted,
  },
  returnToWindow: {
    method: "POST",
    path: "/api/cases/:id/return",
    access: ["officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "REASONS_NEEDED"],
    summary: { zh: "退回收件方", en: "Return to the accepting side, with reasons" },
    params: id,
    body: z.object({ reasons: z.string().min(1).max(2000) }),
    output: acted,
  },
});
