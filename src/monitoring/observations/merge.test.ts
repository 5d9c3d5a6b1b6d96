import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maxInChunk } from "./chunk.ts";
import { flag } from "./flags.ts";
import { mergeInto, repeats, rowAt, seriesBetween, type Chunk, type Incoming } from "./merge.ts";

const reading = (atMs: number, value: number | null, flags = 0): Incoming => ({
  atMs,
  value,
  flags,
  averagingMinutes: 0,
});
const all = (chunks: readonly Chunk[]) => seriesBetween(chunks, -Infinity, Infinity);

test("what comes is placed by its time, and says again what is here without a trace", () => {
  const first = mergeInto([], [reading(30, 3), reading(10, 1)]);
  assert.deepEqual(all(first.chunks).values, [1, 3]);
  const late = mergeInto(first.chunks, [reading(20, 2), reading(30, 3)]);
  assert.deepEqual(all(late.chunks).values, [1, 2, 3]);
  assert.deepEqual(
    late.outcomes.map(({ state }) => state),
    ["new", "same"],
  );
  const again = mergeInto(late.chunks, [reading(10, 1), reading(20, 2)]);
  assert.deepEqual([again.written, again.removed], [[], []]);
});

test("of two values for one moment the later is a revision of the earlier", () => {
  const { outcomes, chunks } = mergeInto([], [reading(10, 1), reading(10, 2), reading(10, null)]);
  assert.deepEqual(
    outcomes.map(({ state, revision, before }) => [state, revision, before?.value]),
    [
      ["new", 0, undefined],
      ["revised", 1, 1],
      ["same", 1, undefined],
    ],
  );
  assert.deepEqual(all(chunks).flags, [flag.corrected]);
  const withdrawn = mergeInto(chunks, [reading(10, null, flag.withdrawn)]);
  assert.deepEqual([all(withdrawn.chunks).values, withdrawn.outcomes[0]!.before?.value], [[null], 2]);
});

test("what quality control found is not compared with what is handed in again", () => {
  const kept = reading(10, 1, flag.flatLine | flag.sample);
  assert.ok(repeats(kept, reading(10, 1, flag.sample), true));
  assert.ok(!repeats(kept, reading(10, 1, flag.sample), false));
  assert.ok(!repeats(kept, reading(10, 1), true));
});

const readings = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 3 }))
    .map(([at, value]) => reading(at, value)),
  { maxLength: 400 },
);

test("however values are cut into batches, the newest word about each moment stands, in chunks that fit", () => {
  fc.assert(
    fc.property(fc.array(readings, { maxLength: 5 }), (batches) => {
      let chunks: readonly Chunk[] = [];
      const said = new Map<number, { value: number | null; revision: number }>();
      let fresh = 0;
      for (const batch of batches) {
        const merge = mergeInto(chunks, batch);
        fresh += merge.outcomes.filter(({ state }) => state === "new").length;
        // What is written and removed makes the same of what was there.
        const stored = new Map(chunks.map((chunk) => [chunk.firstAtMs, chunk]));
        for (const firstAtMs of merge.removed) stored.delete(firstAtMs);
        for (const chunk of merge.written) stored.set(chunk.firstAtMs, chunk);
        assert.deepEqual(
          [...stored.values()].toSorted((a, b) => a.firstAtMs - b.firstAtMs),
          merge.chunks,
        );
        chunks = merge.chunks;
        for (const { atMs, value } of batch) {
          const before = said.get(atMs);
          if (before?.value !== value) said.set(atMs, { value, revision: before ? before.revision + 1 : 0 });
        }
      }
      const series = all(chunks);
      const rows = series.atMs.map((_, i) => rowAt(series, i));
      assert.deepEqual(
        rows.map(({ atMs, value, revision }) => [atMs, value, revision]),
        [...said].toSorted(([a], [b]) => a - b).map(([at, { value, revision }]) => [at, value, revision]),
      );
      assert.equal(fresh, said.size);
      for (const { firstAtMs, series: part } of chunks) {
        assert.ok(part.atMs.length > 0 && part.atMs.length <= maxInChunk);
        assert.equal(firstAtMs, part.atMs[0]);
      }
    }),
    { numRuns: 60 },
  );
});
