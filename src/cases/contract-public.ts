import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { ItemRow } from "./draft.ts";
import { Item } from "./item.ts";
import { CaseView, Said } from "./view.ts";

export const publicContract = contract({
  listItems: {
    method: "GET",
    path: "/api/items",
    access: "anyone",
    refusals: [],
    summary: {
      zh: "按名称、拼音首字母或情形查找事项",
      en: "Find items by name, pinyin initials or scenario",
    },
    query: z.object({
      q: z.string().max(100).optional(),
      domain: z.string().optional(),
      deciding: Party.optional(),
    }),
    output: z.object({ items: z.array(ItemRow) }),
  },
  readItem: {
    method: "GET",
    path: "/api/items/:id",
    access: "anyone",
    refusals: ["ITEM_NOT_FOUND"],
    summary: { zh: "办事指南", en: "The guide of an item" },
    params: z.object({ id: z.string() }),
    output: z.object({
      item: Item,
      here: Party,
      acceptableFor: z.array(Party), // whose decisions this node may accept papers for
      clause: z
        .object({
          agreement: Digest,
          agreementTitle: Said,
          clause: z.string(),
          clauseTitle: Said,
          powers: z.array(z.string()),
        })
        .optional(),
      clockStart: Said,
    }),
  },
  track: {
    method: "GET",
    path: "/api/track",
    access: "anyone",
    refusals: ["CASE_NOT_FOUND", "CASE_ERASED"],
    summary: { zh: "凭办件编号和查询码查进度", en: "Follow a case by number and code" },
    query: z.object({ number: z.string().max(60), code: z.string().max(12) }),
    output: CaseView,
  },
  figures: {
    method: "GET",
    path: "/api/figures",
    access: "anyone",
    refusals: [],
    summary: { zh: "今年跨城办件的公开数字", en: "This year's cross-border figures, counted" },
    output: z.object({
      year: z.int(),
      items: z.int(),
      closed: z.int(),
      averageWorkdays: z.number().nullable(),
      onTimePercent: z.number().nullable(),
      lostInTransit: z.int(),
      sample: z.boolean(),
    }),
  },
});
