/** Three real node processes under different signature suites do the whole main job together, and a stranger checks it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifyEvidence } from "#exchange/verify-evidence.ts";

const root = join(import.meta.dirname, "..");

const run = (file: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = execFile(file, words, { cwd: root }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

for (const suites of ["ed25519-sha256,sm2-sm3,ed25519-sha256", "sm2-sm3"])
  test(`a case goes across the border and back under ${suites}, and its evidence holds for everybody`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "tongwulang-suites-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const { code, err, out } = await run(
      join(root, "tongwulang"),
      "demo",
      "--json",
      "--out",
      folder,
      "--suite",
      suites,
    );
    assert.equal(code, 0, err);
    const { evidence } = JSON.parse(out) as { evidence: string };
    const result = verifyEvidence(await readFile(evidence, "utf8"));
    assert.ok(result.ok);
    const suiteOf = new Map(result.parties.map(({ party, publicKey }) => [party, publicKey.suite]));
    const named = suites.split(",");
    for (const [n, party] of ["110112", "120114", "131000"].entries())
      assert.equal(suiteOf.get(party), named[n % named.length]);
    assert.deepEqual(
      [...new Set(result.events.map(({ author }) => author))].toSorted(),
      ["110112", "120114"],
      "both sides have their say",
    );
    const stranger = await run(process.execPath, join(root, "verifier/verify.mjs"), evidence);
    assert.equal(stranger.code, 0, stranger.out);
  });
