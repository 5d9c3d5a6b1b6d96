/** Which key signs which page (§5): the founding one first, then what changes and revocations in the chains say. */
import { canonical, parseCanonical, utf8 } from "./canonical.mjs";
import { isSignedBy, pageDigestOf, readKey, rootFrom } from "./chain.mjs";
import { isEvent, isHeader, isHeld, isSuccession } from "./shapes.mjs";

/** What an entry says of a key; undefined if it says nothing that holds by itself. */
const keyWordOf = async (crypto, { author, body }) => {
  const event = parseCanonical(body);
  if (!isEvent(event, author) || event.audience !== "public" || event.version !== 1) return undefined;
  const { type, subject, data } = event;
  const isChange = type === "network.key-changed";
  if (!isChange && (type !== "network.key-revoked" || !isHeld(data.upTo))) return undefined;
  if (!isSuccession(data) || (data.party === author) !== isChange) return undefined;
  if (subject !== `key/${data.party}/${data.from}/${author}`) return undefined;
  const { party, from, publicKey, proof, upTo } = data;
  const key = await readKey(crypto, publicKey);
  if (!key || key.id === from) return undefined;
  const said = canonical({ party, from, publicKey });
  if (!(await isSignedBy(crypto, key, "tongwulang-key-v1", said, proof))) return undefined;
  return { isChange, of: party, by: author, from, key, upTo: upTo?.number };
};

const quorumOf = (parties) => Math.min(Math.floor(parties / 2) + 1, parties - 1);

const highest = (said) => Math.max(...said.map(({ upTo }) => upTo));

/** The revocations of a key that name the same other key, if they are a quorum. */
const agreedOn = ({ revocations, parties }, id) => {
  const said = revocations.filter(({ from }) => from === id);
  const same = said.map(({ key }) => said.filter((one) => one.key.id === key.id));
  return same.find((group) => group.length >= quorumOf(parties));
};

const keyAt = ({ starts }, number) => starts.findLast(({ from }) => from <= number).key;

/** The key that a page must be signed with, or the code of why there is none. */
const keyFor = (log, { number, key: id, heads }) => {
  const current = keyAt(log, number);
  const agreed = agreedOn(log, id);
  if (id === current.id) return agreed && number > highest(agreed) ? "KEY_REVOKED" : current;
  const heard = log.revocations.filter(
    ({ by, from, key, page }) => from === current.id && key.id === id && page <= (heads[by]?.number ?? 0),
  );
  if (heard.length >= quorumOf(log.parties) && highest(heard) === number - 1) return heard[0].key;
  return agreed ? "KEY_REVOKED" : "UNKNOWN_KEY";
};

/** The replacement of a revoked key that no page is signed with yet. */
const findDue = (log) => {
  for (const [at, { from, key }] of log.starts.entries()) {
    const agreed = agreedOn(log, key.id);
    const first = agreed && highest(agreed) + 1;
    if (agreed && first >= from && first < (log.starts[at + 1]?.from ?? Infinity)) return agreed[0].key;
  }
  return undefined;
};

/** The key of the next page of a chain, and all that it has or had. */
export const newestKey = (log) => findDue(log) ?? log.starts.at(-1).key;
export const keysIn = (log) => [...log.starts.map(({ key }) => key), findDue(log)].filter(Boolean);

/** A header with its digest if the key that held has signed it; else why not. */
export const readPage = async (crypto, log, party, { header: text, signature }) => {
  const header = utf8(text).length <= 64 * 1024 ? parseCanonical(text) : undefined;
  if (!isHeader(header)) return { code: "BAD_HEADER" };
  const { number } = header;
  if (header.node !== party) return { code: "WRONG_NODE", number };
  const key = log ? keyFor(log, header) : "UNKNOWN_KEY";
  if (typeof key === "string") return { code: key, number };
  if (header.suite !== key.suite || header.key !== key.id) return { code: "UNKNOWN_KEY", number };
  if (!(await isSignedBy(crypto, key, "tongwulang-page-v1", text, signature)))
    return { code: "BAD_SIGNATURE", number };
  return { page: { ...header, digest: await pageDigestOf(crypto, key.suite, text) }, key };
};

/** What a page does to the keys of its chain; undefined if it goes on after a change. */
const startsOf = (log, page, key, words) => {
  const starts = keyAt(log, page.number).id === page.key ? [] : [{ from: page.number, key }];
  for (const { isChange, from, index, key: next } of words) {
    if (!isChange || from !== page.key) continue;
    if (index !== page.count - 1) return undefined;
    starts.push({ from: page.number + 1, key: next });
  }
  return starts;
};

const readOnce = async ({ file, nodes, crypto }, known) => {
  const result = { logs: new Map(), pages: new Map(), counted: new Set(), found: [] };
  for (const [party, { key }] of nodes) {
    const revocations = known.filter(({ of }) => of === party);
    result.logs.set(party, { starts: [{ from: 1, key }], revocations, parties: nodes.size });
  }
  for (const [party, list] of Object.entries(file.pages ?? {})) {
    const log = result.logs.get(party);
    const read = [];
    for (const sealed of list) {
      const one = await readPage(crypto, log, party, sealed);
      const words = [];
      if (one.page)
        for (const entry of file.keys ?? []) {
          if (entry.author !== party || entry.page !== one.page.number) continue;
          const isOnPage = (await rootFrom(crypto, entry, one.page)) === one.page.root;
          const word = isOnPage ? await keyWordOf(crypto, entry) : undefined;
          if (word) words.push({ ...word, entry, index: entry.index, page: entry.page });
        }
      const starts = one.page && startsOf(log, one.page, one.key, words);
      read.push(one.page && !starts ? { code: "KEY_CHANGE_NOT_LAST", number: one.page.number } : one);
      if (!starts) continue;
      log.starts.push(...starts);
      for (const word of words) {
        if (!word.isChange) result.found.push(word);
        if (!word.isChange || word.from === one.page.key) result.counted.add(word.entry);
      }
    }
    result.pages.set(party, read);
  }
  return result;
};

/** All pages read with the keys that held; again as long as a revocation is found that was not known. */
export const readKeys = async (read) => {
  const known = new Map();
  for (;;) {
    const before = known.size;
    const result = await readOnce(read, [...known.values()]);
    for (const one of result.found) {
      const name = `${one.of} ${one.by} ${one.from}`;
      if (!known.has(name)) known.set(name, one);
    }
    if (known.size === before) return result;
  }
};
