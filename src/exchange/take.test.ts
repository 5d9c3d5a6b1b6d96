import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { testDatabases } from "#node/test-database.ts";
import { advanceChain, getChain } from "./chain-store.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { openExchange } from "./open.ts";
import { listParked } from "./parking-store.ts";
import { langfang, letter, letters, tongzhou, wuqing } from "./test-letters.ts";
import { testParties, type TestParty } from "./test-parties.ts";

const audience = [tongzhou, wuqing, langfang].toSorted();

/** What a node made of another's chain. */
const madeOf = async (party: TestParty) => {
  const { rows } = await sql<{ number: bigint; digest: string; kept: number[] }>`
    select number, digest, array_positions(array(select e is not null from unnest(events) e), true) as kept
    from exchange.page where author = ${wuqing} order by number`.execute(party.db);
  const parked = (await listParked(party.db, 1_000)).map(({ subject, state, code }) => [
    subject,
    state,
    code,
  ]);
  const { rows: subjects } = await sql<{ subject: string }>`
    select subject, holder, heads, revision from exchange.subject order by subject`.execute(party.db);
  return {
    lines: await party.lines(),
    pages: rows,
    parked: parked.toSorted((a, b) => (a < b ? -1 : 1)),
    subjects,
  };
};

/** In how many transactions the pages of a chain were taken. */
const transactionsOf = async (party: TestParty): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`
    select count(distinct xmin::text) as n from exchange.page where author = ${wuqing}`.execute(party.db);
  return Number(rows[0]!.n);
};

const step = fc.record({
  subject: fc.integer({ min: 1, max: 5 }),
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant("letter") },
    { weight: 2, arbitrary: fc.constant("attachment") },
    { weight: 1, arbitrary: fc.constant("forbidden") },
  ),
  seals: fc.boolean(),
});

for (const { name, open } of testDatabases()) {
  const three = async () => {
    // Wuqing's software is older and lets through what the readers' rule forbids.
    const lenient = { ...letters, examine: undefined };
    const databases: Record<string, TestParty["db"]> = {};
    for (const party of audience) databases[party] = (await open()).db;
    const parties = await testParties(databases, { capabilities: [exchangeCapability, lenient] });
    const [together, oneByOne] = [parties[tongzhou]!, parties[langfang]!];
    for (const reader of [together, oneByOne])
      Object.assign(reader.deps, { capabilities: [exchangeCapability, letters] });
    return { writer: parties[wuqing]!, together, oneByOne };
  };

  test(`${name}: whether pages come together or one by one, the same is made of them`, () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const { writer, together, oneByOne } = await three();
        for (const [i, { subject, what, seals }] of steps.entries()) {
          const put = await writer.deps.attachments.put(Readable.from([Buffer.from(`paper ${i}`)]));
          assert.ok(put.ok);
          const attachments = [{ ...put.value, mediaType: "text/plain" }];
          const text = `${what} ${i}`;
          await writer.write(
            letter(`case-${subject}`, text, { audience, ...(what === "attachment" && { attachments }) }),
          );
          if (!seals) continue;
          await writer.sealAll();
          await oneByOne.takeFrom(writer);
        }
        await writer.sealAll();
        await oneByOne.takeFrom(writer);
        await together.takeFrom(writer);
        assert.deepEqual(await madeOf(together), await madeOf(oneByOne));
      }),
      { numRuns: 3 },
    ));

  test(`${name}: a backlog is taken several pages at once, but alone what has papers to fetch`, async () => {
    const { writer, together } = await three();
    const write = async (from: number, to: number, more = {}) => {
      for (let i = from; i <= to; i++) {
        await writer.write(letter(`case-${i}`, `line ${i}`, { audience, ...more }));
        await writer.sealAll();
      }
    };
    await write(1, 16);
    await together.takeFrom(writer);
    assert.equal(await transactionsOf(together), 2);
    const put = await writer.deps.attachments.put(Readable.from([Buffer.from("paper")]));
    assert.ok(put.ok);
    await write(17, 18);
    await write(19, 19, { attachments: [{ ...put.value, mediaType: "text/plain" }] });
    await write(20, 21);
    await together.takeFrom(writer);
    assert.equal(await transactionsOf(together), 5);
    assert.equal((await together.lines()).length, 21);
  });

  test(`${name}: f-08 who takes a chain at the same time as another takes nothing twice and sets no place back`, async () => {
    const { writer, together } = await three();
    const before = await getChain(together.db, wuqing);
    for (let i = 1; i <= 12; i++) {
      await writer.write(letter(`case-${i % 3}`, `line ${i}`, { audience }));
      await writer.sealAll();
    }
    const takers = [together, openExchange(together.deps), openExchange(together.deps)];
    const pulled = await Promise.all(takers.map((taker) => taker.pull(wuqing)));
    // Who asked before another was done is told that it has them already.
    for (const one of pulled) if (!one.ok) assert.equal(one.refusal.code, "PAGE_SEEN");
    await together.takeFrom(writer);
    assert.deepEqual((await madeOf(together)).parked, []);
    assert.equal((await together.lines()).length, 12);
    const end = await getChain(together.db, wuqing);
    assert.equal(end.end.number, 12);
    // Who comes late with what was read before moves nothing.
    const late = await together.db.transaction().execute((tx) => advanceChain(tx, before.end, before));
    assert.equal(late, undefined);
    assert.deepEqual(await getChain(together.db, wuqing), end);
  });
}
