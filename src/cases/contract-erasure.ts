import { z } from "zod";
import { contract } from "#base/contract.ts";
import { ErasureReason } from "#exchange/events.ts";
import { CaseState, Said } from "./view.ts";

const Instant = z.iso.datetime({ precision: 3 });

/** A case as administrators see it: what it was and until when it is kept, never whose. */
const Plain = { number: z.string(), itemName: Said, closedOn: z.iso.date() };

export const DueRow = z.object({ ...Plain, until: z.iso.date(), why: Said, provisional: z.boolean() });
export type DueRow = z.infer<typeof DueRow>;

export const ProposalRow = z.object({
  ...Plain,
  id: z.uuid(),
  reason: ErasureReason,
  reasonWords: Said,
  basis: Said,
  why: Said,
  proposedBy: z.string(), // 工号
  proposedAt: Instant,
  isOwn: z.boolean(),
});
export type ProposalRow = z.infer<typeof ProposalRow>;

export const ErasedRow = z.object({
  ...Plain,
  id: z.uuid(),
  state: CaseState,
  stateName: Said,
  erasedAt: Instant,
  reasonWords: Said,
  basis: Said,
});
export type ErasedRow = z.infer<typeof ErasedRow>;

const both = ["system-administrator", "security-administrator"] as const;
const id = z.object({ id: z.uuid() });

export const erasureContract = contract({
  listErasures: {
    method: "GET",
    path: "/api/erasures",
    access: both,
    refusals: [],
    summary: {
      zh: "个人信息删除：已满期限的办件、待批准的申请、已删除的办件",
      en: "Erasure of personal data: cases that are due, proposals that wait, cases that were erased",
    },
    output: z.object({
      due: z.array(DueRow),
      proposals: z.array(ProposalRow),
      erased: z.array(ErasedRow),
    }),
  },
  proposeErasure: {
    method: "POST",
    path: "/api/erasures",
    access: ["system-administrator"],
    refusals: [
      "CASE_NOT_FOUND",
      "CASE_ERASED",
      "CASE_OPEN",
      "HELD_ELSEWHERE",
      "RETENTION_RUNS",
      "RETENTION_UNKNOWN",
      "ERASURE_PROPOSED",
    ],
    summary: { zh: "提出删除一个办件的个人信息", en: "Propose to erase the personal data of a case" },
    body: z.object({ text: z.string().min(1).max(200), reason: ErasureReason }),
    output: ProposalRow,
  },
  approveErasure: {
    method: "POST",
    path: "/api/erasures/:id/approve",
    access: ["security-administrator"],
    refusals: [
      "PROPOSAL_NOT_FOUND",
      "SAME_ADMINISTRATOR",
      "CASE_OPEN",
      "HELD_ELSEWHERE",
      "RETENTION_RUNS",
      "RETENTION_UNKNOWN",
    ],
    summary: { zh: "批准删除，各方节点随即删除", en: "Approve an erasure; every party's node then erases" },
    params: id,
    output: ErasedRow,
  },
  rejectErasure: {
    method: "POST",
    path: "/api/erasures/:id/reject",
    access: ["security-administrator"],
    refusals: ["PROPOSAL_NOT_FOUND"],
    summary: { zh: "退回删除申请", en: "Reject a proposal to erase" },
    params: id,
    output: z.object({ number: z.string() }),
  },
});
