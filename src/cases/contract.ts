import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Agent, Applicant, Checked, Delivery, HandedIn } from "./events.ts";
import { Answers } from "./field.ts";
import { Item } from "./item.ts";
import { CaseRow, CaseView, Rows, Said } from "./view.ts";

const id = z.object({ id: z.uuid() });
const staff = ["window-clerk", "officer", "supervisor"] as const;
const acted = z.object({ case: CaseView }); // every command answers with the case as it now is

export const ItemRow = z.object({
  id: z.string(), name: Said, summary: Said, domain: z.string(), initials: z.string(), caseType: z.enum(["1", "2"]),
  decidedBy: z.array(z.object({ party: Party, code: z.string() })), promised: z.object({ n: z.int(), unit: z.string() }),
  available: z.boolean(), // a clause in force lets this node accept it for the others
});
export type ItemRow = z.infer<typeof ItemRow>;

/** A draft is local until it is sent: no event, no border. `revision` keeps two tabs from overwriting each other. */
export const Draft = z.object({
  id: z.uuid(), revision: z.int(), item: z.string(), itemId: z.string(), itemName: Said, deciding: Party, savedAt: z.iso.datetime(),
  applicant: Applicant.partial(), agent: Agent.partial().optional(), form: Answers, materials: z.array(HandedIn),
  delivery: Delivery.partial(),
});
export type Draft = z.infer<typeof Draft>;
const DraftContent = Draft.pick({ applicant: true, agent: true, form: true, materials: true, delivery: true });

/** What is handed in at a counter, for a person standing there. */
export const HandIn = z.object({
  key: z.uuid(), // made by the page once per form: the same key never makes a second case
  item: z.string().length(31), applicant: Applicant, agent: Agent.optional(), form: Answers, materials: z.array(HandedIn), delivery: Delivery,
});

export const caseContract = contract({
  listItems: {
    method: "GET", path: "/api/items", access: "anyone", refusals: [],
    summary: { zh: "按名称、拼音首字母或情形查找事项", en: "Find items by name, pinyin initials or scenario" },
    query: z.object({ q: z.string().max(100).optional(), domain: z.string().optional(), deciding: Party.optional() }),
    output: z.object({ items: z.array(ItemRow) }),
  },
  readItem: {
    method: "GET", path: "/api/items/:id", access: "anyone", refusals: ["ITEM_NOT_FOUND"],
    summary: { zh: "办事指南", en: "The guide of an item" },
    params: z.object({ id: z.string() }),
    output: z.object({
      item: Item, here: Party, acceptableFor: z.array(Party), // whose decisions this node may accept papers for
      clause: z.object({ agreement: Digest, agreementTitle: Said, clause: z.string(), clauseTitle: Said, powers: z.array(z.string()) }).optional(),
      clockStart: Said,
    }),
  },
  track: {
    method: "GET", path: "/api/track", access: "anyone", refusals: ["CASE_NOT_FOUND"],
    summary: { zh: "凭办件编号和查询码查进度", en: "Follow a case by number and code" },
    query: z.object({ number: z.string().max(60), code: z.string().max(12) }), output: CaseView,
  },
  figures: {
    method: "GET", path: "/api/figures", access: "anyone", refusals: [],
    summary: { zh: "今年跨城办件的公开数字", en: "This year's cross-border figures, counted" },
    output: z.object({
      year: z.int(), items: z.int(), closed: z.int(), averageWorkdays: z.number().nullable(), onTimePercent: z.number().nullable(), lostInTransit: z.int(),
      sample: z.boolean(),
    }),
  },
  listDrafts: {
    method: "GET", path: "/api/drafts", access: ["applicant"], refusals: [], summary: { zh: "我的草稿", en: "My drafts" },
    output: z.object({ drafts: z.array(Draft) }),
  },
  startDraft: {
    method: "POST", path: "/api/drafts", access: ["applicant"], refusals: ["ITEM_NOT_FOUND", "ITEM_NOT_AVAILABLE"],
    summary: { zh: "开始填写（同一事项继续上次草稿）", en: "Start, or go on with the draft of the same item" },
    body: z.object({ item: z.string().length(31) }), output: Draft,
  },
  readDraft: {
    method: "GET", path: "/api/drafts/:id", access: ["applicant"], refusals: ["DRAFT_NOT_FOUND"],
    summary: { zh: "读草稿", en: "Read a draft" }, params: id, output: Draft,
  },
  saveDraft: {
    method: "PUT", path: "/api/drafts/:id", access: ["applicant"], refusals: ["DRAFT_NOT_FOUND", "DRAFT_CHANGED"],
    summary: { zh: "保存草稿", en: "Save a draft" }, params: id, body: DraftContent.extend({ revision: z.int() }), output: Draft,
  },
  deleteDraft: {
    method: "DELETE", path: "/api/drafts/:id", access: ["applicant"], refusals: ["DRAFT_NOT_FOUND"],
    summary: { zh: "删除草稿", en: "Delete a draft" }, params: id, output: z.object({ deleted: z.literal(true) }),
  },
  upload: {
    method: "PUT", path: "/api/uploads", access: ["applicant", "window-clerk"], refusals: ["FILE_TOO_LARGE", "FILE_KIND", "FILE_EMPTY"],
    summary: { zh: "上传一份文件（pdf、ofd、jpg、png，最大 50 MB）", en: "Upload one file (pdf, ofd, jpg, png, up to 50 MB)" },
    body: "bytes", output: z.object({ digest: Digest, size: z.int(), mediaType: z.string() }),
  },
  submit: {
    method: "POST", path: "/api/drafts/:id/submit", access: ["applicant"],
    refusals: ["DRAFT_NOT_FOUND", "DRAFT_CHANGED", "FORM_INCOMPLETE", "MATERIAL_MISSING", "ITEM_NOT_AVAILABLE"],
    summary: { zh: "提交申请（重复提交只产生一件）", en: "Send the application (sending twice makes one case)" },
    params: id, body: z.object({ revision: z.int() }), output: acted,
  },
  myCases: {
    method: "GET", path: "/api/my/cases", access: ["applicant"], refusals: [], summary: { zh: "我的办件", en: "My cases" },
    query: z.object({ after: z.string().optional() }), output: Rows,
  },
  readCase: {
    method: "GET", path: "/api/cases/:id", access: ["applicant", ...staff], refusals: ["CASE_NOT_FOUND"],
    summary: { zh: "办件详情", en: "A case" }, params: id, query: z.object({ unmask: z.enum(["yes"]).optional() }), output: CaseView,
  },
  findCase: {
    method: "GET", path: "/api/find", access: staff, refusals: ["CASE_NOT_FOUND"],
    summary: { zh: "扫码或输入编号找办件", en: "Find a case by number or by the code on its receipt" },
    query: z.object({ text: z.string().min(1).max(200) }), output: z.object({ id: z.uuid() }),
  },
  supplement: {
    method: "POST", path: "/api/cases/:id/supplement", access: ["applicant", "window-clerk"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "MATERIAL_MISSING", "FORM_INCOMPLETE"],
    summary: { zh: "补正材料", en: "Supply what the notice asked for" }, params: id, body: z.object({ materials: z.array(HandedIn), form: Answers.optional() }), output: acted,
  },
  withdraw: {
    method: "POST", path: "/api/cases/:id/withdraw", access: ["applicant", "window-clerk"], refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "撤回申请", en: "Withdraw" }, params: id, body: z.object({ reason: z.string().max(500) }), output: acted,
  },
  rate: {
    method: "POST", path: "/api/cases/:id/rate", access: ["applicant"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "RATING_CODE"],
    summary: { zh: "评价（收件方和决定方各评一次）", en: "Rate each side once" }, params: id,
    body: z.object({ side: Party, stars: z.int().min(1).max(5), codes: z.array(z.string()).max(10), text: z.string().max(500).optional() }), output: acted,
  },
  readAttachment: {
    method: "GET", path: "/api/cases/:id/attachments/:digest", access: ["applicant", ...staff], refusals: ["CASE_NOT_FOUND", "FILE_NOT_FOUND"],
    summary: { zh: "看材料", en: "See a paper" }, params: z.object({ id: z.uuid(), digest: Digest }), output: "file",
  },
  readDocument: {
    method: "GET", path: "/api/cases/:id/documents/:index", access: ["applicant", ...staff], refusals: ["CASE_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
    summary: { zh: "文书（网页打印或 PDF）", en: "A document, to print or as PDF" }, params: z.object({ id: z.uuid(), index: z.coerce.number().int() }),
    query: z.object({ as: z.enum(["html", "pdf"]).default("html") }), output: "file",
  },
  evidence: {
    method: "GET", path: "/api/cases/:id/evidence", access: ["applicant", ...staff], refusals: ["CASE_NOT_FOUND"],
    summary: { zh: "下载证据文件", en: "Download the evidence file" }, params: id, output: "file",
  },
  windowQueue: {
    method: "GET", path: "/api/window/queue", access: ["window-clerk"], refusals: [], summary: { zh: "窗口队列", en: "The window's queue" },
    query: z.object({ tab: z.enum(["today", "supplement", "deliver", "all"]).default("today"), after: z.string().optional() }),
    output: z.object({ rows: z.array(CaseRow), next: z.string().optional(), counts: z.object({ today: z.int(), supplement: z.int(), deliver: z.int() }), receivedToday: z.int(), toPass: z.int() }),
  },
  handIn: {
    method: "POST", path: "/api/window/hand-in", access: ["window-clerk"], refusals: ["FORM_INCOMPLETE", "ITEM_NOT_AVAILABLE", "ITEM_NOT_FOUND"],
    summary: { zh: "柜台收件（提交并出具收件凭证）", en: "Receive at the counter: submit and issue the receipt" }, body: HandIn, output: acted,
  },
  receive: {
    method: "POST", path: "/api/cases/:id/receive", access: ["window-clerk"], refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "收件", en: "Receive" }, params: id, output: acted,
  },
  check: {
    method: "POST", path: "/api/cases/:id/check", access: ["window-clerk"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "MATERIAL_UNKNOWN"],
    summary: { zh: "逐份核验材料", en: "Check papers one by one" }, params: id, body: z.object({ materials: z.array(Checked).min(1) }), output: acted,
  },
  requestSupplement: {
    method: "POST", path: "/api/cases/:id/request-supplement", access: ["window-clerk"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "ALREADY_ASKED"],
    summary: { zh: "一次性告知补正", en: "Ask once for everything missing" }, params: id,
    body: z.object({ defects: z.array(z.object({ material: z.string(), what: z.string().min(1).max(500) })).min(1) }), output: acted,
  },
  accept: {
    method: "POST", path: "/api/cases/:id/accept", access: ["window-clerk", "officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "NOT_GRANTED", "NOT_CHECKED"],
    summary: { zh: "受理", en: "Accept" }, params: id, output: acted,
  },
  refuse: {
    method: "POST", path: "/api/cases/:id/refuse", access: ["window-clerk", "officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "NOT_GRANTED"],
    summary: { zh: "不受理、不予受理", en: "Not required, or refused" }, params: id,
    body: z.object({ outcome: z.enum(["not-required", "not-competent", "not-conforming"]), reasons: z.string().min(1).max(2000), competent: z.string().max(200).optional() }), output: acted,
  },
  pass: {
    method: "POST", path: "/api/cases/:id/pass", access: ["window-clerk", "officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "移交对方", en: "Pass on to the other side" }, params: id, body: z.object({ note: z.string().max(500).optional() }), output: acted,
  },
  deliver: {
    method: "POST", path: "/api/cases/:id/deliver", access: ["window-clerk", "officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "COURIER_NUMBER"],
    summary: { zh: "送达", en: "Deliver" }, params: id,
    body: z.object({ way: z.enum(["window", "courier", "electronic"]), courierNumber: z.string().max(40).optional(), recipient: z.string().max(100).optional() }), output: acted,
  },
  officerQueue: {
    method: "GET", path: "/api/officer/queue", access: ["officer", "supervisor"], refusals: [], summary: { zh: "审批队列", en: "The officer's queue, by light" },
    query: z.object({ tab: z.enum(["open", "to-confirm", "paused", "done"]).default("open"), after: z.string().optional() }),
    output: z.object({ rows: z.array(CaseRow), next: z.string().optional(), counts: z.object({ open: z.int(), toConfirm: z.int(), paused: z.int() }) }),
  },
  examine: {
    method: "POST", path: "/api/cases/:id/examine", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "TWO_OFFICERS"],
    summary: { zh: "审查意见（实质核查须两人）", en: "Record an examination (substantive: two officers)" }, params: id,
    body: z.object({ scope: z.enum(["form", "substantive"]), second: z.string().max(20).optional(), opinion: z.string().min(1).max(2000) }), output: acted,
  },
  pause: {
    method: "POST", path: "/api/cases/:id/pause", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "PROCEDURE_UNKNOWN"],
    summary: { zh: "特别程序（停表并书面告知）", en: "Special procedure: stop the clock, with a written notice" }, params: id,
    body: z.object({ procedure: z.string(), reason: z.string().min(1).max(2000), expectedWorkdays: z.int().min(1).max(365) }), output: acted,
  },
  resume: {
    method: "POST", path: "/api/cases/:id/resume", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "特别程序结束", en: "End of the special procedure" }, params: id, body: z.object({ result: z.string().max(2000) }), output: acted,
  },
  askExtension: {
    method: "POST", path: "/api/cases/:id/ask-extension", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "ALREADY_EXTENDED"],
    summary: { zh: "申请延期", en: "Ask for the extension" }, params: id, body: z.object({ reason: z.string().min(1).max(2000) }), output: acted,
  },
  extend: {
    method: "POST", path: "/api/cases/:id/extend", access: ["supervisor"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "ALREADY_EXTENDED"],
    summary: { zh: "批准延期（一次，十个工作日）", en: "Approve the one extension" }, params: id, body: z.object({ approve: z.boolean(), reason: z.string().max(2000).optional() }), output: acted,
  },
  proposeDecision: {
    method: "POST", path: "/api/cases/:id/propose-decision", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "REASONS_NEEDED"],
    summary: { zh: "拟办（等第二人复核）", en: "Propose a decision, for a second officer to confirm" }, params: id,
    body: z.object({ outcome: z.enum(["granted", "denied"]), reasons: z.string().max(2000), resultNumber: z.string().max(60).optional(), validUntil: z.iso.date().optional() }), output: acted,
  },
  confirmDecision: {
    method: "POST", path: "/api/cases/:id/confirm-decision", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "SAME_OFFICER"],
    summary: { zh: "复核并作出决定", en: "Confirm and decide" }, params: id, body: z.object({ agree: z.boolean(), note: z.string().max(2000).optional() }), output: acted,
  },
  returnToWindow: {
    method: "POST", path: "/api/cases/:id/return", access: ["officer"], refusals: ["CASE_NOT_FOUND", "NOT_NOW", "REASONS_NEEDED"],
    summary: { zh: "退回收件方", en: "Return to the accepting side, with reasons" }, params: id, body: z.object({ reasons: z.string().min(1).max(2000) }), output: acted,
  },
  supervision: {
    method: "GET", path: "/api/supervision", access: ["supervisor"], refusals: [], summary: { zh: "督办：什么晚了、晚在哪里", en: "What is late and where" },
    query: z.object({ by: z.enum(["item", "party", "step"]).default("item") }),
    output: z.object({
      asOf: z.iso.datetime(),
      rows: z.array(z.object({ key: z.string(), name: Said, open: z.int(), green: z.int(), yellow: z.int(), red: z.int(), closed: z.int(), averageWorkdays: z.number().nullable() })),
    }),
  },
  supervisedCases: {
    method: "GET", path: "/api/supervision/cases", access: ["supervisor"], refusals: [], summary: { zh: "数字背后的办件", en: "The cases behind a figure" },
    query: z.object({ by: z.enum(["item", "party", "step"]), key: z.string(), light: z.enum(["green", "yellow", "red", "open", "closed"]).default("open"), after: z.string().optional() }), output: Rows,
  },
  exportSupervision: {
    method: "GET", path: "/api/supervision/export", access: ["supervisor"], refusals: [], summary: { zh: "导出台账（xlsx）", en: "Export the ledger (xlsx)" }, output: "file",
  },
  listRatings: {
    method: "GET", path: "/api/ratings", access: ["supervisor"], refusals: [], summary: { zh: "评价与差评整改", en: "Ratings, and the negative ones to be dealt with" },
    query: z.object({ open: z.enum(["yes", "no"]).default("yes") }),
    output: z.object({
      rows: z.array(z.object({ case: z.uuid(), number: z.string(), itemName: Said, side: Party, stars: z.int(), codes: z.array(z.string()), text: z.string().optional(), at: z.iso.datetime(), due: z.iso.date().optional(), negative: z.boolean(), answer: z.string().optional() })),
      average: z.number().nullable(),
    }),
  },
  answerRating: {
    method: "POST", path: "/api/cases/:id/answer-rating", access: ["supervisor"], refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "差评回访与整改", en: "Call back and answer a negative rating" }, params: id, body: z.object({ calledBack: z.boolean(), what: z.string().min(1).max(1000) }), output: acted,
  },
});
