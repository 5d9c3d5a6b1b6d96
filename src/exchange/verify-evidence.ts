import { parseCanonical } from "#base/canonical.ts";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
import type { Digest, Event } from "#protocol/event.ts";
import { evidenceChecks, type CheckId } from "./evidence-checks.ts";
import { Evidence, evidenceBytes, type EvidenceEvent } from "./evidence-format.ts";
import { provenBy } from "./evidence-keys.ts";
import { linkFault } from "./evidence-links.ts";
import {
  attempt,
  checkChain,
  checkHeaders,
  checkKeys,
  checkMaker,
  checkSignatures,
  firstOf,
  nothingKnown,
  readAgreements,
  type SignedFacts,
} from "./signed-file.ts";

export type Check = { id: CheckId; zh: string; en: string; ok: boolean; detail?: string };
export type EvidenceEventView = {
  author: Party;
  page: number;
  sealedAt: string;
  digest: Digest;
  event: Event;
};
export type EvidenceResult = {
  ok: boolean;
  checks: Check[];
  subject?: string;
  founding?: Digest;
  parties: { party: Party; publicKey: PublicKey }[];
  events: EvidenceEventView[];
  /** Honest gaps: pages that a party had not acknowledged when the file was made. */
  pending: Evidence["pending"];
};

type Facts = SignedFacts & {
  file: Evidence;
  events: { given: EvidenceEvent; event: Event; digest: Digest }[];
};

const namesAuthor = ({ audience }: Event, author: Party): boolean =>
  audience === "public" ||
  (audience.includes(author) && audience.every((party, n) => n === 0 || audience[n - 1]! < party));

const checkLeaves = (facts: Facts): string | undefined =>
  firstOf(facts.file.events, (given) => {
    const place = `${given.author} ${given.page}/${given.index}`;
    const page = facts.pageOf.get(`${given.author} ${given.page}`)?.header;
    if (!page) return `${place}: page`;
    const proven = provenBy(given, page);
    if (typeof proven === "string") return `${place}: ${proven}`;
    const { event, digest } = proven;
    if (!namesAuthor(event, given.author)) return `${place}: audience`;
    facts.events.push({ given, event, digest });
    return undefined;
  });

const checkLinks = ({ file, events }: Facts): string | undefined =>
  linkFault(
    events.map(({ given: { author, page, index }, event, digest }) => ({
      author,
      page,
      index,
      digest,
      event,
    })),
    file.subject,
  );

const checkClauses = ({ events, agreements }: Facts): string | undefined =>
  firstOf(events, ({ event, digest, given }) => {
    const { clause, audience } = event;
    if (!clause) {
      const alone = audience !== "public" && audience.length === 1 && audience[0] === given.author;
      return alone || event.type === "exchange.refused" ? undefined : `${digest}: no clause`;
    }
    const agreement = agreements.get(clause.agreement);
    if (!agreement?.clauses.some(({ id }) => id === clause.clause)) return `${digest}: ${clause.clause}`;
    const concerned = [given.author, ...(audience === "public" ? [] : audience)];
    const stranger = concerned.find((party) => !agreement.parties.includes(party));
    return stranger && `${digest}: ${stranger}`;
  });

const checkAcknowledgements = ({ file, pageOf, events, keys }: Facts): string | undefined => {
  const nameOf = ({ of, page, by }: Evidence["pending"][number]) => `${of} ${page} ${by}`;
  const told = [...file.acknowledgements, ...file.pending];
  if (new Set(told.map(nameOf)).size < told.length || told.some(({ of, by }) => of === by)) return "doubled";
  const covered = new Set(file.pending.map(nameOf));
  const wrong = firstOf(file.acknowledgements, ({ of, page, by, upTo, at }) => {
    const head = pageOf.get(`${by} ${at}`)?.header.heads[of];
    const place = `${of} ${page} ${by}`;
    if (head?.number !== upTo || upTo < page || pageOf.get(`${of} ${upTo}`)?.digest !== head.digest)
      return place;
    // Every page between is here, so that `checkChain` ties them together.
    for (let number = page; number <= upTo; number++)
      if (!pageOf.has(`${of} ${number}`)) return `${place}: ${number}`;
    covered.add(place);
    return undefined;
  });
  if (wrong) return wrong;
  return firstOf(events, ({ given: { author, page }, event }) =>
    firstOf(event.audience === "public" ? keys.keys() : event.audience, (by) =>
      by === author || covered.has(`${author} ${page} ${by}`) ? undefined : `${author} ${page} ${by}`,
    ),
  );
};

const steps: readonly (readonly [CheckId, (facts: Facts) => string | undefined])[] = [
  ["agreement-digests", readAgreements],
  ["key-changes", checkKeys],
  ["agreement-signatures", checkSignatures],
  ["maker-signature", checkMaker(evidenceBytes)],
  ["page-signatures", checkHeaders],
  ["page-chain", checkChain],
  ["event-proofs", checkLeaves],
  ["event-links", checkLinks],
  ["event-clauses", checkClauses],
  ["acknowledgements", checkAcknowledgements],
];

/** Checks an evidence file by itself: no database, no network. Every check is named; one changed byte fails. */
export const verifyEvidence = (text: string): EvidenceResult => {
  const checks: Check[] = [];
  const note = (id: CheckId, fault: string | undefined): boolean => {
    checks.push({
      id,
      ...evidenceChecks[id],
      ok: fault === undefined,
      ...(fault !== undefined && { detail: fault }),
    });
    return fault === undefined;
  };
  const result = (rest: Partial<EvidenceResult>): EvidenceResult => ({
    ok: checks.length === Object.keys(evidenceChecks).length && checks.every(({ ok }) => ok),
    checks,
    parties: [],
    events: [],
    pending: [],
    ...rest,
  });
  const value = text.endsWith("\n") ? parseCanonical(text.slice(0, -1)) : undefined;
  const parsed = Evidence.strict().safeParse(value);
  const shape = value === undefined ? "not canonical" : parsed.error?.issues[0]?.path.join(".");
  if (!note("file-form", parsed.success ? undefined : (shape ?? "")) || !parsed.success) return result({});
  const file = parsed.data;
  const facts: Facts = {
    raw: value as object,
    file,
    ...nothingKnown(),
    events: [],
  };
  for (const [id, check] of steps)
    note(
      id,
      attempt(() => check(facts)),
    );
  return result({
    subject: file.subject,
    founding: file.founding,
    parties: [...facts.keys].map(([party, publicKey]) => ({ party, publicKey })),
    events: facts.events.map(({ given, event, digest }) => ({
      author: given.author,
      page: given.page,
      sealedAt: facts.pageOf.get(`${given.author} ${given.page}`)!.header.sealedAt,
      digest,
      event,
    })),
    pending: file.pending,
  });
};
