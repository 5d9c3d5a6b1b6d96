import { parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { isSuite, suites, type PublicKey } from "#base/signature.ts";
import { Event, type Recorded } from "#protocol/event.ts";
import { leafOf } from "#protocol/leaf.ts";
import { rootFromProof } from "#protocol/merkle.ts";
import type { PageHeader } from "#protocol/page.ts";
import { verifyHeader, type SignedHeader } from "#protocol/verify-page.ts";
import type { Evidence, EvidenceEvent } from "./evidence-format.ts";
import { keyFor, startsOf, withStarts, type KeyLog, type Revocation } from "./key-log.ts";
import { changedKey, keyRevoked, wordFault, type Revoked } from "./succession.ts";

/** What an entry proves, if the way up from its leaf leads to the root of its page. */
export const provenBy = (
  given: EvidenceEvent,
  page: Pick<PageHeader, "suite" | "count" | "root">,
): Recorded | "root" | "event" => {
  if (!isSuite(page.suite)) return "root";
  const name = suites[page.suite].hash;
  const proof = given.proof.map((hash) => Buffer.from(hash, "hex"));
  const root = rootFromProof(name, leafOf(name, given.salt, given.body), given.index, page.count, proof);
  if (root?.toString("hex") !== page.root) return "root";
  const event = Event.safeParse(parseCanonical(given.body));
  return event.success ? { event: event.data, digest: sha256Hex(given.body), author: given.author } : "event";
};

type KeyWord = { index: number; entry: EvidenceEvent; recorded: Recorded };

const wordsOn = (evidence: Pick<Evidence, "keys">, header: SignedHeader): KeyWord[] =>
  (evidence.keys ?? [])
    .filter(({ author, page }) => author === header.node && page === header.number)
    .flatMap((entry) => {
      const recorded = provenBy(entry, header);
      return typeof recorded === "string" || wordFault(recorded)
        ? []
        : [{ index: entry.index, entry, recorded }];
    });

export type EvidenceKeys = {
  logs: ReadonlyMap<Party, KeyLog>;
  /** In the order of the file, each party's headers as far as they are signed by the key that held. */
  pages: ReadonlyMap<Party, readonly Outcome<SignedHeader>[]>;
  /** Entries of `keys` that change or revoke something. */
  counted: ReadonlySet<EvidenceEvent>;
};

/** One way through all pages, knowing these revocations; those that it finds beside them come back with it. */
const readOnce = (
  evidence: Pick<Evidence, "pages" | "keys">,
  founding: ReadonlyMap<Party, PublicKey>,
  known: ReadonlyMap<Party, readonly Revocation[]>,
) => {
  const logs = new Map<Party, KeyLog>();
  const pages = new Map<Party, Outcome<SignedHeader>[]>();
  const counted = new Set<EvidenceEvent>();
  const found: (Revocation & { of: Party })[] = [];
  for (const [party, publicKey] of founding) {
    let log: KeyLog = {
      starts: [{ from: 1, publicKey }],
      revocations: known.get(party) ?? [],
      parties: founding.size,
    };
    const read: Outcome<SignedHeader>[] = [];
    for (const { header: text, signature } of evidence.pages[party] ?? []) {
      const before = log;
      const signed = verifyHeader(text, signature, party, (header) => keyFor(before, header));
      const words = signed.ok ? wordsOn(evidence, signed.value) : [];
      const key = signed.ok ? keyFor(log, signed.value) : signed;
      const starts =
        signed.ok && key.ok ? startsOf(log, signed.value, key.value, words) : refuse("BAD_HEADER");
      read.push(signed.ok && !starts.ok ? starts : signed);
      if (!signed.ok || !starts.ok) continue;
      log = withStarts(log, starts.value);
      for (const { entry, recorded } of words) {
        const { type, data } = recorded.event;
        const { party: of, from, publicKey: replacement, upTo } = data as Revoked;
        if (type === keyRevoked) {
          found.push({ of, by: party, from, publicKey: replacement, upTo, page: signed.value.number });
          counted.add(entry);
        } else if (changedKey(recorded, signed.value.key)) counted.add(entry);
      }
    }
    logs.set(party, log);
    pages.set(party, read);
  }
  return { logs, pages, counted, found };
};

const nameOf = ({ of, by, from }: Revocation & { of: Party }): string => `${of} ${by} ${from}`;

/**
 * Which key signs which page of each party in a file. A revocation found late may say otherwise of pages before it, so it
 * is all read again until nothing new is found; what was found stays.
 */
export const readEvidenceKeys = (
  evidence: Pick<Evidence, "pages" | "keys">,
  founding: ReadonlyMap<Party, PublicKey>,
): EvidenceKeys => {
  const known = new Map<string, Revocation & { of: Party }>();
  for (;;) {
    const before = known.size;
    const read = readOnce(
      evidence,
      founding,
      Map.groupBy(known.values(), ({ of }) => of),
    );
    for (const one of read.found) if (!known.has(nameOf(one))) known.set(nameOf(one), one);
    if (known.size === before) return read;
  }
};
