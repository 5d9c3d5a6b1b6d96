/** Three real node processes change a key while they work and put a stolen one out of use; all evidence holds. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { findBasePort, startThree } from "#node/three.ts";
import { tellStory } from "../src/cli/demo/story.ts";
import { findRunningNodes } from "../src/cli/running-nodes.ts";
import { eventually, must } from "./three-nodes.ts";

const root = join(import.meta.dirname, "..");

const run = (...words: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, words, { cwd: root }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

test("a key changes while cases run, a stolen one is revoked, and evidence from before and after holds", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-keys-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const started = await startThree({
    folder,
    basePort: await findBasePort(),
    host: "127.0.0.1",
    fresh: true,
    sampleCases: false,
    say: () => {},
  });
  assert.ok(started.ok);
  t.after(() => started.value.stop());
  const urlOf = (party: string) => started.value.urls.find((one) => one.party === party)!.url;
  const urls = { tongzhou: urlOf("110112"), wuqing: urlOf("120114") };
  const quiet = () => {};
  const cli = (...words: string[]) => run("src/cli/main.ts", "node", ...words);
  const at = (name: string) => join(folder, name);

  const prove = async (url: string, number: string): Promise<string> => {
    const node = (await findRunningNodes(folder)).find(({ door }) => door.url === url)!;
    const { id } = must(await node.cases.findCase({ query: { text: number } }));
    const text = await must(await node.cases.evidence({ params: { id } })).text();
    assert.deepEqual(
      verifyEvidence(text).checks.filter(({ ok }) => !ok),
      [],
      number,
    );
    const file = at("evidence.json");
    await writeFile(file, text);
    const stranger = await run(join(root, "verifier/verify.mjs"), file);
    assert.equal(stranger.code, 0, stranger.out);
    return text;
  };
  const keysOf = async (party: string, url: string) => {
    const node = (await findRunningNodes(folder)).find(({ door }) => door.url === url)!;
    const { parties } = must(await node.keys.listKeys({}));
    return parties.find((one) => one.party === party)!.keys;
  };

  const { number: before } = await tellStory(urls, quiet);
  const early = await prove(urls.tongzhou, before);

  const during = tellStory(urls, quiet);
  const rotated = await cli("rotate-key", "--data", at("wuqing"), "--suite", "sm2-sm3", "--json");
  assert.equal(rotated.code, 0, rotated.err);
  const { number: across } = await during;
  const { number: after } = await tellStory(urls, quiet);
  for (const url of [urls.wuqing, urls.tongzhou])
    for (const number of [before, across, after]) await prove(url, number);
  const [first, second] = await keysOf("120114", urls.tongzhou);
  assert.deepEqual([first!.state, second!.state, second!.suite], ["changed", "in-use", "sm2-sm3"]);
  assert.equal(first!.toPage, second!.fromPage - 1);
  const files = (await readdir(at("wuqing"))).filter((name) => name.endsWith(".pem"));
  assert.deepEqual(files.toSorted(), [`node-key-${second!.keyId}.pem`, "node-key.pem"]);

  const replacement = at("replacement.json");
  const stolen = second!.keyId;
  const offered = ["--party", "120114", "--key", stolen];
  assert.equal(
    (await cli("replacement-key", "--data", at("wuqing"), ...offered, "--out", replacement)).code,
    0,
  );
  const revoke = (name: string, ...more: string[]) =>
    cli("revoke-key", "--data", at(name), ...offered, "--replacement", replacement, ...more);
  assert.equal((await revoke("tongzhou")).code, 0);
  const twice = await revoke("tongzhou");
  assert.equal(twice.code, 2);
  assert.match(twice.err, /吊销.*revoked/);
  assert.equal((await revoke("langfang")).code, 0);
  await eventually(async () => (await keysOf("120114", urls.wuqing)).length === 3, 60);
  const { number: afterwards } = await tellStory(urls, quiet);
  const keys = await keysOf("120114", urls.tongzhou);
  assert.deepEqual(
    keys.map(({ state }) => state),
    ["changed", "revoked", "in-use"],
  );
  for (const url of [urls.wuqing, urls.tongzhou])
    for (const number of [before, across, after, afterwards]) await prove(url, number);
  assert.ok(verifyEvidence(early).ok, "what was proven before stays proven");
  const unknown = await cli("revoke-key", "--data", at("tongzhou"), "--party", "120114", "--key", "x", "--replacement", replacement); // prettier-ignore
  assert.equal(unknown.code, 2);
  assert.match(await readFile(at("wuqing/node.log"), "utf8").catch(() => ""), /^(?!.*"fault").*$/s);
});
