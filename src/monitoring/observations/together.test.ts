import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import type { Db } from "#base/tx.ts";
import { testDatabases } from "#node/test-database.ts";
import { testNetwork, type TestNode } from "../test-network.ts";
import { readLatest, readSeries } from "./read.ts";
import { record } from "./record.ts";

const now = "2026-04-01T08:00:00.000Z";
const nowMs = Date.parse(now);
const hour = 3_600_000;
const streams = ["upper/ph", "upper/turbidity"];

const reading = fc.record({
  stream: fc.constantFrom(...streams),
  hoursAgo: fc.integer({ min: 1, max: 12 }),
  value: fc.oneof(fc.constantFrom(7, 7.5, 8), fc.constant(null)),
});

/** All that a node made of the measurements it was told. */
const madeOf = async (db: Db) => {
  const { rows: revisions } = await sql`
    select s.key, r.at, r.revision, r.value, r.flags, r.event from monitoring.revision r
    join monitoring.stream s on s.id = r.stream order by 1, 2, 3`.execute(db);
  return {
    series: await readSeries(db, streams, 0, nowMs),
    latest: (await readLatest(db)).toSorted((a, b) => (a.stream < b.stream ? -1 : 1)),
    revisions,
  };
};

for (const { name, open } of testDatabases())
  test(`${name}: batches taken together make the same of a stream as one after the other`, async () => {
    const databases: Record<string, Db> = {};
    for (const party of [tongzhou, wuqing, langfang]) databases[party] = (await open()).db;
    const net = await testNetwork(databases, { clock: () => now });
    const [writer, oneByOne, together] = [tongzhou, wuqing, langfang].map(net.node) as [
      TestNode,
      TestNode,
      TestNode,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(reading, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 0, max: 60 }),
        async (batches, daysAgo) => {
          for (const batch of batches) {
            const readings = batch.map(({ hoursAgo, ...one }) => ({
              ...one,
              atMs: nowMs - (24 * daysAgo + hoursAgo) * hour,
            }));
            const recorded = await record(writer.deps, readings, { source: "test" });
            assert.ok(recorded.ok);
            await writer.sealAll();
            assert.ok((await oneByOne.takeFrom(writer)).ok);
          }
          assert.ok((await together.takeFrom(writer)).ok);
          const made = await madeOf(writer.db);
          assert.deepEqual(await madeOf(oneByOne.db), made);
          assert.deepEqual(await madeOf(together.db), made);
        },
      ),
      { numRuns: 10, endOnFailure: true }, // what one run leaves is there in the next
    );
  });
