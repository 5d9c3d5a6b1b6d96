import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Digest } from "#protocol/event.ts";

/** What a running node gives to whoever may read its folder, and to nobody who signed in: the whole of it. */
export const backupContract = contract({
  dump: {
    method: "GET",
    path: "/api/operator/dump",
    summary: {
      zh: "备份：数据库全部内容（仅限本机操作员）",
      en: "Backup: all rows (the operator of this machine only)",
    },
    access: ["audit-administrator"],
    output: "file",
    refusals: ["STORAGE_FULL"],
  },
  attachment: {
    method: "GET",
    path: "/api/operator/attachments/:digest",
    summary: {
      zh: "备份：一份附件（仅限本机操作员）",
      en: "Backup: an attachment (the operator of this machine only)",
    },
    access: ["audit-administrator"],
    params: z.object({ digest: Digest }),
    output: "file",
    refusals: [],
  },
});
