import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical } from "#base/canonical.ts";
import { inParts, readingsIn, toBlocks, type Sourced } from "./batch.ts";
import { Observed } from "./events.ts";

const hour = 3_600_000;
const reading = (
  stream: string,
  atMs: number,
  value: number | null,
  more: Partial<Sourced> = {},
): Sourced => ({
  stream,
  atMs,
  value,
  flags: 0,
  averagingMinutes: 60,
  source: "test",
  ...more,
});

test("what a station reports at once is one block, and a regular series says its step once", () => {
  const readings = [1, 2, 3].flatMap((h) =>
    ["ph", "conductivity"].map((property) => reading(`upper/${property}`, h * hour, h / 10)),
  );
  assert.deepEqual(toBlocks(readings), [
    {
      station: "upper",
      from: hour,
      steps: [[2, hour]],
      averagingMinutes: 60,
      source: "test",
      columns: { ph: { values: [0.1, 0.2, 0.3] }, conductivity: { values: [0.1, 0.2, 0.3] } },
    },
  ]);
});

const given = fc
  .array(
    fc.record({
      stream: fc.constantFrom("a/x", "a/y", "b/x"),
      at: fc.integer({ min: 0, max: 40 }),
      value: fc.oneof(
        fc.constant(null),
        fc.integer({ min: -999, max: 999 }).map((x) => x / 100),
      ),
      flags: fc.constantFrom(0, 0, 0, 4096, 128),
      averagingMinutes: fc.constantFrom(0, 60),
      source: fc.constantFrom("mqtt", "import sha256:00"),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((rows) =>
    rows.map(({ at, ...row }): Sourced => ({ ...row, atMs: at * hour })).toSorted((a, b) => a.atMs - b.atMs),
  );

test("a batch says every reading again, those of one moment in their order for each source", () => {
  fc.assert(
    fc.property(given, (readings) => {
      const blocks = toBlocks(readings);
      const data = Observed.parse(JSON.parse(canonical({ network: "n", blocks })));
      const back = readingsIn(data);
      for (const [stream, rows] of Map.groupBy(readings, (one) => one.stream))
        for (const source of ["mqtt", "import sha256:00"])
          for (const averaging of [0, 60]) {
            const own = (all: readonly Sourced[] = []) =>
              all
                .filter((one) => one.source === source && one.averagingMinutes === averaging)
                .toSorted((a, b) => a.atMs - b.atMs);
            assert.deepEqual(own(back.get(stream)), own(rows));
          }
    }),
  );
});

test("columns that do not fit their times are no batch", () => {
  const [block] = toBlocks([reading("a/x", 0, 1), reading("a/x", hour, 2)]);
  const check = (change: object) =>
    Observed.safeParse({ network: "n", blocks: [{ ...block!, ...change }] }).success;
  assert.ok(check({}));
  assert.ok(!check({ steps: [[2, hour]] }));
  assert.ok(!check({ steps: [[1, 0]] }));
  assert.ok(!check({ columns: { x: { values: [1, 2], flags: [[1, 4]] } } }));
  assert.ok(!check({ columns: { x: { values: [1, 2], flags: [[2, 99_999]] } } }));
});

test("a part fits on a page, whatever its readings are like", () => {
  const awkward = Array.from({ length: 60_000 }, (_, i) =>
    reading(`station-${i % 700}/property-with-a-long-name`, i * 977 + (i % 13) * 31, -123_456.789_012_3 - i, {
      flags: i % 2 ? 4096 : 0,
    }),
  );
  for (const part of inParts(awkward)) {
    const bytes = canonical({ network: "n", blocks: toBlocks(part) }).length;
    assert.ok(bytes < 1_000_000, `${bytes} bytes`);
  }
});
