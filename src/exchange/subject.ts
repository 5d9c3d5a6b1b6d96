import type { Outcome } from "#base/outcome.ts";
import { done, refuse } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Audience, Digest, EventKind, Recorded } from "#protocol/event.ts";

/** What the exchange knows of a subject: its holder, and the last holder's event by audience, newest last. */
export type Subject = {
  holder: Party;
  heads: [audience: string, digest: Digest][];
  revision: number;
  /** Its bodies were erased: nothing more may be said of it. */
  erased?: true;
  /** The newest holder's event passed it on: the new holder has not followed yet. */
  passed: boolean;
};

export const audienceKey = (audience: Audience): string =>
  audience === "public" ? "public" : audience.join(",");

export const covers = (wide: string, narrow: string): boolean => {
  if (wide === narrow || wide === "public") return true;
  if (narrow === "public") return false;
  const seenBy = new Set(wide.split(","));
  return narrow.split(",").every((party) => seenBy.has(party));
};

/**
 * The event that a holder's next event for this audience follows: the newest that everybody in the audience has
 * seen. Each of them computes the same, whatever else happened that others were not told.
 */
export const previousFor = (subject: Subject | undefined, audience: Audience): Digest | undefined => {
  const key = audienceKey(audience);
  return subject?.heads.findLast(([seenBy]) => covers(seenBy, key))?.[1];
};

export type LinkRefusal = "NOT_HOLDER" | "SUBJECT_TAKEN" | "FORKED_SUBJECT" | "AUDIENCE_TOO_NARROW";
export type Link = { kind: "linked"; after: Subject } | { kind: "waits"; for: Digest };

/** Where a holder's event stands among those known here, and the subject after it. */
export const linkHolderEvent = (
  subject: Subject | undefined,
  { event, digest, author }: Recorded,
  kind: EventKind,
  isApplied: (digest: Digest) => boolean,
): Outcome<Link, LinkRefusal> => {
  const expected = previousFor(subject, event.audience);
  if (event.previous !== expected) {
    if (event.previous === undefined) return refuse("SUBJECT_TAKEN", { subject: event.subject });
    return isApplied(event.previous)
      ? refuse("FORKED_SUBJECT", { subject: event.subject })
      : done({ kind: "waits", for: event.previous });
  }
  if (subject && subject.holder !== author)
    return refuse("NOT_HOLDER", { subject: event.subject, holder: subject.holder });
  const key = audienceKey(event.audience);
  const passesTo = kind.passesTo?.(event.data as never);
  if (passesTo !== undefined) {
    const told = covers(key, passesTo) && (subject?.heads ?? []).every(([seenBy]) => covers(key, seenBy));
    if (!told) return refuse("AUDIENCE_TOO_NARROW", { subject: event.subject });
  }
  // A head that fewer have seen than this one is never followed again.
  const heads = (subject?.heads ?? []).filter(([seenBy]) => !covers(key, seenBy));
  heads.push([key, digest]);
  return done({
    kind: "linked",
    after: {
      holder: passesTo ?? subject?.holder ?? author,
      heads,
      revision: (subject?.revision ?? 0) + 1,
      passed: passesTo !== undefined,
    },
  });
};
