import { Readable } from "node:stream";
import { isSuite, suites } from "#base/signature.ts";
import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import type { PageHeader } from "#protocol/page.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import { conflictFileOf } from "./conflict.ts";
import { listConflicts, type Story } from "./conflict-store.ts";
import type { exchangeConflictContract } from "./contract-conflict.ts";
import type { AgreementProofs } from "./evidence.ts";
import type { Exchange } from "./open.ts";

const listLimit = 500;

const viewOf = ({ header, heldBy }: Story) => {
  const { suite, sealedAt } = JSON.parse(header) as PageHeader;
  if (!isSuite(suite)) throw new Error(`a story was kept with suite ${suite}`);
  return { heldBy, digest: pageDigest(suites[suite].hash, header), sealedAt };
};

export const conflictHandlers = (
  { deps }: Exchange,
  agreementProofs: AgreementProofs,
): Handlers<typeof exchangeConflictContract> => ({
  conflicts: async () => {
    const conflicts = await listConflicts(deps.db, listLimit);
    return done({
      conflicts: conflicts.map(({ id, of, number, stories, foundAt }) => {
        return { id, of, number, foundAt, stories: stories.map(viewOf) };
      }),
    });
  },
  conflictFile: async ({ params: { id } }) => {
    const file = await deps.db.transaction().execute((tx) => conflictFileOf(deps, tx, id, agreementProofs));
    if (!file.ok) return file;
    return done({
      mediaType: "application/json",
      name: `conflict-${deps.here}-${id}.json`,
      size: Buffer.byteLength(file.value),
      content: Readable.from([file.value]),
    });
  },
});
