/**
 * The checks of an evidence file, written from docs/exchange-format.md §9 and nothing else; also of a conflict file (§9.1). No network, no database:
 * whoever has the file and knows the digest of the founding agreement can tell whether it holds.
 */
import { canonical, parseCanonical } from "./canonical.mjs";
import { digestOf, isSignedBy, readKey, rootFrom } from "./chain.mjs";
import { checkDifference, readStories } from "./conflict.mjs";
import { keysIn, newestKey, readKeys } from "./keys.mjs";
import { linkFindings } from "./links.mjs";
import { badMembers, conflictMembers, evidenceMembers, isAgreementText, isEvent } from "./shapes.mjs";

/** Made of every file, in this order. */
const commonIds = [
  "file-form",
  "agreement-digests",
  "key-changes",
  "agreement-signatures",
  "maker-signature",
  "page-signatures",
  "page-chain",
];

/** By format: the members of the file, those that may be missing, what its maker signs, and the checks that only it has. */
const kinds = {
  "tongwulang-evidence/1": {
    members: evidenceMembers,
    optional: ["keys"],
    prefix: "tongwulang-evidence-v1",
    ids: ["event-proofs", "event-links", "event-clauses", "acknowledgements"],
  },
  "tongwulang-conflict/1": {
    members: conflictMembers,
    optional: ["keys", "pages"],
    prefix: "tongwulang-conflict-v1",
    ids: ["same-signer", "two-stories"],
  },
};
const evidence = kinds["tongwulang-evidence/1"];

/** The file as a value, or why it cannot be read: the first check, without which there is no other. */
const readFile = (bytes) => {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { findings: [["NOT_UTF8"]] };
  }
  const file = text.endsWith("\n") ? parseCanonical(text.slice(0, -1)) : undefined;
  if (typeof file !== "object" || file === null) return { findings: [["NOT_CANONICAL"]] };
  const kind = Object.hasOwn(kinds, file.format) ? kinds[file.format] : undefined;
  if (!kind) return { findings: [["UNKNOWN_FORMAT"]] };
  const bad = badMembers(file, kind);
  return bad.length
    ? { kind, findings: bad.map((member) => ["BAD_MEMBER", { member }]) }
    : { kind, file, findings: [] };
};

/** Agreements by digest; the keys of the nodes come from the founding one and from nowhere else. */
const readAgreements = async (file, crypto, say) => {
  const agreements = new Map();
  for (const [digest, { text }] of Object.entries(file.agreements)) {
    const value = parseCanonical(text);
    if ((await digestOf(crypto, text)) !== digest) say("WRONG_DIGEST", { digest });
    else if (!isAgreementText(value)) say("NOT_AN_AGREEMENT", { digest });
    else agreements.set(digest, value.agreement);
  }
  const founding = agreements.get(file.founding);
  const nodes = new Map();
  if (!founding?.nodes) say("NO_FOUNDING", { digest: file.founding });
  for (const node of founding?.nodes ?? []) {
    const key = await readKey(crypto, node.publicKey);
    if (!key || nodes.has(node.party)) say("BAD_KEY", { party: node.party });
    else nodes.set(node.party, { ...node, key });
  }
  return { agreements, nodes };
};

/** Whether one of the keys that a party has or had signed this. */
const isSignedByOneOf = async (crypto, keys, prefix, text, signature) => {
  for (const key of keys) if (await isSignedBy(crypto, key, prefix, text, signature)) return true;
  return false;
};

const checkAgreementSignatures = async ({ file, agreements, signing, crypto }, say) => {
  for (const [digest, { parties }] of agreements) {
    const { signatures } = file.agreements[digest];
    for (const party of parties)
      if (!signatures.some((one) => one.party === party)) say("NOT_SIGNED", { digest, party });
    if (signatures.length > parties.length) say("DOUBLED", { digest });
    for (const { party, signature } of signatures) {
      const log = parties.includes(party) ? signing.logs.get(party) : undefined;
      if (!log) say("UNKNOWN_SIGNER", { digest, party });
      else if (!(await isSignedByOneOf(crypto, keysIn(log), "tongwulang-agreement-v1", digest, signature)))
        say("BAD_SIGNATURE", { digest, party });
    }
  }
};

const checkMaker = async ({ file, kind, signing, crypto }, say) => {
  const { signature, ...rest } = file;
  const log = signing.logs.get(file.madeBy);
  if (!log) return say("UNKNOWN_KEY", { party: file.madeBy });
  const key = newestKey(log);
  if (!(await isSignedBy(crypto, key, kind.prefix, canonical(rest), signature)))
    say("BAD_SIGNATURE", { party: file.madeBy });
};

const checkKeys = ({ file, signing }, say) => {
  for (const entry of file.keys ?? []) {
    const { author, page, index } = entry;
    if (!signing.counted.has(entry)) say("BAD_KEY_WORD", { party: author, page, index });
  }
};

/** Pages by party, in the order of the file, with their digests; one that is not signed as it must be is left out, and said. */
const readPages = ({ signing }, say) => {
  const pages = new Map();
  for (const [party, list] of signing.pages) {
    for (const [at, { code, number }] of list.entries())
      if (code) say(code, number === undefined ? { party, place: at + 1 } : { party, page: number });
    pages.set(
      party,
      list.flatMap(({ code, page }) => (code ? [] : [page])),
    );
  }
  return pages;
};

const checkChain = ({ pages }, say) => {
  for (const [party, list] of pages)
    for (const [at, page] of list.entries()) {
      const where = { party, page: page.number };
      const before = list[at - 1];
      if (page.number === 1 && page.previous !== "0".repeat(64)) say("PAGE_FORK", where);
      if (page.number === 1 && page.first !== 1) say("POSITION_GAP", where);
      if (before && page.number <= before.number) say("NOT_ASCENDING", where);
      if (before?.number !== page.number - 1) continue;
      if (page.previous !== before.digest) say("PAGE_FORK", where);
      if (page.first !== before.first + before.count) say("POSITION_GAP", where);
    }
};

/** Events with their digests, in the order of the file; what is no event or not proved is left out, and said. */
const readEvents = async ({ file, pages, crypto }, say) => {
  const events = [];
  for (const entry of file.events) {
    const { author, page: number, index, body } = entry;
    const where = { party: author, page: number, index };
    const page = pages.get(author)?.find((one) => one.number === number);
    const event = parseCanonical(body);
    if (!page) say("NO_PAGE", where);
    else if ((await rootFrom(crypto, entry, page)) !== page.root) say("NOT_ON_PAGE", where);
    else if (!isEvent(event, author)) say("NOT_AN_EVENT", where);
    else {
      const digest = await digestOf(crypto, body);
      events.push({ author, page: number, index, sealedAt: page.sealedAt, digest, event });
    }
  }
  return events;
};

const checkClauses = ({ events, agreements }, say) => {
  for (const { author, page, index, event } of events) {
    const where = { party: author, page, index };
    const isForItself = event.audience.length === 1 && event.audience[0] === author;
    if (!event.clause) {
      if (!isForItself && event.type !== "exchange.refused") say("NO_CLAUSE", where);
      continue;
    }
    const agreement = agreements.get(event.clause.agreement);
    const others = event.audience === "public" ? [] : event.audience;
    if (!agreement) say("NO_AGREEMENT", where);
    else if (!agreement.clauses.some(({ id }) => id === event.clause.clause)) say("UNKNOWN_CLAUSE", where);
    else if (![author, ...others].every((party) => agreement.parties.includes(party)))
      say("NOT_A_PARTY", where);
  }
};

const checkAcknowledgements = ({ file, pages, events, nodes }, say) => {
  const pageOf = (party, number) => pages.get(party)?.find((one) => one.number === number);
  const key = ({ of, page, by }) => `${of} ${page} ${by}`;
  const told = new Set();
  for (const one of [...file.acknowledgements, ...file.pending]) {
    if (told.has(key(one)) || one.of === one.by) say("DOUBLED", one);
    told.add(key(one));
  }
  for (const one of file.acknowledgements) {
    const { of, page, by, upTo, at } = one;
    const head = pageOf(by, at)?.heads[of];
    const between = Array.from(
      { length: Math.min(Math.max(upTo - page + 1, 0), 100_000) },
      (_, n) => page + n,
    );
    if (!head) say("NO_PAGE", { ...one, party: by, page: at });
    else if (upTo < page || !between.every((number) => pageOf(of, number)))
      say("NO_PAGE", { ...one, party: of });
    else if (head.number !== upTo || head.digest !== pageOf(of, upTo).digest) say("OTHER_PAGE", one);
  }
  const asked = new Map();
  for (const { author, page, event } of events)
    for (const by of event.audience === "public" ? nodes.keys() : event.audience)
      if (by !== author) asked.set(key({ of: author, page, by }), { of: author, page, by });
  for (const [name, one] of asked) if (!told.has(name)) say("NOT_TOLD", one);
};

const checkSubject = async (read, sayOf) => {
  read.events = await readEvents(read, sayOf("event-proofs"));
  for (const [code, { author, page, index }] of linkFindings(read.events, read.file.subject))
    sayOf("event-links")(code, { party: author, page, index });
  checkClauses(read, sayOf("event-clauses"));
  checkAcknowledgements(read, sayOf("acknowledgements"));
};

const checkConflict = async (read, sayOf) => {
  read.stories = await readStories(read, sayOf("same-signer"));
  checkDifference(read, sayOf("two-stories"));
};

/**
 * `{ok, checks: [{id, ok, findings}], …}` of the bytes of a file. `ok` of a check is null if it could not be made.
 * `trusted` is the digest of the founding agreement that the reader has from somewhere else; then it must be this one.
 */
export const verifyEvidence = async (bytes, crypto, trusted) => {
  const { file, kind = evidence, findings } = readFile(bytes);
  const checkIds = [...commonIds, ...kind.ids];
  const found = new Map(checkIds.map((id) => [id, []]));
  const sayOf = (id) => (code, where) => void found.get(id).push([code, where]);
  found.set("file-form", findings);
  let read = { events: [], stories: [], nodes: new Map(), agreements: new Map(), pages: new Map() };
  if (file) {
    read = {
      ...read,
      file,
      kind,
      crypto,
      ...(await readAgreements(file, crypto, sayOf("agreement-digests"))),
    };
    if (trusted && trusted !== file.founding)
      sayOf("agreement-digests")("NOT_TRUSTED", { digest: file.founding });
    read.signing = await readKeys(read);
    checkKeys(read, sayOf("key-changes"));
    await checkAgreementSignatures(read, sayOf("agreement-signatures"));
    await checkMaker(read, sayOf("maker-signature"));
    read.pages = readPages(read, sayOf("page-signatures"));
    checkChain(read, sayOf("page-chain"));
    await (kind === evidence ? checkSubject : checkConflict)(read, sayOf);
  }
  const checks = checkIds.map((id) => ({
    id,
    ok: found.get(id).length > 0 ? false : file || id === "file-form" ? true : null,
    findings: found.get(id).map(([code, where]) => ({ code, ...where })),
  }));
  return {
    ok: checks.every(({ ok }) => ok),
    checks,
    subject: file?.subject,
    conflict: file?.stories && { of: file.of, number: file.number, stories: read.stories },
    founding: file?.founding,
    madeBy: file?.madeBy,
    madeAt: file?.madeAt,
    acknowledgements: file?.acknowledgements ?? [],
    pending: file?.pending ?? [],
    events: read.events,
    nodes: read.nodes,
    agreements: read.agreements,
    pages: read.pages,
  };
};
