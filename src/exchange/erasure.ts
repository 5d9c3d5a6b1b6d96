import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Capability } from "./capability.ts";
import {
  eraseBodies,
  findErasing,
  isOwnChainPartial,
  markFiles,
  readTold,
  type RegisteredErasure,
} from "./erasure-store.ts";
import { Erased, erasureKinds, erasurePrefix } from "./events.ts";
import { appliedAmong, lockSubjects } from "./store.ts";
import { audienceKey, covers } from "./subject.ts";

const readErased = ({ event }: Recorded): Erased => Erased.parse(event.data);

const erasureOf = (recorded: Recorded): RegisteredErasure => ({
  ...readErased(recorded),
  at: recorded.event.time,
  by: recorded.author,
  event: recorded.digest,
});

/**
 * Only the holder erases, and tells everybody who was told. Nobody else can hold what is held here (unless this node was
 * put back from an old copy and may have passed it on since); of what others hold a node knows less than they do, so it
 * says no only where it has applied the very event that the author goes by.
 */
const refusalOf = async (tx: Tx, recorded: Recorded, here: Party): Promise<Refusal | undefined> => {
  const { event, author } = recorded;
  const { subject, after } = readErased(recorded);
  if (event.subject !== `${erasurePrefix}${subject}` || subject.startsWith(erasurePrefix))
    return { code: "BAD_ERASURE" };
  // The lock makes who is just writing on the subject finish first, or find it erased.
  const known = (await lockSubjects(tx, [subject])).get(subject);
  const erasedBy = await findErasing(tx, subject);
  if (erasedBy === recorded.digest) return undefined; // told again, after an old copy was put back
  if (erasedBy) return { code: "SUBJECT_ERASED", detail: { subject } };
  if (known && known.holder !== author) {
    const isKnownBetter =
      (known.holder === here && !(await isOwnChainPartial(tx, here))) ||
      (await appliedAmong(tx, [after])).has(after);
    if (isKnownBetter) return { code: "NOT_HOLDER", detail: { subject, holder: known.holder } };
  }
  const told = await readTold(tx, subject);
  const key = audienceKey(event.audience);
  if (!told.every(({ audience }) => covers(key, audience)))
    return { code: "AUDIENCE_TOO_NARROW", detail: { subject } };
  return undefined;
};

/** Erasing an erased subject again changes nothing. */
export const applyErasures = async (
  tx: Tx,
  capabilities: readonly Capability[],
  erasures: readonly RegisteredErasure[],
): Promise<void> => {
  const files = await eraseBodies(tx, erasures);
  for (const { forget } of capabilities) await forget?.(tx, erasures, files);
  await markFiles(tx, files);
};

/**
 * Erasing is the exchange's own word about a subject of any of `capabilities`: applied the same on every node that
 * holds a body. The chain keeps the leaves, so everything else still verifies.
 */
export const erasureCapability = (capabilities: readonly Capability[], here: Party): Capability => ({
  name: "exchange",
  kinds: erasureKinds,
  judgedAlone: true,

  examine: async (tx, events) => {
    const refused = new Map<Digest, Refusal>();
    for (const recorded of events) {
      let refusal = await refusalOf(tx, recorded, here);
      const erasure = erasureOf(recorded);
      for (const { mayForget } of capabilities)
        refusal ??= (await mayForget?.(tx, [erasure]))?.get(erasure.subject);
      if (refusal) refused.set(recorded.digest, refusal);
    }
    return refused;
  },

  apply: (tx, events) => applyErasures(tx, capabilities, events.map(erasureOf)),
});
