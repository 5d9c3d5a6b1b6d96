import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refuse, type Refusal } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import { digestOf, type Digest, type Recorded } from "#protocol/event.ts";
import { kindsOf, type Capability } from "./capability.ts";
import { judge, type Known, type Verdict } from "./judge.ts";
import {
  clause,
  langfang,
  letter,
  letterAuthority,
  letterKinds,
  letters,
  tongzhou,
  wuqing,
} from "./test-letters.ts";

const audience = [tongzhou, wuqing, langfang].toSorted();
const noTx = {} as Tx; // nothing here is kept in a database
const most = 4;

/**
 * Letters kept in memory. Written ones are forbidden by what they say; for a passed one it matters how many lines of its
 * subject are there, so it has to be asked about after what came before it was applied.
 */
const inMemory = (stateless: ReadonlySet<string>) => {
  const lines: { subject: string; text: string }[] = [];
  let sets = 0;
  const capability: Capability = {
    name: "letters",
    kinds: letterKinds,
    stateless,
    examine: async (tx, events) => {
      const refused: Map<Digest, Refusal> = new Map(await letters.examine!(tx, events));
      for (const { event, digest } of events)
        if (
          event.type === "letter.passed" &&
          lines.filter(({ subject }) => subject === event.subject).length >= most
        )
          refused.set(digest, refuse("LETTER_FORBIDDEN", { most }).refusal);
      return refused;
    },
    apply: (_, events) => {
      sets += 1;
      for (const { event } of events)
        lines.push({ subject: event.subject, text: String(event.data["text"]) });
      return Promise.resolve();
    },
  };
  const known: Known = {
    subjects: new Map(),
    applied: new Map(),
    absent: new Set(["f".repeat(64)]),
    held: new Set(),
  };
  const judging = { kinds: kindsOf([capability]), authority: letterAuthority([]), here: tongzhou };
  return {
    lines,
    known,
    sets: () => sets,
    judge: (events: readonly Recorded[]): Promise<Verdict[]> => judge(noTx, judging, events, known),
  };
};

const step = fc.record({
  subject: fc.constantFrom("a", "b"),
  author: fc.constantFrom(wuqing, wuqing, wuqing, langfang),
  type: fc.constantFrom("written", "written", "written", "written", "answered", "passed", "burnt"),
  says: fc.constantFrom("hello", "hello", "hello", "hello", "forbidden"),
  follows: fc.constantFrom("last", "last", "last", "last", "last", "first", "nothing"),
  hasPaper: fc.constantFrom(false, false, false, false, false, false, true),
  isUnderClause: fc.constantFrom(true, true, true, true, true, true, false),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** As somebody would write them whose software forbids nothing. */
const eventsOf = (steps: readonly Step[]): Recorded[] => {
  const chains = new Map<string, Digest[]>();
  return steps.map(({ subject, author, type, says, follows, hasPaper, isUnderClause }, i) => {
    const chain = chains.get(subject) ?? [];
    chains.set(subject, chain);
    const link = follows === "nothing" ? undefined : follows === "first" ? chain[0] : chain.at(-1);
    const { data, actor } = letter(subject, `${says} ${i}`);
    const event = {
      id: `01990000-0000-7000-8000-${String(i).padStart(12, "0")}`,
      type: `letter.${type}`,
      version: 1,
      subject,
      audience,
      actor,
      time: "2026-03-02T08:00:00.000Z",
      data: { ...data, ...(type === "passed" && { to: author }) },
      ...(isUnderClause && { clause }),
      ...(type === "answered" ? { about: link ?? "e".repeat(64) } : link && { previous: link }),
      ...(hasPaper && { attachments: [{ digest: "f".repeat(64), size: 1, mediaType: "text/plain" }] }),
    };
    const digest = digestOf(event);
    if (type !== "answered") chain.push(digest);
    return { event, digest, author };
  });
};

const asWritten = new Set(["letter.written", "letter.answered"]);

test("whether events are judged together or one by one, with or without asking about state, the same is made of them", () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 25 }), async (steps) => {
      const events = eventsOf(steps);
      const made = async (stateless: ReadonlySet<string>, sizes: number) => {
        const node = inMemory(stateless);
        const verdicts: Verdict[] = [];
        for (let from = 0; from < events.length; from += sizes)
          verdicts.push(...(await node.judge(events.slice(from, from + sizes))));
        const { subjects, applied, held } = node.known;
        return { verdicts, lines: node.lines, subjects, applied, held };
      };
      const alone = await made(new Set(), 1);
      assert.deepEqual(await made(asWritten, events.length), alone);
      assert.deepEqual(await made(asWritten, 3), alone);
      assert.deepEqual(await made(new Set(), events.length), alone);
    }),
    { numRuns: 1_000 },
  ));

test("what is examined by itself is applied in one set, however much of it is about one subject", async () => {
  const calm = { subject: "a", author: wuqing, says: "hello", follows: "last" } as const;
  const of = (type: "written" | "passed", count: number): Step[] =>
    Array.from({ length: count }, () => ({ ...calm, type, hasPaper: false, isUnderClause: true }));
  const setsFor = async (stateless: ReadonlySet<string>) => {
    const node = inMemory(stateless);
    const verdicts = await node.judge(
      eventsOf([...of("written", 3), ...of("passed", 1), ...of("written", 50)]),
    );
    assert.ok(verdicts.every(({ state }) => state === "applied"));
    return node.sets();
  };
  assert.equal(await setsFor(asWritten), 3);
  assert.equal(await setsFor(new Set()), 54);
});
