import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Party } from "#base/party.ts";
import { isSignedBy, isSuite, suites, type PublicKey } from "#base/signature.ts";
import { Event, type Digest } from "#protocol/event.ts";
import { leafOf } from "#protocol/leaf.ts";
import { rootFromProof } from "#protocol/merkle.ts";
import type { PageHeader } from "#protocol/page.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import { verifyHeader } from "#protocol/verify-page.ts";
import { agreementBytes, Evidence, evidenceBytes, type EvidenceEvent } from "./evidence-format.ts";
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
const attempt = (check: () => string | undefined): string | undefined => {
  try {
    return check();
  } catch (error) {
    return (error as Error).message;
  }
};

const firstOf = <T>(items: Iterable<T>, fault: (item: T) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

type Header = { header: PageHeader; digest: Digest };
type Facts = {
  /** As it stands in the file, and as read. */
  raw: object;
  evidence: Evidence;
  agreements: Map<Digest, AgreementText["agreement"]>;
  keys: Map<Party, PublicKey>;
  /** `party number` → verified header. */
  headers: Map<string, Header>;
  events: { given: EvidenceEvent; event: Event; digest: Digest }[];
};

const readAgreements = ({ evidence, agreements, keys }: Facts): string | undefined => {
  for (const [digest, { text }] of Object.entries(evidence.agreements)) {
    if (sha256Hex(text) !== digest) return `${digest}: digest`;
    agreements.set(digest, (parseCanonical(text) as unknown as AgreementText).agreement);
  }
  const nodes = agreements.get(evidence.founding)?.nodes;
  if (!nodes?.length) return "no founding agreement with keys";
  for (const { party, publicKey } of nodes) keys.set(party, publicKey);
  return undefined;
};

const checkSignatures = ({ evidence, agreements, keys }: Facts): string | undefined =>
  firstOf(Object.entries(evidence.agreements), ([digest, { signatures }]) => {
    const parties = agreements.get(digest)!.parties;
    const unsigned = firstOf(parties, (party) => {
      const key = keys.get(party);
      const own = signatures.filter((one) => one.party === party);
      const good = key && own.length === 1 && isSignedBy(key, agreementBytes(digest), own[0]!.signature);
      return good ? undefined : `${digest}: ${party}`;
    });
    return unsigned ?? (signatures.length === parties.length ? undefined : `${digest}: signatures`);
  });

const checkMaker = ({ raw, evidence, keys }: Facts): string | undefined => {
  const key = keys.get(evidence.madeBy);
  const signed = evidenceBytes(canonical({ ...raw, signature: undefined }));
  return key && isSignedBy(key, signed, evidence.signature) ? undefined : evidence.madeBy;
};

const checkHeaders = ({ evidence, keys, headers }: Facts): string | undefined => {
  for (const [party, pages] of Object.entries(evidence.pages)) {
    const key = keys.get(party);
    if (!key) return `${party}: no key`;
    let last = 0;
    for (const { header: text, signature } of pages) {
      const verified = verifyHeader(text, signature, party, key);
      if (!verified.ok) return `${party}: ${verified.refusal.code}`;
      const header = verified.value;
      if (header.number <= last) return `${party} ${header.number}: order`;
      last = header.number;
      headers.set(`${party} ${last}`, { header, digest: pageDigest(suites[key.suite].hash, text) });
    }
  }
  return undefined;
};

/** Where two neighbouring pages are both here, the later names the earlier and counts on from it. */
const checkChain = ({ headers }: Facts): string | undefined =>
  firstOf(headers, ([place, { header }]) => {
    const before = headers.get(`${header.node} ${header.number - 1}`);
    if (!before) return undefined;
    const follows =
      header.previous === before.digest && header.first === before.header.first + before.header.count;
    return follows ? undefined : place;
  });

const checkLeaves = (facts: Facts): string | undefined =>
  firstOf(facts.evidence.events, (given) => {
    const place = `${given.author} ${given.page}/${given.index}`;
    const page = facts.headers.get(`${given.author} ${given.page}`)?.header;
    if (!page || !isSuite(page.suite)) return `${place}: page`;
    const name = suites[page.suite].hash;
    const proof = given.proof.map((hash) => Buffer.from(hash, "hex"));
    const root = rootFromProof(name, leafOf(name, given.salt, given.body), given.index, page.count, proof);
    if (root?.toString("hex") !== page.root) return `${place}: root`;
    const event = Event.safeParse(parseCanonical(given.body));
    if (!event.success) return `${place}: event`;
    if (event.data.subject !== facts.evidence.subject) return `${place}: subject`;
    facts.events.push({ given, event: event.data, digest: sha256Hex(given.body) });
    return undefined;
  });

/** Each event once, after the one it follows or is about, and its author's in the order of that chain. */
const checkLinks = ({ events }: Facts): string | undefined => {
  const seen = new Set<Digest>();
  const lastOf = new Map<Party, number>();
  const follows = new Set<string>();
  return firstOf(events, ({ given, event, digest }) => {
    const place = given.page * 1000 + given.index;
    if (seen.has(digest) || place <= (lastOf.get(given.author) ?? 0)) return `${digest}: order`;
    lastOf.set(given.author, place);
    const named = event.previous ?? event.about;
    // A refusal may be about an event that its author's page shows and nobody applied.
    if (named !== undefined && !seen.has(named) && event.type !== "exchange.refused")
      return `${digest}: ${named}`;
    const link = event.previous && `${event.previous} ${String(event.audience)}`;
    if (link && follows.has(link)) return `${digest}: fork`;
    if (link) follows.add(link);
    seen.add(digest);
    return undefined;
  });
};

const checkClauses = ({ events, agreements }: Facts): string | undefined =>
  firstOf(events, ({ event, digest, given }) => {
    const { clause, audience } = event;
    if (!clause) {
      const alone = audience !== "public" && audience.length === 1 && audience[0] === given.author;
      return alone || event.type === "exchange.refused" ? undefined : `${digest}: no clause`;
    }
    const agreement = agreements.get(clause.agreement);
    return agreement?.clauses.some(({ id }) => id === clause.clause)
      ? undefined
      : `${digest}: ${clause.clause}`;
  });

const checkAcknowledgements = ({ evidence, headers, events, keys }: Facts): string | undefined => {
  const covered = new Set(evidence.pending.map(({ of, page, by }) => `${of} ${page} ${by}`));
  const wrong = firstOf(evidence.acknowledgements, ({ of, page, by, upTo, at }) => {
    const told = headers.get(`${by} ${at}`)?.header.heads[of];
    const place = `${of} ${page} ${by}`;
    if (told?.number !== upTo || upTo < page || headers.get(`${of} ${upTo}`)?.digest !== told.digest)
      return place;
    // Every page between is here, so that `checkChain` ties them together.
    for (let number = page; number <= upTo; number++)
      if (!headers.has(`${of} ${number}`)) return `${place}: ${number}`;
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
    headers: new Map(),
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
      sealedAt: facts.headers.get(`${given.author} ${given.page}`)!.header.sealedAt,
      digest,
      event,
    })),
    pending: evidence.pending,
  });
};
