import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { command } from "./agreement.ts";
import { runCommand } from "./command.ts";

const definitions = join(import.meta.dirname, "../../definitions");
const root = await mkdtemp(join(tmpdir(), "tongwulang-check-"));
const folder = join(root, "agreements", "pilot");
after(() => rm(root, { recursive: true }));

const run = async (...args: string[]) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await runCommand(command, args, {
    out: (line) => lines.push(line),
    err: (line) => errors.push(line),
  });
  return { code, out: lines.join("\n"), err: errors.join("\n") };
};

describe("./tongwulang agreement check", () => {
  it("accepts the agreement that is shipped and prints what would be signed", async () => {
    const { code, out } = await run(
      "check",
      join(definitions, "agreements/2023-integration-pilot"),
      "--json",
    );
    const answer = JSON.parse(out) as { ok: boolean; digest: string };
    assert.deepEqual([code, answer.ok], [0, true]);
    assert.match(answer.digest, /^[0-9a-f]{64}$/);
  });

  it("points at file, line, column and field of a mistake, in both languages, and exits 2", async () => {
    await cp(join(definitions, "agreements/2023-integration-pilot"), folder, { recursive: true });
    await cp(join(definitions, "procedures"), join(root, "procedures"), { recursive: true });
    const path = join(folder, "agreement.json");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"receive"', '"decide"'));
    const { code, out, err } = await run("check", folder);
    assert.equal(code, 2);
    const line = text.slice(0, text.indexOf('"receive"')).split("\n").length;
    assert.match(out, new RegExp(`agreement\\.json:${line}:\\d+ .*/powers/0`));
    assert.match(out, /行政许可法/);
    assert.match(out, /cannot be granted/);
    assert.match(err, /共 1 处错误.*1 mistake/);
    await writeFile(path, text.slice(0, -20));
    const broken = await run("check", path, "--json");
    assert.equal(broken.code, 2);
    assert.match(broken.out, /JSON_/);
  });

  it("says how it is used when asked for anything else", async () => {
    for (const args of [
      [],
      ["check"],
      ["verify", folder],
      ["check", "/nowhere/at/all"],
      ["check", folder, "more"],
    ])
      assert.equal((await run(...args)).code, 2);
  });
});
