import type { Refusal } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Capability } from "#exchange/capability.ts";
import { caseIdOf, keep, read, type ApplyDeps } from "./apply.ts";
import { forgetUploadsOf, replaceByErased, uploadsAmong } from "./erased-store.ts";
import { againstErasure, closedOnOf } from "./erasure.ts";
import { proceduresOf } from "./procedures-in-force.ts";

/** What casework does when a subject is erased: the same for an erasure of this node and of another. */
export const erasureOfCases = (
  deps: ApplyDeps,
): Required<Pick<Capability, "mayForget" | "forget" | "filesNeeded">> => ({
  mayForget: async (tx, erasures) => {
    const procedureOf = proceduresOf(await deps.agreements.read(tx));
    const refused = new Map<string, Refusal>();
    for (const erasure of erasures) {
      const file = await fileOf(tx, erasure.subject);
      if (!file) continue; // nothing is known of it here
      const outcome = againstErasure(file, procedureOf(file)?.retention, erasure);
      if (!outcome.ok) refused.set(erasure.subject, outcome.refusal);
    }
    return refused;
  },

  forget: async (tx, erasures, files) => {
    for (const { subject, closedOn, at, reason, basis, approvedBy } of erasures) {
      const file = await fileOf(tx, subject);
      if (!file) continue;
      const { id } = file;
      await replaceByErased(tx, {
        id,
        closedOn: closedOnOf(file) ?? closedOn,
        erasedAt: at,
        reason,
        basis,
        approvedBy,
      });
      keep(tx, id, undefined);
    }
    await forgetUploadsOf(tx, files);
  },

  filesNeeded: uploadsAmong,
});

const fileOf = async (tx: Tx, subject: string) => {
  const id = caseIdOf(subject);
  return id === undefined ? undefined : (await read(tx, [id])).get(id)?.file;
};
