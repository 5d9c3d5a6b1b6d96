import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");

test("each of the forty ways to fail has its row and at least one test", () => {
  const chapter = readFileSync(join(root, "docs/exchange-format.md"), "utf8").split("## 11. Forty ways")[1]!;
  const rows = [...chapter.matchAll(/^\| (\d+) \| (.+) \| (.+) \| (.+) \|$/gm)];
  assert.deepEqual(
    rows.map(([, number]) => Number(number)),
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
  const named = new Set<string>();
  for (const file of globSync(["src/**/*.test.ts", "journeys/**/*.test.ts"], { cwd: root })) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [name] of text.matchAll(/(?<=(?:test|it|describe)\(\s*["`][^"`]*)f-\d\d\b/g)) named.add(name);
  }
  for (const [, number, , , shownBy] of rows) {
    const name = `f-${number!.padStart(2, "0")}`;
    assert.equal(shownBy, `\`${name}\``);
    assert.ok(named.has(name), `no test is called ${name}`);
  }
});
