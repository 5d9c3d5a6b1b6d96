import type { Party } from "#base/party.ts";
import type { Audience, Digest, Event } from "#protocol/event.ts";

export type PlacedEvent = { author: Party; page: number; index: number; digest: Digest; event: Event };

const covers = (wide: Audience, narrow: Audience): boolean =>
  wide === "public" || (narrow !== "public" && narrow.every((party) => wide.includes(party)));

const isBefore = (one: PlacedEvent, other: PlacedEvent): boolean =>
  one.page < other.page || (one.page === other.page && one.index < other.index);

type Told = { seen: ReadonlyMap<Digest, PlacedEvent>; held: readonly PlacedEvent[] };

/**
 * `previous` is the holder's newest event that covers this one's audience. So an author who wrote a covering one before
 * names that, or one of the party that held the subject in between; and no two parties name the same one.
 */
const isFork = ({ author, event: { previous, audience } }: PlacedEvent, { seen, held }: Told): boolean => {
  const own = held.findLast((one) => one.author === author && covers(one.event.audience, audience));
  if (own && previous === undefined) return true;
  if (own && previous !== own.digest && seen.get(previous!)?.author === author) return true;
  return (
    previous !== undefined && held.some((one) => one.author !== author && one.event.previous === previous)
  );
};

const fault = (placed: PlacedEvent, { seen, held }: Told): string | undefined => {
  const { previous, about, audience, type } = placed.event;
  if (previous !== undefined && about !== undefined) return "both previous and about";
  if (about !== undefined)
    // A refusal may be about an event that its author's page shows and nobody applied.
    return seen.has(about) || type === "exchange.refused" ? undefined : about;
  if (previous !== undefined) {
    const before = seen.get(previous)?.event;
    if (!before) return previous;
    if (before.about !== undefined || !covers(before.audience, audience)) return "link";
  }
  return isFork(placed, { seen, held }) ? "fork" : undefined;
};

/** The first event of a file that does not stand where §3 wants it: once, in its chain's order, after what it names. */
export const linkFault = (placed: readonly PlacedEvent[], subject: string): string | undefined => {
  const seen = new Map<Digest, PlacedEvent>();
  const lastOf = new Map<Party, PlacedEvent>();
  const held: PlacedEvent[] = [];
  for (const one of placed) {
    const last = lastOf.get(one.author);
    if (seen.has(one.digest) || (last && !isBefore(last, one))) return `${one.digest}: order`;
    if (one.event.subject !== subject) return `${one.digest}: subject`;
    const found = fault(one, { seen, held });
    if (found !== undefined) return `${one.digest}: ${found}`;
    lastOf.set(one.author, one);
    seen.set(one.digest, one);
    if (one.event.about === undefined) held.push(one);
  }
  return undefined;
};
