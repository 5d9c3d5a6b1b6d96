import type { Party } from "#base/party.ts";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { isSignedBy, keyIdOf } from "#base/signature.ts";
import type { Day, Instant } from "#base/time.ts";
import { signedBytes, type Bundle, type Clause } from "./agreement.ts";
import type { AgreementRow, AgreementView, ClauseView, SignatureRow } from "./contract.ts";
import type { Founding, PartyKeys } from "./found.ts";
import { agreementRefusals } from "./refusals.ts";
import { fill } from "#base/bilingual.ts";
import { sayGrant, sayLegalBasis, sayLimits, type NameOf, type Said } from "./say-grant.ts";
import { endBytes } from "./sign.ts";
import { filesOf, mattersIn, type Standing, type Standings } from "./standing.ts";
import {
  missingEndings,
  missingSignatures,
  stateAt,
  type AgreementState,
  type PartySignature,
} from "./state.ts";

const stateWords: Record<AgreementState, Said> = {
  proposed: { zh: "待签署", en: "Waiting for signatures" },
  signed: { zh: "已签署，待生效", en: "Signed, not yet in force" },
  "in-force": { zh: "现行有效", en: "In force" },
  replaced: { zh: "已被新版本取代", en: "Replaced by a newer version" },
  ended: { zh: "已终止", en: "Ended" },
  overtaken: { zh: "未采用（另一版本先行签署）", en: "Not adopted: another version was signed first" },
};

export const namesFrom = (founding: Founding): NameOf => {
  const names = new Map(
    founding.nodes.map(({ party, name }) => [party, { zh: name.zh, en: name.en ?? name.zh }]),
  );
  return (party) => names.get(party) ?? { zh: party, en: party };
};

/** What an agreement is seen against: the founding agreement, and the keys that its parties have or had. */
export type Network = { founding: Founding; keys: PartyKeys };

const signatureRows = (
  parties: readonly Party[],
  given: readonly PartySignature[],
  bytes: Uint8Array,
  { founding, keys }: Network,
): SignatureRow[] => {
  const nameOf = namesFrom(founding);
  return parties.map((party): SignatureRow => {
    const found = given.find((one) => one.party === party);
    if (!found) return { party, partyName: nameOf(party), verified: false };
    const { at, signatory, keyId, signature } = found;
    const key = keys.get(party)?.find((one) => keyIdOf(one) === keyId);
    const verified = key !== undefined && isSignedBy(key, bytes, signature);
    return { party, partyName: nameOf(party), at, signatory, keyId, signature, verified };
  });
};

export const rowOf = ({ digest, signing, force }: Standing, network: Network, now: Instant): AgreementRow => {
  const { founding } = network;
  const { agreement } = signing.bundle;
  const nameOf = namesFrom(founding);
  const state = stateAt(force, now);
  return {
    digest,
    id: agreement.id,
    version: agreement.version,
    title: agreement.title,
    signedOn: agreement.signedOn,
    effectiveFrom: agreement.effectiveFrom,
    parties: agreement.parties.map((party) => ({ party, name: nameOf(party) })),
    state,
    stateWords: stateWords[state],
    ...(force.from && { inForceFrom: force.from }),
    ...(force.until && { inForceUntil: force.until }),
    isFounding: digest === founding.digest,
    ...(agreement.amends && { amends: agreement.amends }),
    ...(force.replacedBy && { replacedBy: force.replacedBy }),
    signatures: signatureRows(agreement.parties, signing.signatures, signedBytes(digest), network),
    clauses: agreement.clauses.length,
    liveClauses: agreement.clauses.filter(({ grants }) => grants.length > 0).length,
  };
};

const clauseView = (clause: Clause, bundle: Bundle, nameOf: NameOf): ClauseView => ({
  id: clause.id,
  title: clause.title,
  summary: clause.summary,
  ...(clause.legalBasis && { legalBasis: sayLegalBasis(clause.legalBasis) }),
  ...(clause.impactAssessment && { impactAssessment: clause.impactAssessment }),
  ...(clause.limits && { limits: sayLimits(clause.limits) }),
  grants: clause.grants.map((grant) => {
    const files = "cases" in grant ? filesOf(bundle, grant.cases.items) : [];
    const items = files.filter(([, content]) => mattersIn(content).length > 0).length;
    const kind = "cases" in grant ? "cases" : "monitoring" in grant ? "monitoring" : "governance";
    return { kind, sentences: sayGrant(grant, nameOf, items) };
  }),
  commitments: clause.commitments.map(({ id, title, lead, with: others = [], due }) => ({
    id,
    title,
    lead,
    leadName: nameOf(lead),
    with: others.map((party) => ({ party, name: nameOf(party) })),
    ...(due && { due }),
  })),
});

const fileRows = ({ files }: Bundle): AgreementView["files"] =>
  Object.entries(files).map(([path, content]) => {
    const { kind, name, title } = content as { kind?: string; name?: Said; title?: Said };
    const words = name ?? title;
    return {
      path,
      digest: sha256Hex(canonical(content)),
      ...(words && { name: words }),
      ...(kind && { kind }),
    };
  });

type Allowed = AgreementView["sign"];

const not = (code: keyof typeof agreementRefusals, detail: Record<string, unknown>): Allowed => {
  const { zh, en } = agreementRefusals[code];
  return { allowed: false, reason: { zh: fill(zh, detail), en: fill(en, detail) } };
};

/** The same questions `sign.ts` asks, before anybody has pressed a button. */
const mayAct = (
  { digest, signing, force }: Standing,
  founding: Founding,
  here: Party,
  now: Instant,
): { sign: Allowed; end: Allowed } => {
  const { id: agreement, parties } = signing.bundle.agreement;
  const detail = { agreement, party: namesFrom(founding)(here).zh };
  const both = (allowed: Allowed) => ({ sign: allowed, end: allowed });
  if (digest === founding.digest) return both(not("FOUNDING_FIXED", detail));
  if (!parties.includes(here)) return both(not("NOT_A_PARTY", detail));
  if (force.overtakenBy || (force.until && force.until <= now)) return both(not("AGREEMENT_OVER", detail));
  return {
    sign: missingSignatures(signing).includes(here) ? { allowed: true } : not("ALREADY_SIGNED", detail),
    end: force.from ? { allowed: true } : not("NOT_SIGNED_BY_ALL", detail),
  };
};

export const viewOf = (
  standing: Standing,
  standings: Standings,
  network: Network,
  here: Party,
  now: Instant,
): AgreementView => {
  const { founding } = network;
  const { digest, signing } = standing;
  const { bundle, endings } = signing;
  const { id, parties, clauses, nodes } = bundle.agreement;
  const nameOf = namesFrom(founding);
  const days: Day[] = [...new Set(endings.map(({ endsOn }) => endsOn))].sort();
  return {
    ...rowOf(standing, network, now),
    clauses: clauses.map((clause) => clauseView(clause, bundle, nameOf)),
    files: fileRows(bundle),
    endings: days.map((endsOn) => ({
      endsOn,
      signatures: signatureRows(
        parties,
        endings.filter((one) => one.endsOn === endsOn),
        endBytes(digest, endsOn),
        network,
      ),
      signedByAll: missingEndings(signing, endsOn).length === 0,
    })),
    ...(nodes && {
      nodes: nodes.map(({ party, name, url, publicKey }) => ({
        party,
        name,
        url,
        suite: publicKey.suite,
        keyId: keyIdOf(publicKey),
      })),
    }),
    versions: [...standings.values()]
      .filter((one) => one.signing.bundle.agreement.id === id)
      .map((one) => ({
        digest: one.digest,
        version: one.signing.bundle.agreement.version,
        state: stateAt(one.force, now),
      }))
      .sort((a, b) => b.version - a.version),
    ...mayAct(standing, founding, here, now),
  };
};
