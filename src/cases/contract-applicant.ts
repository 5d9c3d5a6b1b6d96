import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Draft, DraftContent } from "./draft.ts";
import { HandedIn } from "./events.ts";
import { Answers } from "./field.ts";
import { CaseView, Rows } from "./view.ts";

const id = z.object({ id: z.uuid() });
/** Every command answers with the case as it now is. */
const acted = z.object({ case: CaseView });

export const applicantContract = contract({
  listDrafts: {
    method: "GET",
    path: "/api/drafts",
    access: ["applicant"],
    refusals: [],
    summary: { zh: "我的草稿", en: "My drafts" },
    output: z.object({ drafts: z.array(Draft) }),
  },
  startDraft: {
    method: "POST",
    path: "/api/drafts",
    access: ["applicant"],
    refusals: ["ITEM_NOT_FOUND", "ITEM_NOT_AVAILABLE"],
    summary: {
      zh: "开始填写（同一事项继续上次草稿）",
      en: "Start, or go on with the draft of the same item",
    },
    body: z.object({ item: z.string().length(31) }),
    output: Draft,
  },
  readDraft: {
    method: "GET",
    path: "/api/drafts/:id",
    access: ["applicant"],
    refusals: ["DRAFT_NOT_FOUND"],
    summary: { zh: "读草稿", en: "Read a draft" },
    params: id,
    output: Draft,
  },
  saveDraft: {
    method: "PUT",
    path: "/api/drafts/:id",
    access: ["applicant"],
    refusals: ["DRAFT_NOT_FOUND", "DRAFT_CHANGED"],
    summary: { zh: "保存草稿", en: "Save a draft" },
    params: id,
    body: DraftContent.extend({ revision: z.int() }),
    output: Draft,
  },
  deleteDraft: {
    method: "DELETE",
    path: "/api/drafts/:id",
    access: ["applicant"],
    refusals: ["DRAFT_NOT_FOUND"],
    summary: { zh: "删除草稿", en: "Delete a draft" },
    params: id,
    output: z.object({ deleted: z.literal(true) }),
  },
  upload: {
    method: "PUT",
    path: "/api/uploads",
    access: ["applicant", "window-clerk"],
    refusals: ["FILE_TOO_LARGE", "FILE_KIND", "FILE_EMPTY"],
    summary: {
      zh: "上传一份文件（pdf、ofd、jpg、png，最大 50 MB）",
      en: "Upload one file (pdf, ofd, jpg, png, up to 50 MB)",
    },
    body: "bytes",
    output: z.object({ digest: Digest, size: z.int(), mediaType: z.string() }),
  },
  submit: {
    method: "POST",
    path: "/api/drafts/:id/submit",
    access: ["applicant"],
    refusals: [
      "DRAFT_NOT_FOUND",
      "DRAFT_CHANGED",
      "FORM_INCOMPLETE",
      "MATERIAL_MISSING",
      "ITEM_NOT_AVAILABLE",
    ],
    summary: {
      zh: "提交申请（重复提交只产生一件）",
      en: "Send the application (sending twice makes one case)",
    },
    params: id,
    body: z.object({ revision: z.int() }),
    output: acted,
  },
  myCases: {
    method: "GET",
    path: "/api/my/cases",
    access: ["applicant"],
    refusals: [],
    summary: { zh: "我的办件", en: "My cases" },
    query: z.object({ after: z.string().optional() }),
    output: Rows,
  },
  supplement: {
    method: "POST",
    path: "/api/cases/:id/supplement",
    access: ["applicant", "window-clerk"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "MATERIAL_MISSING", "FORM_INCOMPLETE"],
    summary: { zh: "补正材料", en: "Supply what the notice asked for" },
    params: id,
    body: z.object({ materials: z.array(HandedIn), form: Answers.optional() }),
    output: acted,
  },
  withdraw: {
    method: "POST",
    path: "/api/cases/:id/withdraw",
    access: ["applicant", "window-clerk"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "撤回申请", en: "Withdraw" },
    params: id,
    body: z.object({ reason: z.string().max(500) }),
    output: acted,
  },
  rate: {
    method: "POST",
    path: "/api/cases/:id/rate",
    access: ["applicant"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "RATING_CODE"],
    summary: { zh: "评价（收件方和决定方各评一次）", en: "Rate each side once" },
    params: id,
    body: z.object({
      side: Party,
      stars: z.int().min(1).max(5),
      codes: z.array(z.string()).max(10),
      text: z.string().max(500).optional(),
    }),
    output: acted,
  },
});
