import { Readable } from "node:stream";
import type { AttachmentStore } from "#exchange/attachments.ts";
import type { Door } from "../operator.ts";
import { backupContract } from "./contract.ts";
import { dumpLines, type DumpDeps } from "./dump.ts";

/** Where a backup comes from: a node that runs, asked through its operator's door, or its database itself. */
export type BackupSource = {
  dump: () => Promise<AsyncIterable<Uint8Array>>;
  openAttachment: (digest: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
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
      if (!answer.ok || !answer.body) throw new Error(`the node answered ${answer.status}`);
      return answer.body;
    },
    openAttachment: async (digest) => {
      const answer = await ask(backupContract.attachment.path.replace(":digest", digest));
      if (answer.status === 404) return undefined;
      if (!answer.ok || !answer.body) throw new Error(`the node answered ${answer.status}`);
      return answer.body;
    },
  };
};
