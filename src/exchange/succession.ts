import { z } from "zod";
import { canonical } from "#base/canonical.ts";
import type { Party } from "#base/party.ts";
import { isSignedBy, isSuite, keyIdOf, type PublicKey, type Signer } from "#base/signature.ts";
import type { EventKind, Recorded } from "#protocol/event.ts";
import { Head } from "#protocol/page.ts";
import { SuccessionShape, type KeyId } from "./succession-shape.ts";

/** A succession of a suite known here, with the new key's own signature: whoever says it holds it. */
export const Succession = SuccessionShape.extend({
  publicKey: z.object({ suite: z.string().refine(isSuite), key: z.string().max(200) }),
});
export type Succession = z.infer<typeof Succession> & { publicKey: PublicKey };

/** What the new key signs. */
const proofBytes = ({ party, from, publicKey }: Omit<Succession, "proof">): Buffer =>
  Buffer.from(`tongwulang-key-v1\n${canonical({ party, publicKey, from })}`, "utf8");

export const succession = (party: Party, from: KeyId, signer: Signer): Succession => {
  const { publicKey } = signer;
  return { party, from, publicKey, proof: signer.sign(proofBytes({ party, from, publicKey })) };
};

export const isProven = (given: Succession): boolean =>
  keyIdOf(given.publicKey) !== given.from && isSignedBy(given.publicKey, proofBytes(given), given.proof);

/** One subject for each word: none waits for another, so a refused one holds up nothing. */
export const keySubject = ({ party, from }: Pick<Succession, "party" | "from">, by: Party): string =>
  `key/${party}/${from}/${by}`;

export const keyChanged = "network.key-changed";
export const keyRevoked = "network.key-revoked";

/** What another party says of a lost or stolen key: the last page of it that it had applied, and what takes its place. */
export const Revoked = Succession.extend({ upTo: Head });
export type Revoked = Succession & { upTo: Head };

export const keyKinds: readonly EventKind[] = [
  {
    type: keyChanged,
    version: 1,
    data: Succession,
    by: "holder",
    needs: { grant: "governance", power: "change-key" },
  },
  {
    type: keyRevoked,
    version: 1,
    data: Revoked,
    by: "holder",
    needs: { grant: "governance", power: "revoke-key" },
  },
];

/** What is wrong with a word about a key; all of it can be seen in the event, so every reader sees the same. */
export const wordFault = ({ event, author }: Recorded): "KEY_WORD_FALSE" | "KEY_PROOF_FALSE" | undefined => {
  const parsed = (event.type === keyRevoked ? Revoked : Succession).safeParse(event.data);
  if (!parsed.success || event.audience !== "public") return "KEY_WORD_FALSE";
  const given = parsed.data as Succession;
  const isOwn = given.party === author;
  if (isOwn !== (event.type === keyChanged) || event.subject !== keySubject(given, author))
    return "KEY_WORD_FALSE";
  return isProven(given) ? undefined : "KEY_PROOF_FALSE";
};

/** The key that a change brings, if the key `from` may have said it on a page that it signed. */
export const changedKey = (recorded: Recorded, from: KeyId): PublicKey | undefined => {
  const { type, version, data } = recorded.event;
  if (type !== keyChanged || version !== 1 || data["from"] !== from || wordFault(recorded)) return undefined;
  return (data as Succession).publicKey;
};
