import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Digest, Event, Recorded } from "#protocol/event.ts";
import type { Draft } from "./draft.ts";
import { missedTypes, type Missed, type MissedKind } from "./events.ts";
import { audienceKey } from "./subject.ts";

/** An event of this node that `party` has not signed for, or not taken up, within the limit of its clause. */
export type Overdue = {
  kind: MissedKind;
  digest: Digest;
  event: Event;
  party: Party;
  page: number;
  limitHours: number;
  since: Instant;
};

/** The same event's audience, subject and clause: whoever knows of the event knows that it did not come. */
export const missedDraft = (here: Party, overdue: Overdue): Draft => {
  const { kind, digest, event, party, page, limitHours, since } = overdue;
  return {
    type: missedTypes[kind],
    subject: event.subject,
    about: digest,
    audience: event.audience,
    actor: { role: "node", department: here },
    ...(event.clause && { clause: event.clause }),
    data: { party, page, limitHours, since } satisfies Missed,
  };
};

export type MissedWord = { kind: MissedKind; recorded: Recorded; data: Missed };

const kindByType = new Map<string, MissedKind>(
  Object.entries(missedTypes).map(([kind, type]) => [type, kind as MissedKind]),
);

export const missedIn = (events: readonly Recorded[]): MissedWord[] =>
  events.flatMap((recorded) => {
    const kind = kindByType.get(recorded.event.type);
    return kind ? [{ kind, recorded, data: recorded.event.data as Missed }] : [];
  });

const isSaidOfOwn = ({ recorded: { event, author }, data }: MissedWord, named: Recorded): boolean =>
  named.author === author &&
  audienceKey(named.event.audience) === audienceKey(event.audience) &&
  named.event.clause?.agreement === event.clause?.agreement &&
  named.event.clause?.clause === event.clause?.clause &&
  data.party !== author &&
  event.audience.includes(data.party);

/** A node says so only of what it sent itself, to those whom it sent it to. */
export const unfitting = (
  words: readonly MissedWord[],
  named: ReadonlyMap<string, Recorded>,
): Map<Digest, Refusal> =>
  new Map(
    words.flatMap((word): [Digest, Refusal][] => {
      const { author, event, digest } = word.recorded;
      const about = named.get(`${author} ${event.about}`);
      return about && isSaidOfOwn(word, about) ? [] : [[digest, { code: "NOT_THEIR_EVENT" }]];
    }),
  );
