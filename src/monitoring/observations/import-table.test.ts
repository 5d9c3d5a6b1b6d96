import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { done } from "#base/outcome.ts";
import { importTable, type TakeRows } from "./import-table.ts";
import { noRows, type ImportRow } from "./taken-rows.ts";

/** A node that records the section 东店 alone. */
const node = () => {
  const given: ImportRow[] = [];
  const take: TakeRows = (rows) => {
    const taken = noRows();
    taken.rows = rows.length;
    given.push(...rows);
    for (const { section } of rows)
      if (section === "东店") taken.values.new += 1;
      else taken.unknown[section] = (taken.unknown[section] ?? 0) + 1;
    return Promise.resolve(done(taken));
  };
  return { given, take };
};

const table = async function* (sections: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = "断面名称,监测时间,pH(无量纲)\n";
  for (const section of sections) {
    text += `${section},2021-04-01 08:00,7.7\n`;
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
};

const preview = { previews: true, keepsGood: false, table: { missingYear: { year: 2021 } } };
const times = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n));

describe("a large table", () => {
  it("is not handed to the node section by section again once the node has said that they are none of its own", async () => {
    const { given, take } = node();
    const sections = times(20_000, (n) => (n % 100 === 0 ? "东店" : `断面${n % 100}`));
    const steps: number[] = [];
    const onProgress = ({ rows }: { rows: number }) => steps.push(rows);
    const report = await importTable(() => table(sections), take, { ...preview, onProgress });
    assert.ok(report.ok);
    assert.deepEqual([report.value.rows, report.value.values.new], [20_000, 200]);
    assert.deepEqual(
      report.value.unknown,
      Object.fromEntries(sections.slice(1, 100).map((name) => [name, 200])),
    );
    assert.ok(given.length < 2_500, `${given.length} rows were handed over`);
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    assert.ok(steps.length >= 20, "a file of foreign sections shows that it is being read");
  });

  it("with another name in every row takes no more memory than one with the names of a country", async () => {
    const report = await importTable(() => table(times(30_000, (n) => `第${n}断面`)), node().take, preview);
    assert.ok(report.ok);
    assert.equal(Object.keys(report.value.unknown).length, 10_001);
    assert.equal(report.value.unknown["…"], 20_000);
  });
});
