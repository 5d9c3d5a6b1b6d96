import { Readable } from "node:stream";
import { bodyOf } from "#base/body-of.ts";
import type { AttachmentStore } from "#exchange/attachments.ts";
import type { Door } from "../operator.ts";
import { backupContract } from "./contract.ts";
import { dumpLines, type DumpDeps } from "./dump.ts";

/** Where a backup comes from: a node that runs, asked through its operator's door, or its database itself. */
export type BackupSource = {
  dump: () => Promise<AsyncIterable<Uint8Array>>;
  openAttachment: (digest: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
};

/** The node that runs said no: its disk is full, or the word at its door is an old one. */
export class DoorClosed extends Error {}

const closed = async (answer: Response): Promise<DoorClosed> => {
  const problem = (await answer.json().catch(() => undefined)) as { title?: unknown } | null | undefined;
  return new DoorClosed(typeof problem?.title === "string" ? problem.title : `HTTP ${answer.status}`);
};

export const databaseSource = (deps: DumpDeps, attachments: AttachmentStore): BackupSource => ({
  dump: async () => Readable.from(dumpLines(deps), { objectMode: false }),
  openAttachment: async (digest) => (await attachments.open(digest))?.content,
});

export const doorSource = ({ url, token }: Door): BackupSource => {
  const ask = (path: string) =>
    // As it is: to pack it for the way within one machine costs more than it saves.
    fetch(url + path, { headers: { authorization: `Operator ${token}`, "accept-encoding": "identity" } });
  return {
    dump: async () => {
      const answer = await ask(backupContract.dump.path);
      const bytes = answer.ok && bodyOf(answer);
      if (!bytes) throw await closed(answer);
      return bytes;
    },
    openAttachment: async (digest) => {
      const answer = await ask(backupContract.attachment.path.replace(":digest", digest));
      if (answer.status === 404) return undefined;
      const bytes = answer.ok && bodyOf(answer);
      if (!bytes) throw await closed(answer);
      return bytes;
    },
  };
};
