import { dayOf, startOfDay, type Day, type Instant } from "#base/time.ts";
import type { Party } from "#base/party.ts";
import type { Digest } from "#protocol/event.ts";
import type { Bundle } from "./agreement.ts";

/** One party's signature under an agreement (or under its ending), with the event that carried it. */
export type PartySignature = {
  party: Party;
  keyId: string;
  signature: string;
  signatory: string; // the office that signs ("区长"), never a person's name
  at: Instant;
};
export type EndSignature = PartySignature & { endsOn: Day };

/** All that is known of one version of an agreement. */
export type Signing = {
  digest: Digest;
  bundle: Bundle;
  proposedBy: Party;
  proposedAt: Instant;
  proposal?: Digest; // the event; absent for the founding agreement, which no event carried
  signatures: readonly PartySignature[];
  endings: readonly EndSignature[];
};

export type AgreementState = "proposed" | "signed" | "in-force" | "replaced" | "ended" | "overtaken";

/** From when until when (exclusive) a version is in force; without `from` it is not signed by all. */
export type Force = { from?: Instant; until?: Instant; replacedBy?: Digest; overtakenBy?: Digest };

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const earlier = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** The first midnight in Asia/Shanghai that is not before `at`: endings never cut into a day people already plan with. */
const midnightFrom = (at: Instant): Instant => {
  const start = startOfDay(dayOf(at));
  return start === at ? at : startOfNextDay(dayOf(at));
};
const startOfNextDay = (day: Day): Instant =>
  startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString());

export const missingSignatures = ({ bundle, signatures }: Signing): Party[] =>
  bundle.agreement.parties.filter((party) => !signatures.some((one) => one.party === party));

export const missingEndings = ({ bundle, endings }: Signing, endsOn: Day): Party[] =>
  bundle.agreement.parties.filter(
    (party) => !endings.some((one) => one.party === party && one.endsOn === endsOn),
  );

/** In force from the last signature, but never before the day the agreement itself names. */
const startOf = (signing: Signing): Instant | undefined =>
  missingSignatures(signing).length > 0
    ? undefined
    : signing.signatures.reduce(
        (latest, { at }) => later(latest, at),
        startOfDay(signing.bundle.agreement.effectiveFrom),
      );

/** The end its own text names, or the end that all parties signed; a late last signature never ends it backwards. */
const ownEnd = (signing: Signing): Instant | undefined => {
  const { endsOn } = signing.bundle.agreement;
  const signedEnds = [...new Set(signing.endings.map((one) => one.endsOn))]
    .filter((day) => missingEndings(signing, day).length === 0)
    .map((day) =>
      signing.endings
        .filter((one) => one.endsOn === day)
        .reduce((latest, { at }) => later(latest, midnightFrom(at)), startOfNextDay(day)),
    );
  return signedEnds.reduce<Instant | undefined>(earlier, endsOn && startOfNextDay(endsOn));
};

/**
 * When each version is in force. A version is replaced by the first of its amendments that all have signed; other
 * amendments of the same version are overtaken and never come into force, so that one version stands at any time.
 */
export const forces = (signings: readonly Signing[]): Map<Digest, Force> => {
  const starts = new Map(signings.map((signing) => [signing.digest, startOf(signing)]));
  const successors = new Map<Digest, { digest: Digest; from: Instant }>();
  for (const { digest, bundle } of signings) {
    const { amends } = bundle.agreement;
    const from = starts.get(digest);
    if (!amends || !from) continue;
    const known = successors.get(amends);
    if (!known || from < known.from || (from === known.from && digest < known.digest))
      successors.set(amends, { digest, from });
  }
  return new Map(
    signings.map((signing): [Digest, Force] => {
      const { digest, bundle } = signing;
      const from = starts.get(digest);
      const chosen = bundle.agreement.amends && successors.get(bundle.agreement.amends);
      if (from && chosen && chosen.digest !== digest) return [digest, { overtakenBy: chosen.digest }];
      const successor = successors.get(digest);
      const until = earlier(ownEnd(signing), successor && midnightFrom(successor.from));
      return [
        digest,
        {
          ...(from && { from }),
          ...(until && { until }),
          ...(successor && { replacedBy: successor.digest }),
        },
      ];
    }),
  );
};

export const isInForce = ({ from, until }: Force, at: Instant): boolean =>
  from !== undefined && from <= at && (until === undefined || at < until);

export const stateAt = (force: Force, at: Instant): AgreementState => {
  if (force.overtakenBy) return "overtaken";
  if (!force.from) return "proposed";
  if (at < force.from) return "signed";
  if (force.until === undefined || at < force.until) return "in-force";
  return force.replacedBy ? "replaced" : "ended";
};
