import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { callerOf, type Context, type Handlers } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse } from "#base/outcome.ts";
import type { AttachmentStore } from "#exchange/attachments.ts";
import { recordAudit } from "../audit-store.ts";
import { operatorAs } from "../operator.ts";
import type { backupContract } from "./contract.ts";
import { dumpLines, type DumpDeps } from "./dump.ts";
import { isDiskTrouble } from "./files.ts";

export type BackupDeps = DumpDeps & {
  /** The embedded database has one connection: what is read from it is put down first and sent then. */
  kind: "embedded" | "postgresql";
  folder: string;
  attachments: AttachmentStore;
};

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(line);
}

/** Puts bytes down and reads them again; the file has no name from the beginning, so nothing stays whatever happens. */
const putDown = async (
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<Uint8Array>> => {
  const path = join(folder, `dump-${newId()}`);
  const file = await open(path, "wx+", 0o600);
  await rm(path);
  try {
    for await (const chunk of bytes) await file.writeFile(chunk);
  } catch (error) {
    await file.close();
    throw error;
  }
  return file.createReadStream({ start: 0 });
};

export const backupHandlers = (deps: BackupDeps): Handlers<typeof backupContract> => {
  const isOperator = (context: Context) => callerOf(context).personId === operatorAs(null).personId;
  const answer = (content: AsyncIterable<Uint8Array>, size?: number) =>
    done({
      mediaType: "application/octet-stream",
      name: "backup",
      content,
      ...(size !== undefined && { size }),
    });
  return {
    dump: async (_, context) => {
      if (!isOperator(context)) return refuse("NOT_ALLOWED");
      await recordAudit(deps.db, {
        at: context.now,
        action: "backup",
        outcome: "ok",
        caller: callerOf(context),
        requestId: context.requestId,
      });
      const bytes = bytesOf(dumpLines(deps));
      if (deps.kind === "postgresql") return answer(bytes);
      try {
        return answer(await putDown(deps.folder, bytes));
      } catch (error) {
        if (isDiskTrouble(error)) return refuse("STORAGE_FULL");
        throw error;
      }
    },
    attachment: async ({ params: { digest } }, context) => {
      if (!isOperator(context)) return refuse("NOT_ALLOWED");
      const found = await deps.attachments.open(digest);
      return found ? answer(found.content, found.size) : refuse("NOT_FOUND");
    },
  };
};
