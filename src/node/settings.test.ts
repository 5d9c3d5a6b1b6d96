import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Suite } from "#base/signature.ts";
import { readFounding } from "#agreements/found.ts";
import { readSettings } from "./settings.ts";
import { signInTurn } from "./found-by-turns.ts";
import { holdFolder } from "./hold-folder.ts";
import { nodeKeys, type NodeKeys } from "./keys.ts";

const keysIn = async (folder: string, suite?: Suite): Promise<NodeKeys> => {
  const read = await nodeKeys(folder, suite);
  assert.ok(read.ok);
  return read.value;
};

describe("what a node is told", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tongwulang-config-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("comes from flags, else the environment, else a file whose paths are its own", async () => {
    const file = join(folder, "node.json");
    await writeFile(
      file,
      JSON.stringify({
        party: "120114",
        data: "data",
        keys: "../keys",
        founding: "founding.json",
        port: 1,
        host: "a",
      }),
    );
    const environment = {
      TONGWULANG_PORT: "2",
      TONGWULANG_TRUST_PROXY: "true",
      DATABASE_URL: "postgres://x/y",
    };
    const config = await readSettings({ config: file, host: "b" }, environment);
    assert.ok(config.ok);
    const { port, host, data, trustProxy, databaseUrl } = config.value;
    assert.deepEqual({ port, host, trustProxy }, { port: 2, host: "b", trustProxy: true });
    assert.equal(data, join(folder, "data"));
    assert.equal(config.value.keys, join(folder, "../keys"));
    assert.equal(databaseUrl, "postgres://x/y");
  });

  it("is refused by name where it does not fit", async () => {
    const good = { party: "120114", data: "d", founding: "f" };
    for (const [name, value] of Object.entries({
      party: "12",
      port: "70000",
      url: "ftp://x",
      databaseUrl: "mysql://x",
    })) {
      const config = await readSettings({ ...good, [name]: value }, {});
      assert.equal(config.ok || config.refusal.detail?.["name"], name);
    }
    const absent = await readSettings({ config: join(folder, "none.json") }, {});
    assert.equal(absent.ok || absent.refusal.code, "CONFIG_INVALID");
  });

  it("has a key that only its own account can read, and keeps it", async () => {
    const own = join(folder, "keys");
    const first = await keysIn(own);
    const again = await keysIn(own);
    assert.equal(again.keys.all()[0]!.keyId, first.keys.all()[0]!.keyId);
    assert.equal(again.secret, first.secret);
    for (const name of ["node-key.pem", "node-secret"])
      assert.equal((await stat(join(own, name))).mode & 0o777, 0o600);
  });

  it("keeps every key it ever had, each in a file of its own, and finds one that another process made", async () => {
    const own = join(folder, "several");
    const [one, other] = [await keysIn(own), await keysIn(own)];
    const made = await one.keys.make("sm2-sm3");
    assert.equal(made.publicKey.suite, "sm2-sm3");
    assert.equal((await stat(join(own, `node-key-${made.keyId}.pem`))).mode & 0o777, 0o600);
    assert.equal((await other.keys.find(made.keyId))?.keyId, made.keyId);
    assert.deepEqual(
      (await keysIn(own)).keys.all().map(({ keyId }) => keyId),
      [one.keys.all()[0]!.keyId, made.keyId],
    );
    await rm(join(own, "node-key.pem"));
    assert.deepEqual(
      (await keysIn(own)).keys.all().map(({ keyId }) => keyId),
      [made.keyId],
      "a lost key is not silently made anew",
    );
  });

  it("does not start with a key that others of the machine can read", async () => {
    const own = join(folder, "open");
    await keysIn(own);
    await chmod(join(own, "node-key.pem"), 0o640);
    const read = await nodeKeys(own);
    assert.equal(read.ok || read.refusal.code, "KEY_FILE_OPEN");
  });

  it("has a key of the suite that was asked for when it was made, and keeps that too", async () => {
    const [made] = (await keysIn(join(folder, "sm2"), "sm2-sm3")).keys.all();
    assert.equal(made!.publicKey.suite, "sm2-sm3");
    const [again] = (await keysIn(join(folder, "sm2"), "ed25519-sha256")).keys.all();
    assert.equal(again!.keyId, made!.keyId);
  });

  it("can be agreed on by parties who sign in turn, each where its key is", async () => {
    const parties = await Promise.all(
      (["110112", "120114"] as const).map(async (party) => ({
        party,
        signer: (
          await keysIn(join(folder, party), party === "120114" ? "sm2-sm3" : "ed25519-sha256")
        ).keys.all()[0]!,
      })),
    );
    const plan = {
      nodes: parties.map(({ party, signer: { publicKey } }) => ({
        party,
        name: { zh: "某区", en: "Some district" },
        url: `https://${party}.example`,
        publicKey,
      })),
    };
    const [first, second] = parties as [(typeof parties)[0], (typeof parties)[0]];
    const now = "2026-11-22T08:00:00.000Z";
    const begun = signInTurn(plan, { ...first, signatory: "区长", now });
    assert.ok(begun.ok);
    assert.deepEqual(begun.value.missing, ["120114"]);
    assert.equal(readFounding(begun.value.file).ok, false);
    const whole = signInTurn(JSON.parse(JSON.stringify(begun.value.file)), {
      ...second,
      signatory: "区长",
      now,
    });
    assert.ok(whole.ok && readFounding(whole.value.file).ok);
    const stranger = signInTurn(plan, { ...first, signer: second.signer, signatory: "区长", now });
    assert.equal(stranger.ok || stranger.refusal.code, "FOUNDING_NOT_OURS");
    const short = structuredClone(plan);
    short.nodes[1]!.publicKey.key = short.nodes[1]!.publicKey.key.slice(4);
    const badKey = signInTurn(short, { ...first, signatory: "区长", now });
    assert.equal(badKey.ok || badKey.refusal.detail?.["name"], "nodes.1.publicKey");
    const odd = signInTurn({ nodes: [] }, { ...first, signatory: "区长", now });
    assert.equal(odd.ok || odd.refusal.code, "CONFIG_INVALID");
  });
});

describe("a data folder", () => {
  it("belongs to one process at a time, and to nobody after that one was killed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tongwulang-hold-"));
    const module = JSON.stringify(join(import.meta.dirname, "hold-folder.ts"));
    const script = `const { holdFolder } = await import(${module}); await holdFolder(${JSON.stringify(folder)}); console.log("held"); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const refused = await holdFolder(folder, 0);
    assert.equal(refused.ok || refused.refusal.code, "DATA_IN_USE");
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    const held = await holdFolder(folder, 0);
    assert.ok(held.ok);
    await held.value.release();
    assert.ok((await holdFolder(folder, 0)).ok);
    await rm(folder, { recursive: true });
  });
});
