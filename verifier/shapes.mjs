/** What an evidence file, a page header, an agreement and an event must look like (§2, §4, §9). */

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
/** Lengths count UTF-16 code units. */
const isShort = (value, most, least = 0) => isText(value) && value.length >= least && value.length <= most;
const isDigest = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isParty = (value) => isText(value) && /^[1-9][0-9]{5}$/.test(value);
const isWhole = (value, from, to = Number.MAX_SAFE_INTEGER) =>
  Number.isSafeInteger(value) && value >= from && value <= to;
const isListOf = (value, isOne, most = Infinity) =>
  Array.isArray(value) && value.length <= most && value.every(isOne);

const isInstant = (value) => {
  if (!isText(value) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
};

const isUuid7 = (value) =>
  isText(value) && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(value);

const isSealed = (value) => isObject(value) && isText(value.header) && isShort(value.signature, 200);

const isEntry = (value) =>
  isObject(value) &&
  isParty(value.author) &&
  isWhole(value.page, 1) &&
  isWhole(value.index, 0) &&
  isText(value.salt) &&
  /^[0-9a-f]{32}$/.test(value.salt) &&
  isText(value.body) &&
  isListOf(value.proof, isDigest, 8); // 256 leaves are eight levels

const isPending = (value) =>
  isObject(value) && isParty(value.of) && isWhole(value.page, 1) && isParty(value.by);

const isAcknowledgement = (value) => isPending(value) && isWhole(value.upTo, 1) && isWhole(value.at, 1);

const isSignature = (value) => isObject(value) && isParty(value.party) && isShort(value.signature, 200);

const isSignedText = (value) =>
  isObject(value) && isText(value.text) && isListOf(value.signatures, isSignature);

const isMapOf = (value, isName, isOne) =>
  isObject(value) && Object.entries(value).every(([name, one]) => isName(name) && isOne(one));

const isPages = (value) => isMapOf(value, isParty, (list) => isListOf(list, isSealed));

export const evidenceMembers = {
  format: isText,
  subject: isText,
  founding: isDigest,
  agreements: (value) => isMapOf(value, isDigest, isSignedText),
  pages: isPages,
  events: (value) => isListOf(value, isEntry),
  keys: (value) => isListOf(value, isEntry),
  acknowledgements: (value) => isListOf(value, isAcknowledgement),
  pending: (value) => isListOf(value, isPending),
  madeBy: isParty,
  madeAt: isInstant,
  signature: (value) => isShort(value, 200),
};

const isStory = (value) => isSealed(value) && isParty(value.heldBy);

export const conflictMembers = {
  format: isText,
  of: isParty,
  number: (value) => isWhole(value, 1),
  stories: (value) => isListOf(value, isStory, 2) && value.length === 2,
  founding: isDigest,
  agreements: (value) => isMapOf(value, isDigest, isSignedText),
  keys: (value) => isListOf(value, isEntry),
  pages: isPages,
  madeBy: isParty,
  madeAt: isInstant,
  signature: (value) => isShort(value, 200),
};

/** Members of a file that are missing, malformed or not known: it has exactly these, without the optional ones or with them. */
export const badMembers = (file, { members, optional }) => [
  ...Object.entries(members)
    .filter(([name, isGood]) => (Object.hasOwn(file, name) ? !isGood(file[name]) : !optional.includes(name)))
    .map(([name]) => name),
  ...Object.keys(file).filter((name) => !Object.hasOwn(members, name)),
];

export const isHeader = (value) =>
  isObject(value) &&
  value.format === "tongwulang-page/1" &&
  isParty(value.node) &&
  isWhole(value.number, 1) &&
  isWhole(value.first, 1) &&
  isWhole(value.count, 0, 256) &&
  isDigest(value.previous) &&
  isDigest(value.root) &&
  isInstant(value.sealedAt) &&
  isText(value.suite) &&
  isText(value.key) &&
  /^[0-9a-f]{16}$/.test(value.key) &&
  isMapOf(value.heads, isParty, isHeld);

/** A page of a chain as others name it. */
export const isHeld = (value) => isObject(value) && isWhole(value.number, 0) && isDigest(value.digest);

export const isSuccession = (value) =>
  isObject(value) &&
  isParty(value.party) &&
  isText(value.from) &&
  /^[0-9a-f]{16}$/.test(value.from) &&
  isObject(value.publicKey) &&
  isText(value.publicKey.suite) &&
  isShort(value.publicKey.key, 200) &&
  isShort(value.proof, 200);

const isNode = (value) =>
  isObject(value) &&
  isParty(value.party) &&
  isObject(value.publicKey) &&
  isText(value.publicKey.suite) &&
  isText(value.publicKey.key);

/** Only what a verifier needs of an agreement: its parties, its clauses, in the founding one its nodes, and the files. */
export const isAgreementText = (value) =>
  isObject(value) &&
  isMapOf(value.files, isText, isDigest) &&
  isObject(value.agreement) &&
  isListOf(value.agreement.parties, isParty) &&
  isListOf(value.agreement.clauses, (clause) => isObject(clause) && isText(clause.id)) &&
  (value.agreement.nodes === undefined || isListOf(value.agreement.nodes, isNode));

const isAttachment = (value) =>
  isObject(value) &&
  isDigest(value.digest) &&
  isWhole(value.size, 1, 50 * 1024 * 1024) &&
  isShort(value.mediaType, 100);

const isAudience = (value, author) =>
  value === "public" ||
  (isListOf(value, isParty) &&
    value.includes(author) &&
    value.every((party, at) => at === 0 || value[at - 1] < party));

const orAbsent = (value, isGood) => value === undefined || isGood(value);

export const isEvent = (value, author) =>
  isObject(value) &&
  isUuid7(value.id) &&
  isText(value.type) &&
  /^[a-z]+\.[a-z-]+$/.test(value.type) &&
  isWhole(value.version, 1) &&
  isShort(value.subject, 200, 1) &&
  orAbsent(value.previous, isDigest) &&
  orAbsent(value.about, isDigest) &&
  orAbsent(
    value.clause,
    (clause) => isObject(clause) && isDigest(clause.agreement) && isShort(clause.clause, 100, 1),
  ) &&
  isAudience(value.audience, author) &&
  isObject(value.actor) &&
  isShort(value.actor.role, 50) &&
  isShort(value.actor.department, 100) &&
  isInstant(value.time) &&
  orAbsent(value.attachments, (list) => isListOf(list, isAttachment, 100)) &&
  isObject(value.data);
