import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";

const administrators = ["system-administrator", "security-administrator", "audit-administrator"] as const;

/** Two stories of one node under one page number, as an operator sees them. */
export const ConflictView = z.object({
  id: z.int(),
  of: Party,
  number: z.int(),
  stories: z.array(z.object({ heldBy: Party, digest: Digest, sealedAt: z.iso.datetime({ precision: 3 }) })),
  foundAt: z.iso.datetime({ precision: 3 }),
});
export type ConflictView = z.infer<typeof ConflictView>;

export const exchangeConflictContract = contract({
  conflicts: {
    method: "GET",
    path: "/api/exchange/conflicts",
    summary: { zh: "同一页号的两种说法", en: "Two stories under one page number" },
    access: administrators,
    output: z.object({ conflicts: z.array(ConflictView) }),
    refusals: [],
  },
  conflictFile: {
    method: "GET",
    path: "/api/exchange/conflicts/:id/file",
    summary: { zh: "下载冲突证据文件", en: "The evidence file of a conflict" },
    access: administrators,
    params: z.object({ id: z.coerce.number().int().min(1) }),
    output: "file",
    refusals: ["KEY_NOT_HELD"],
  },
});
