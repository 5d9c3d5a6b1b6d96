import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { CaseView, Rows, Said } from "./view.ts";

const id = z.object({ id: z.uuid() });
/** Every command answers with the case as it now is. */
const acted = z.object({ case: CaseView });

export const supervisorContract = contract({
  supervision: {
    method: "GET",
    path: "/api/supervision",
    access: ["supervisor"],
    refusals: [],
    summary: { zh: "督办：什么晚了、晚在哪里", en: "What is late and where" },
    query: z.object({ by: z.enum(["item", "party", "step"]).default("item") }),
    output: z.object({
      asOf: z.iso.datetime(),
      rows: z.array(
        z.object({
          key: z.string(),
          name: Said,
          open: z.int(),
          green: z.int(),
          yellow: z.int(),
          red: z.int(),
          closed: z.int(),
          averageWorkdays: z.number().nullable(),
        }),
      ),
    }),
  },
  supervisedCases: {
    method: "GET",
    path: "/api/supervision/cases",
    access: ["supervisor"],
    refusals: [],
    summary: { zh: "数字背后的办件", en: "The cases behind a figure" },
    query: z.object({
      by: z.enum(["item", "party", "step"]),
      key: z.string(),
      light: z.enum(["green", "yellow", "red", "open", "closed"]).default("open"),
      after: z.string().optional(),
    }),
    output: Rows,
  },
  heldUp: {
    method: "GET",
    path: "/api/supervision/held-up",
    access: ["supervisor"],
    refusals: [],
    summary: {
      zh: "系统未能自动办理的办件（视为受理、确认撤回）",
      en: "Cases that the system could not act on by itself (deemed acceptance, withdrawal)",
    },
    output: z.object({
      rows: z.array(
        z.object({
          case: z.uuid(),
          number: z.string(),
          itemName: Said,
          act: z.enum(["deem", "withdraw"]),
          reason: Said,
          attempts: z.int(),
          since: z.iso.datetime(),
          nextAt: z.iso.datetime(),
        }),
      ),
    }),
  },
  exportSupervision: {
    method: "GET",
    path: "/api/supervision/export",
    access: ["supervisor"],
    refusals: [],
    summary: { zh: "导出台账（xlsx）", en: "Export the ledger (xlsx)" },
    output: "file",
  },
  listRatings: {
    method: "GET",
    path: "/api/ratings",
    access: ["supervisor"],
    refusals: [],
    summary: { zh: "评价与差评整改", en: "Ratings, and the negative ones to be dealt with" },
    query: z.object({ open: z.enum(["yes", "no"]).default("yes") }),
    output: z.object({
      rows: z.array(
        z.object({
          case: z.uuid(),
          number: z.string(),
          itemName: Said,
          side: Party,
          stars: z.int(),
          codes: z.array(z.string()),
          text: z.string().optional(),
          at: z.iso.datetime(),
          due: z.iso.date().optional(),
          negative: z.boolean(),
          answer: z.string().optional(),
        }),
      ),
      average: z.number().nullable(),
    }),
  },
  answerRating: {
    method: "POST",
    path: "/api/cases/:id/answer-rating",
    access: ["supervisor"],
    refusals: ["CASE_NOT_FOUND", "NOT_NOW"],
    summary: { zh: "差评回访与整改", en: "Call back and answer a negative rating" },
    params: id,
    body: z.object({ calledBack: z.boolean(), what: z.string().min(1).max(1000) }),
    output: acted,
  },
});
