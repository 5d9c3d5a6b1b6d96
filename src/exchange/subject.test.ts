import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Audience, EventKind, Recorded } from "#protocol/event.ts";
import { letterKinds } from "./test-letters.ts";
import { linkHolderEvent, previousFor, type Subject } from "./subject.ts";

const parties = ["110112", "120114", "131000"];
const author = parties[1]!;
const written: EventKind = letterKinds[0]!;

const audience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constant<Audience>("public"),
  fc.subarray(parties).map((some) => [...new Set([...some, author])].toSorted()),
);
const sees = (party: string, seenBy: Audience) => seenBy === "public" || seenBy.includes(party);

/** An event as its holder writes it, given what the holder knows. */
const next = (subject: Subject | undefined, n: number, seenBy: Audience): Recorded => {
  const previous = previousFor(subject, seenBy);
  const event = { subject: "s", audience: seenBy, data: {}, ...(previous && { previous }) };
  return { event: event as unknown as Recorded["event"], digest: `${n}`, author };
};

const take = (subject: Subject | undefined, recorded: Recorded, isApplied = () => true) =>
  linkHolderEvent(subject, recorded, written, isApplied);

const follow = (subject: Subject | undefined, recorded: Recorded): Subject => {
  const linked = take(subject, recorded);
  assert.ok(linked.ok && linked.value.kind === "linked");
  return linked.value.after;
};

test("whatever is hidden from whom, every reader can link every event it sees", () =>
  fc.assert(
    fc.property(fc.array(audience, { minLength: 1, maxLength: 20 }), (audiences) => {
      const known = new Map<string, Subject | undefined>();
      for (const [n, seenBy] of audiences.entries()) {
        const recorded = next(known.get(author), n, seenBy);
        for (const party of parties)
          if (sees(party, seenBy)) known.set(party, follow(known.get(party), recorded));
      }
    }),
  ));

test("an event left out is noticed by every reader of the one that follows it", () =>
  fc.assert(
    fc.property(fc.array(audience, { minLength: 2, maxLength: 20 }), fc.nat(), (audiences, chance) => {
      let holder: Subject | undefined;
      const events = audiences.map((seenBy, n) => {
        const recorded = next(holder, n, seenBy);
        holder = follow(holder, recorded);
        return recorded;
      });
      const followed = events.filter(({ event }) => event.previous !== undefined);
      fc.pre(followed.length > 0);
      const after = followed[chance % followed.length]!;
      for (const party of parties) {
        if (!sees(party, after.event.audience)) continue;
        let known: Subject | undefined;
        for (const recorded of events.slice(0, events.indexOf(after)))
          if (sees(party, recorded.event.audience) && recorded.digest !== after.event.previous) {
            const linked = take(known, recorded, () => false);
            if (linked.ok && linked.value.kind === "linked") known = linked.value.after;
          }
        const linked = take(known, after, () => false);
        assert.ok(linked.ok && linked.value.kind === "waits");
      }
    }),
  ));

test("nobody but the holder goes on, and two stories about one place are a fork", () => {
  const first = next(undefined, 1, parties);
  const subject = follow(undefined, first);
  const other = { ...next(subject, 2, parties), author: parties[0]! };
  assert.deepEqual(take(subject, other), {
    ok: false,
    refusal: { code: "NOT_HOLDER", detail: { subject: "s", holder: author } },
  });
  const after = follow(subject, next(subject, 2, parties));
  const fork = take(after, next(subject, 3, parties));
  assert.equal(!fork.ok && fork.refusal.code, "FORKED_SUBJECT");
});
