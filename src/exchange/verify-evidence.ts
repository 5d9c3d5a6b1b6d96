import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Party } from "#base/party.ts";
import { isSignedBy, isUsableKey, suites, type PublicKey } from "#base/signature.ts";
import type { Digest, Event } from "#protocol/event.ts";
import type { PageHeader } from "#protocol/page.ts";
import { pageDigest, startOfChain } from "#protocol/seal-page.ts";
import { agreementBytes, Evidence, evidenceBytes, type EvidenceEvent } from "./evidence-format.ts";
import { provenBy, readEvidenceKeys, type EvidenceKeys } from "./evidence-keys.ts";
import { keyOfNext, keysIn } from "./key-log.ts";
import { linkFault } from "./evidence-links.ts";
import { evidenceChecks, type CheckId } from "./evidence-checks.ts";

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

type AgreementText = {
  agreement: {
    parties: Party[];
    clauses: { id: string }[];
    nodes?: { party: Party; publicKey: PublicKey }[];
  };
};

/** Stops at nothing foreign: a check that throws has failed. */
export const attempt = (check: () => string | undefined): string | undefined => {
  try {
    return check();
  } catch (error) {
    return (error as Error).message;
  }
};

/** The first fault. All are looked at: what is good beside it is still there for the checks that follow. */
const firstOf = <T>(items: Iterable<T>, fault: (item: T) => string | undefined): string | undefined => {
  let first: string | undefined;
  for (const item of items) {
    const found = attempt(() => fault(item));
    first ??= found;
  }
  return first;
};

type Header = { header: PageHeader; digest: Digest };
/** The agreements of a file, and the keys that follow from the founding one. */
export type Keyed = {
  evidence: Pick<Evidence, "agreements" | "founding">;
  agreements: Map<Digest, AgreementText["agreement"]>;
  /** As the founding agreement names them. */
  keys: Map<Party, PublicKey>;
};
type Facts = Keyed & {
  /** As it stands in the file, and as read. */
  raw: object;
  evidence: Evidence;
  signing: EvidenceKeys;
  /** As they stand in the file, of those that are signed. */
  headers: Header[];
  /** `party number` → the first such header. */
  pageOf: Map<string, Header>;
  events: { given: EvidenceEvent; event: Event; digest: Digest }[];
};

export const readAgreements = ({ evidence, agreements, keys }: Keyed): string | undefined => {
  const fault = firstOf(Object.entries(evidence.agreements), ([digest, { text }]) => {
    if (sha256Hex(text) !== digest) return `${digest}: digest`;
    const read = parseCanonical(text) as unknown as AgreementText | undefined;
    if (!read) return `${digest}: text`;
    agreements.set(digest, read.agreement);
    return undefined;
  });
  const nodes = agreements.get(evidence.founding)?.nodes;
  if (!nodes?.length) return fault ?? "no founding agreement with keys";
  const badKey = firstOf(nodes, ({ party, publicKey }) => {
    if (keys.has(party) || !isUsableKey(publicKey)) return `${party}: key`;
    keys.set(party, publicKey);
    return undefined;
  });
  return fault ?? badKey;
};

const checkKeys = (facts: Facts): string | undefined => {
  facts.signing = readEvidenceKeys(facts.evidence, facts.keys);
  return firstOf(facts.evidence.keys ?? [], (entry) =>
    facts.signing.counted.has(entry) ? undefined : `${entry.author} ${entry.page}/${entry.index}`,
  );
};

const keysOf = ({ signing }: Facts, party: Party): PublicKey[] => {
  const log = signing.logs.get(party);
  return log ? keysIn(log) : [];
};

const checkSignatures = (facts: Facts): string | undefined =>
  firstOf(facts.agreements, ([digest, { parties }]) => {
    const { evidence } = facts;
    const { signatures } = evidence.agreements[digest]!;
    const unsigned = firstOf(parties, (party) => {
      const own = signatures.filter((one) => one.party === party);
      const good =
        own.length === 1 &&
        keysOf(facts, party).some((key) => isSignedBy(key, agreementBytes(digest), own[0]!.signature));
      return good ? undefined : `${digest}: ${party}`;
    });
    return unsigned ?? (signatures.length === parties.length ? undefined : `${digest}: signatures`);
  });

const checkMaker = ({ raw, evidence, signing }: Facts): string | undefined => {
  const log = signing.logs.get(evidence.madeBy);
  const key = log && keyOfNext(log, Infinity);
  const signed = evidenceBytes(canonical({ ...raw, signature: undefined }));
  return key && isSignedBy(key, signed, evidence.signature) ? undefined : evidence.madeBy;
};

const checkHeaders = ({ evidence, signing, headers }: Facts): string | undefined =>
  firstOf(Object.entries(evidence.pages), ([party, pages]) =>
    firstOf(pages.entries(), ([at, { header: text }]) => {
      const verified = signing.pages.get(party)?.[at];
      if (!verified) return `${party}: no key`;
      if (!verified.ok) return `${party}: ${verified.refusal.code}`;
      const header = verified.value;
      headers.push({ header, digest: pageDigest(suites[header.suite].hash, text) });
      return undefined;
    }),
  );

/** Ascending; and where two neighbouring pages are both here, the later names the earlier and counts on from it. */
const checkChain = ({ headers, pageOf }: Facts): string | undefined => {
  const last = new Map<Party, Header>();
  return firstOf(headers, (page) => {
    const { node, number, previous, first } = page.header;
    const before = last.get(node);
    last.set(node, page);
    if (!pageOf.has(`${node} ${number}`)) pageOf.set(`${node} ${number}`, page);
    if (before && before.header.number >= number) return `${node} ${number}: order`;
    const isNext = number === 1 || before?.header.number === number - 1;
    const end = before
      ? { digest: before.digest, next: before.header.first + before.header.count }
      : startOfChain;
    return isNext && (previous !== end.digest || first !== end.next) ? `${node} ${number}` : undefined;
  });
};

const namesAuthor = ({ audience }: Event, author: Party): boolean =>
  audience === "public" ||
  (audience.includes(author) && audience.every((party, n) => n === 0 || audience[n - 1]! < party));

const checkLeaves = (facts: Facts): string | undefined =>
  firstOf(facts.evidence.events, (given) => {
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

const checkLinks = ({ evidence, events }: Facts): string | undefined =>
  linkFault(
    events.map(({ given: { author, page, index }, event, digest }) => ({
      author,
      page,
      index,
      digest,
      event,
    })),
    evidence.subject,
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

const checkAcknowledgements = ({ evidence, pageOf, events, keys }: Facts): string | undefined => {
  const nameOf = ({ of, page, by }: Evidence["pending"][number]) => `${of} ${page} ${by}`;
  const told = [...evidence.acknowledgements, ...evidence.pending];
  if (new Set(told.map(nameOf)).size < told.length || told.some(({ of, by }) => of === by)) return "doubled";
  const covered = new Set(evidence.pending.map(nameOf));
  const wrong = firstOf(evidence.acknowledgements, ({ of, page, by, upTo, at }) => {
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
  ["maker-signature", checkMaker],
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
  const evidence = parsed.data;
  const facts: Facts = {
    raw: value as object,
    evidence,
    agreements: new Map(),
    keys: new Map(),
    signing: { logs: new Map(), pages: new Map(), counted: new Set() },
    headers: [],
    pageOf: new Map(),
    events: [],
  };
  for (const [id, check] of steps)
    note(
      id,
      attempt(() => check(facts)),
    );
  return result({
    subject: evidence.subject,
    founding: evidence.founding,
    parties: [...facts.keys].map(([party, publicKey]) => ({ party, publicKey })),
    events: facts.events.map(({ given, event, digest }) => ({
      author: given.author,
      page: given.page,
      sealedAt: facts.pageOf.get(`${given.author} ${given.page}`)!.header.sealedAt,
      digest,
      event,
    })),
    pending: evidence.pending,
  });
};
