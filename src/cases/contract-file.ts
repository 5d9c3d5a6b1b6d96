import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Digest } from "#protocol/event.ts";
import { CaseView } from "./view.ts";

const id = z.object({ id: z.uuid() });
const staff = ["window-clerk", "officer", "supervisor"] as const;

export const fileContract = contract({
  readCase: {
    method: "GET",
    path: "/api/cases/:id",
    access: ["applicant", ...staff],
    refusals: ["CASE_NOT_FOUND", "CASE_ERASED"],
    summary: { zh: "办件详情", en: "A case" },
    params: id,
    query: z.object({ unmask: z.enum(["yes"]).optional() }),
    output: CaseView,
  },
  findCase: {
    method: "GET",
    path: "/api/find",
    access: [...staff, "audit-administrator"],
    refusals: ["CASE_NOT_FOUND", "CASE_ERASED"],
    summary: { zh: "扫码或输入编号找办件", en: "Find a case by number or by the code on its receipt" },
    query: z.object({ text: z.string().min(1).max(200) }),
    output: z.object({ id: z.uuid() }),
  },
  readAttachment: {
    method: "GET",
    path: "/api/cases/:id/attachments/:digest",
    access: ["applicant", ...staff],
    refusals: ["CASE_NOT_FOUND", "FILE_NOT_FOUND"],
    summary: { zh: "看材料", en: "See a paper" },
    params: z.object({ id: z.uuid(), digest: Digest }),
    output: "file",
  },
  readDocument: {
    method: "GET",
    path: "/api/cases/:id/documents/:index",
    access: ["applicant", ...staff],
    refusals: ["CASE_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
    summary: { zh: "文书（网页打印或 PDF）", en: "A document, to print or as PDF" },
    params: z.object({ id: z.uuid(), index: z.coerce.number().int() }),
    query: z.object({ as: z.enum(["html", "pdf"]).default("html") }),
    output: "file",
  },
  evidence: {
    method: "GET",
    path: "/api/cases/:id/evidence",
    access: ["applicant", ...staff, "audit-administrator"],
    refusals: ["CASE_NOT_FOUND", "CASE_ERASED"],
    summary: { zh: "下载证据文件", en: "Download the evidence file" },
    params: id,
    output: "file",
  },
});
