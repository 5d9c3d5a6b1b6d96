import { sha256Hex } from "#base/hash.ts";
import type { Signer } from "#base/signature.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { Founding } from "#agreements/found.ts";
import { readChains } from "#exchange/chain-store.ts";
import { backupFormat, type About, type TableSum } from "./manifest.ts";
import * as store from "./table-store.ts";

export type DumpDeps = {
  db: Db;
  clock: Clock;
  node: Pick<About, "party" | "founding" | "key" | "secret" | "version">;
};

/** Which node it is: its key by name, its secret by a mark that says nothing of it. */
export const aboutNode = (node: {
  party: string;
  founding: Founding;
  signer: Signer;
  secret: string;
  version: string;
}): DumpDeps["node"] => ({
  party: node.party,
  founding: node.founding.digest,
  key: node.signer.keyId,
  secret: sha256Hex("tongwulang-secret-mark\n", node.secret).slice(0, 16),
  version: node.version,
});

const attachmentsPerLine = 500;

/**
 * Every row of the database as of one moment, as lines: what it is of; each table with its rows and their sum; sequences;
 * the attachments they name; an end, without which it was cut off. One snapshot (REPEATABLE READ): those who write go on,
 * and nothing of a half transaction is in it. The embedded database has one connection and makes them wait.
 */
export async function* dumpLines({ db, clock, node }: DumpDeps): AsyncGenerator<string> {
  const tx = await db
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
  try {
    const chains = [...(await readChains(tx)).values()];
    const about: About = {
      format: backupFormat,
      ...node,
      takenAt: clock(),
      migrations: await store.readApplied(tx),
      heads: Object.fromEntries(
        chains.map(({ party, end }) => [party, { number: end.number, digest: end.digest }]),
      ),
    };
    yield line({ about });
    for (const table of await store.listTables(tx)) {
      yield line({ table: table.name, columns: table.columns.map(({ name }) => name) });
      let sum: TableSum | undefined;
      yield* store.readSummed(tx, table, (found) => (sum = found));
      yield line({ sum });
    }
    yield line({ sequences: await store.readSequences(tx) });
    const attachments = await store.listAttachments(tx);
    for (let at = 0; at < attachments.length; at += attachmentsPerLine)
      yield line({ attachments: attachments.slice(at, at + attachmentsPerLine) });
    yield line({ end: true });
  } finally {
    await tx.rollback().execute();
  }
}
