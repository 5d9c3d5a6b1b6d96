import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { HandIn } from "./draft.ts";
import { Checked } from "./events.ts";
import { CaseRow, CaseView, Said } from "./view.ts";

const id = z.object({ id: z.uuid() });
/** Every command answers with the case as it now is. */
const acted = z.object({ case: CaseView });

export const windowContract = contract({
  windowQueue: {
    method: "GET",
    path: "/api/window/queue",
    access: ["window-clerk"],
    refusals: [],
    summary: { zh: "窗口队列", en: "The window's queue" },
    query: z.object({
      tab: z.enum(["today", "supplement", "deliver", "all"]).default("today"),
      after: z.string().optional(),
    }),
    output: z.object({
      rows: z.array(CaseRow),
      next: z.string().optional(),
      counts: z.object({ today: z.int(), supplement: z.int(), deliver: z.int() }),
      receivedToday: z.int(),
      toPass: z.int(),
    }),
  },
  handovers: {
    method: "GET",
    path: "/api/window/handovers",
    access: ["window-clerk"],
    refusals: [],
    summary: { zh: "一日移交清单", en: "What left this window for the other side on a day" },
    query: z.object({ day: z.iso.date() }),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          itemName: Said,
          to: Party,
          at: z.iso.datetime(),
          signedAt: z.iso.datetime().optional(), // the other side's signed receipt
        }),
      ),
    }),
  },
  handIn: {
    method: "POST",
    path: "/api/window/hand-in",
    access: ["window-clerk"],
    refusals: ["FORM_INCOMPLETE", "ITEM_NOT_AVAILABLE", "ITEM_NOT_FOUND"],
    summary: {
      zh: "柜台收件（提交并出具收件凭证）",
      en: "Receive at the counter: submit and issue the receipt",
    },
    body: HandIn,
    output: acted,
  },
  receive: {
    method: "POST",
    path: "/api/cases/:id/receive",
    access: ["window-clerk"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "收件", en: "Receive" },
    params: id,
    output: acted,
  },
  check: {
    method: "POST",
    path: "/api/cases/:id/check",
    access: ["window-clerk"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "MATERIAL_UNKNOWN"],
    summary: { zh: "逐份核验材料", en: "Check papers one by one" },
    params: id,
    body: z.object({ materials: z.array(Checked).min(1) }),
    output: acted,
  },
  requestSupplement: {
    method: "POST",
    path: "/api/cases/:id/request-supplement",
    access: ["window-clerk"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "ALREADY_ASKED"],
    summary: { zh: "一次性告知补正", en: "Ask once for everything missing" },
    params: id,
    body: z.object({
      defects: z.array(z.object({ material: z.string(), what: z.string().min(1).max(500) })).min(1),
    }),
    output: acted,
  },
  accept: {
    method: "POST",
    path: "/api/cases/:id/accept",
    access: ["window-clerk", "officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "NOT_GRANTED", "NOT_CHECKED"],
    summary: { zh: "受理", en: "Accept" },
    params: id,
    output: acted,
  },
  refuse: {
    method: "POST",
    path: "/api/cases/:id/refuse",
    access: ["window-clerk", "officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "NOT_GRANTED", "ASK_FIRST", "REASONS_NEEDED"],
    summary: { zh: "不受理、不予受理", en: "Not required, or refused" },
    params: id,
    body: z.object({
      outcome: z.enum(["not-required", "not-competent", "not-conforming"]),
      reasons: z.string().min(1).max(2000),
      competent: z.string().max(200).optional(),
    }),
    output: acted,
  },
  pass: {
    method: "POST",
    path: "/api/cases/:id/pass",
    access: ["window-clerk", "officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "移交对方", en: "Pass on to the other side" },
    params: id,
    body: z.object({ note: z.string().max(500).optional() }),
    output: acted,
  },
  deliver: {
    method: "POST",
    path: "/api/cases/:id/deliver",
    access: ["window-clerk", "officer"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW", "COURIER_NUMBER"],
    summary: { zh: "送达", en: "Deliver" },
    params: id,
    body: z.object({
      way: z.enum(["window", "courier", "electronic"]),
      courierNumber: z.string().max(40).optional(),
      recipient: z.string().max(100).optional(),
    }),
    output: acted,
  },
});
