import type { Party } from "#base/party.ts";
import type { Event } from "#protocol/event.ts";
import type { Find } from "./finding.ts";
import type { Ledger } from "./ledger.ts";
import type { Stored, StoredEvent } from "./stored.ts";

const isFor = (party: Party, { audience, author }: StoredEvent): boolean =>
  author === party || audience === "public" || audience.split(",").includes(party);

/** Each event of a chain stands on one page once, and each page names events that are there. */
const checkPlaces = (here: Stored, find: Find): void => {
  const places = new Map<number, number>();
  for (const { events } of here.onPages)
    for (const seq of events) if (seq !== null) places.set(seq, (places.get(seq) ?? 0) + 1);
  for (const { seq, digest, author, type } of here.events) {
    const count = places.get(seq) ?? 0;
    if (count !== 1)
      find("an event is not on exactly one page", { at: here.party, author, digest, type, count });
    places.delete(seq);
  }
  if (places.size > 0)
    find("a page names events that are not there", { at: here.party, events: places.size });
};

/** What the author wrote is at every node of the audience, once and with the same words, and nowhere else. */
const checkCopies = (all: readonly Stored[], find: Find): void => {
  for (const author of all) {
    const own = author.events.filter((event) => event.author === author.party);
    for (const here of all) {
      const there = new Map<string, StoredEvent[]>();
      for (const event of here.events)
        if (event.author === author.party)
          there.set(event.digest, [...(there.get(event.digest) ?? []), event]);
      for (const event of own) {
        const { digest, type, subject } = event;
        const copies = there.get(digest) ?? [];
        const facts = { author: author.party, at: here.party, digest, type, subject };
        if (isFor(here.party, event) && copies.length === 0) find("an event is lost", facts);
        if (!isFor(here.party, event) && copies.length > 0)
          find("an event is where nobody may read it", facts);
        if (copies.length > 1) find("an event is there twice", facts);
        if (copies.some(({ body }) => body !== event.body)) find("an event has other words elsewhere", facts);
        there.delete(digest);
      }
      for (const digest of there.keys())
        find("an event is there that its author does not know", {
          author: author.party,
          at: here.party,
          digest,
        });
    }
  }
};

/** The holder's events of each subject, in the order in which they were applied: each follows the one it names. */
const checkOrder = (all: readonly Stored[], find: Find): void => {
  for (const here of all) {
    const seen = new Map<string, Set<string>>();
    const lastOf = new Map<string, string | undefined>();
    const arrived = new Map<string, StoredEvent[]>();
    for (const event of here.events)
      if (event.parked === null) arrived.set(event.subject, [...(arrived.get(event.subject) ?? []), event]);
    for (const [subject, events] of arrived) {
      const digests = seen.get(subject) ?? new Set<string>();
      seen.set(subject, digests);
      const named = new Set<string>();
      for (const one of events) {
        const { previous, about } = JSON.parse(one.body) as Event;
        digests.add(one.digest);
        if (about === undefined && previous !== undefined) {
          if (named.has(previous))
            find("two events follow the same one", { at: here.party, subject, previous });
          named.add(previous);
        }
        lastOf.set(subject, one.digest);
      }
      for (const previous of named)
        if (!digests.has(previous))
          find("an event follows one that is not there", { at: here.party, subject, previous });
    }
  }
};

/** What people were told is done is at both ends. */
const checkTold = (all: readonly Stored[], ledger: Ledger, find: Find): void => {
  const at = new Map(all.map((here) => [here.party, new Set(here.events.map(({ digest }) => digest))]));
  for (const [digest, { case: id, type, party }] of ledger.told) {
    const { accepting, deciding } = ledger.cases.get(id)!;
    for (const end of new Set([accepting, deciding]))
      if (!at.get(end)!.has(digest))
        find("what was answered as done is not there", { at: end, by: party, type, case: id });
  }
};

export const checkEvents = (all: readonly Stored[], ledger: Ledger, find: Find): void => {
  for (const here of all) {
    checkPlaces(here, find);
    for (const parked of here.parked) find("an event is left parked", { at: here.party, ...parked });
  }
  checkCopies(all, find);
  checkOrder(all, find);
  checkTold(all, ledger, find);
};
