/** §3 and the end of §9: events of one subject stand in order, each after the one that it names, none twice. */

const covers = (wide, narrow) =>
  wide === "public" || (narrow !== "public" && narrow.every((party) => wide.includes(party)));

const standsBefore = (one, other) =>
  one.page < other.page || (one.page === other.page && one.index < other.index);

/**
 * `previous` is the holder's newest event that covers this one's audience. So an author who wrote a covering one before
 * names that, or one of the party that held the subject in between; and no two parties name the same one.
 */
const isFork = (held, { author, event }, seen) => {
  const own = held.findLast((one) => one.author === author && covers(one.event.audience, event.audience));
  if (own && !event.previous) return true;
  if (own && event.previous !== own.digest && seen.get(event.previous)?.author === author) return true;
  return held.some((one) => one.author !== author && event.previous && one.event.previous === event.previous);
};

/** Events as `{author, page, index, digest, event}` in the order of the file; answers `[code, entry]` pairs. */
export const linkFindings = (entries, subject) => {
  const findings = [];
  const seen = new Map();
  const newest = new Map();
  const held = [];
  for (const entry of entries) {
    const { author, digest, event } = entry;
    const say = (code) => findings.push([code, entry]);
    if (event.subject !== subject) say("OTHER_SUBJECT");
    if (seen.has(digest)) say("DOUBLED");
    const before = newest.get(author);
    if (before && !standsBefore(before, entry)) say("OUT_OF_ORDER");
    if (event.previous && event.about) say("BAD_LINK");
    else if (event.previous && !seen.has(event.previous)) say("MISSING_PREVIOUS");
    else if (event.about && !seen.has(event.about) && event.type !== "exchange.refused") say("MISSING_ABOUT");
    else if (event.previous && !covers(seen.get(event.previous).event.audience, event.audience))
      say("BAD_LINK");
    else if (event.previous && seen.get(event.previous).event.about) say("BAD_LINK");
    if (!event.about && !seen.has(digest)) {
      if (isFork(held, entry, seen)) say("FORKED_SUBJECT");
      held.push(entry);
    }
    seen.set(digest, entry);
    newest.set(author, entry);
  }
  return findings;
};
