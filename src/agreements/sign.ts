import { done, refuse, type Outcome } from "#base/outcome.ts";
import { isSignedBy, keyIdOf, type Signer } from "#base/signature.ts";
import { dayOf, type Day } from "#base/time.ts";
import type { ClauseRef, Digest, Recorded } from "#protocol/event.ts";
import { digestOfBundle, signedBytes, type Bundle } from "./agreement.ts";
import type { PartyKeys } from "./found.ts";
import { subjectOf, type AgreementEventOf } from "./events.ts";
import type { Standing, Standings } from "./standing.ts";

export type SignRefusal =
  | "AGREEMENT_NOT_FOUND"
  | "ALREADY_PROPOSED"
  | "DIGEST_DIFFERS"
  | "NOT_IN_NETWORK"
  | "NOT_A_PARTY"
  | "AMENDS_UNKNOWN"
  | "AMENDS_NOT_NEWEST"
  | "ALREADY_SIGNED"
  | "NOT_SIGNED_BY_ALL"
  | "AGREEMENT_OVER"
  | "FOUNDING_FIXED"
  | "SIGNATURE_FALSE"
  | "END_IN_PAST";

export const endBytes = (digest: Digest, endsOn: Day): Buffer =>
  Buffer.from(`tongwulang-agreement-end-v1\n${digest}\n${endsOn}`);

type Actor = { role: string; department: string };
type Word = { actor: Actor; clause: ClauseRef };

/** The events, as a rule decides them. Whether they hold is asked below, on every node in the same way. */
export const proposal = (bundle: Bundle, { actor, clause }: Word) => {
  const agreement = digestOfBundle(bundle);
  const audience = bundle.agreement.parties.toSorted();
  return {
    type: "agreements.proposed",
    subject: subjectOf(agreement),
    data: { agreement, bundle },
    audience,
    actor,
    clause,
  };
};

/** The founding agreement was never proposed, so nothing can be said about it here. */
export const speakable = (standing: Standing): Outcome<Standing, SignRefusal> =>
  standing.signing.proposal === undefined
    ? refuse("FOUNDING_FIXED", { agreement: standing.signing.bundle.agreement.id })
    : done(standing);

const wordAbout = ({ digest, signing }: Standing, { actor, clause }: Word) => ({
  subject: subjectOf(digest),
  audience: signing.bundle.agreement.parties.toSorted(),
  actor,
  clause,
  ...(signing.proposal && { about: signing.proposal }),
});

const signedWith = (signer: Signer, bytes: Uint8Array, signatory: string) => ({
  keyId: signer.keyId,
  signature: signer.sign(bytes),
  signatory,
});

export const signature = (standing: Standing, signer: Signer, signatory: string, word: Word) => ({
  ...wordAbout(standing, word),
  type: "agreements.signed",
  data: { agreement: standing.digest, ...signedWith(signer, signedBytes(standing.digest), signatory) },
});

export const endSignature = (
  standing: Standing,
  endsOn: Day,
  signer: Signer,
  signatory: string,
  word: Word,
) => ({
  ...wordAbout(standing, word),
  type: "agreements.end-signed",
  data: {
    agreement: standing.digest,
    endsOn,
    ...signedWith(signer, endBytes(standing.digest, endsOn), signatory),
  },
});

/** What the rules go by: all versions known, and the keys of the parties. */
export type SigningFacts = { standings: Standings; keys: PartyKeys; founding: Digest };

type Ruled = Outcome<true, SignRefusal>;

const mayPropose = ({ event, author }: Recorded, { standings, keys }: SigningFacts): Ruled => {
  const { agreement, bundle } = event.data as AgreementEventOf<"agreements.proposed">;
  const { id, parties, amends, version, nodes } = bundle.agreement;
  if (digestOfBundle(bundle) !== agreement || event.subject !== subjectOf(agreement))
    return refuse("DIGEST_DIFFERS", { agreement: id });
  if (standings.has(agreement)) return refuse("ALREADY_PROPOSED", { agreement: id });
  const stranger = parties.find((party) => !keys.has(party));
  if (stranger) return refuse("NOT_IN_NETWORK", { agreement: id, party: stranger });
  if (!parties.includes(author)) return refuse("NOT_A_PARTY", { agreement: id, party: author });
  if (nodes) return refuse("FOUNDING_FIXED", { agreement: id });
  if (!amends) return version === 1 ? done(true) : refuse("AMENDS_UNKNOWN", { agreement: id, version });
  const amended = standings.get(amends);
  const isKnown =
    amended?.signing.bundle.agreement.id === id && amended.signing.bundle.agreement.version + 1 === version;
  if (!isKnown) return refuse("AMENDS_UNKNOWN", { agreement: id, version });
  if (amended.force.replacedBy) return refuse("AMENDS_NOT_NEWEST", { agreement: id, version });
  return done(true);
};

const findSignable = (
  { event, author }: Recorded,
  { standings, founding }: SigningFacts,
): Outcome<Standing, SignRefusal> => {
  const { agreement } = event.data as { agreement: Digest };
  const standing = standings.get(agreement);
  if (!standing || event.subject !== subjectOf(agreement)) return refuse("AGREEMENT_NOT_FOUND");
  const { id, parties } = standing.signing.bundle.agreement;
  if (agreement === founding) return refuse("FOUNDING_FIXED", { agreement: id });
  if (!parties.includes(author)) return refuse("NOT_A_PARTY", { agreement: id, party: author });
  const { overtakenBy, until } = standing.force;
  if (overtakenBy || (until && until <= event.time))
    return refuse("AGREEMENT_OVER", { agreement: id, until });
  return done(standing);
};

const isTrue = (
  { author }: Recorded,
  keys: SigningFacts["keys"],
  given: { keyId: string; signature: string },
  bytes: Uint8Array,
): boolean => {
  const key = keys.get(author)?.find((one) => keyIdOf(one) === given.keyId);
  return key !== undefined && isSignedBy(key, bytes, given.signature);
};

const maySign = (recorded: Recorded, facts: SigningFacts): Ruled => {
  const found = findSignable(recorded, facts);
  if (!found.ok) return found;
  const { digest, signing } = found.value;
  const detail = { agreement: signing.bundle.agreement.id, party: recorded.author };
  if (signing.signatures.some(({ party }) => party === recorded.author))
    return refuse("ALREADY_SIGNED", detail);
  const given = recorded.event.data as AgreementEventOf<"agreements.signed">;
  return isTrue(recorded, facts.keys, given, signedBytes(digest))
    ? done(true)
    : refuse("SIGNATURE_FALSE", detail);
};

const mayEnd = (recorded: Recorded, facts: SigningFacts): Ruled => {
  const found = findSignable(recorded, facts);
  if (!found.ok) return found;
  const { digest, signing, force } = found.value;
  const given = recorded.event.data as AgreementEventOf<"agreements.end-signed">;
  const { endsOn } = given;
  const detail = { agreement: signing.bundle.agreement.id, party: recorded.author, endsOn };
  if (!force.from) return refuse("NOT_SIGNED_BY_ALL", detail);
  if (signing.endings.some((one) => one.party === recorded.author && one.endsOn === endsOn))
    return refuse("ALREADY_SIGNED", detail);
  if (endsOn < dayOf(recorded.event.time)) return refuse("END_IN_PAST", detail);
  return isTrue(recorded, facts.keys, given, endBytes(digest, endsOn))
    ? done(true)
    : refuse("SIGNATURE_FALSE", detail);
};

/** Whether a word about an agreement holds against what has been proposed and signed so far. */
export const rule = (recorded: Recorded, facts: SigningFacts): Ruled => {
  switch (recorded.event.type) {
    case "agreements.proposed":
      return mayPropose(recorded, facts);
    case "agreements.signed":
      return maySign(recorded, facts);
    default:
      return mayEnd(recorded, facts);
  }
};
