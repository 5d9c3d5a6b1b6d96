import { canonical } from "#base/canonical.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import type { AgreementEventOf } from "./events.ts";
import * as store from "./store.ts";

/** A handful of events a year: one statement each is simpler than sets, and fast enough. */
export const apply = async (tx: Tx, events: readonly Recorded[]): Promise<void> => {
  for (const { event, digest, author } of events) {
    if (event.type === "agreements.proposed") {
      const { agreement, bundle } = event.data as AgreementEventOf<"agreements.proposed">;
      await store.insertAgreement(tx, {
        digest: agreement,
        bundle: canonical(bundle),
        proposedBy: author,
        proposedAt: event.time,
        proposal: digest,
      });
      continue;
    }
    const given = event.data as AgreementEventOf<"agreements.signed"> & { endsOn?: string };
    const { agreement, keyId, signature, signatory, endsOn } = given;
    const row = {
      digest: agreement,
      party: author,
      keyId,
      signature,
      signatory,
      signedAt: event.time,
      event: digest,
    };
    await (endsOn === undefined
      ? store.insertSignature(tx, row)
      : store.insertEnding(tx, { ...row, endsOn }));
  }
  if (events.length > 0) await store.nextRevision(tx);
};
