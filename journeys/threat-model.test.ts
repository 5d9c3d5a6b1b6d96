import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");

test("every test that the threat model names exists", async () => {
  const lines = (await readFile(join(root, "docs/threat-model.md"), "utf8")).split("\n");
  let named = 0;
  for (const line of lines) {
    let file = "";
    for (const [, path, name] of line.matchAll(/`((?:src|journeys)\/[^`]+\.test\.ts)`|“([^”]+)”/g)) {
      if (path) file = await readFile(join(root, path), "utf8");
      if (!name || !file) continue;
      assert.ok(file.includes(name), name);
      named += 1;
    }
  }
  assert.ok(named > 30);
});
