import { refuse, type Refusal } from "#base/outcome.ts";
import type { Digest } from "#protocol/event.ts";
import type { Capability } from "./capability.ts";
import { insertRevocation, revokedBy } from "./key-store.ts";
import { keyKinds, keyRevoked, wordFault, type Revoked } from "./succession.ts";

/**
 * What parties say of keys. A change takes effect with its page, by what the page itself shows (`startsOf`); a revocation
 * when a quorum of the others has said the same.
 */
export const keyCapability: Capability = {
  name: "network",
  kinds: keyKinds,
  examine: async (tx, events) => {
    const refused = new Map<Digest, Refusal>();
    const known = await revokedBy(tx, [...new Set(events.map(({ author }) => author))]);
    for (const recorded of events) {
      const { event, digest, author } = recorded;
      const fault = wordFault(recorded);
      if (fault) refused.set(digest, refuse(fault, { party: author }).refusal);
      else if (event.type === keyRevoked) {
        const { party, from } = event.data as Revoked;
        if (known.has(`${author} ${party} ${from}`))
          refused.set(digest, refuse("KEY_REVOKED_ALREADY", { party, key: from }).refusal);
      }
    }
    return refused;
  },
  apply: async (tx, events) => {
    for (const { event, digest, author } of events) {
      if (event.type !== keyRevoked) continue;
      const { party, from, publicKey, upTo } = event.data as Revoked;
      await insertRevocation(tx, { party, from, by: author, publicKey, upTo, event: digest });
    }
  },
};
