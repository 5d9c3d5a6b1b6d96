import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

const root = join(import.meta.dirname, "..");

type Ran = { code: number; out: string; err: string };

/** `./tongwulang …` as a person types it. */
const tongwulang = (...words: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(join(root, "tongwulang"), words, { cwd: root }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

describe("the terminal", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tongwulang-terminal-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("does the whole main job on three nodes and keeps evidence that anyone can check", async () => {
    const demo = await tongwulang("demo", "--json", "--out", folder);
    assert.equal(demo.code, 0, demo.err);
    const { ok, number, events, evidence } = JSON.parse(demo.out) as {
      ok: boolean;
      number: string;
      events: number;
      evidence: string;
    };
    assert.deepEqual(
      { ok, evidence, digits: number.length },
      { ok: true, evidence: join(folder, "evidence.json"), digits: 43 },
    );
    assert.ok(events >= 10);

    const verified = await tongwulang("verify", evidence, "--json");
    assert.equal(verified.code, 0);
    const result = JSON.parse(verified.out) as { ok: boolean; events: unknown[] };
    assert.deepEqual([result.ok, result.events.length], [true, events]);

    const text = await readFile(evidence, "utf8");
    const at = text.indexOf('"salt":"') + 8;
    const changed = join(folder, "changed.json");
    await writeFile(changed, text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1));
    const refused = await tongwulang("verify", changed);
    assert.equal(refused.code, 1);
    assert.match(refused.out, /✗ 每个事件都在其签名页之内/);
  });

  it("names every command with its words in both languages, and each explains itself", async () => {
    const overview = await tongwulang();
    assert.equal(overview.code, 0);
    for (const name of [
      "start",
      "demo",
      "deadline",
      "id",
      "agreement",
      "evidence",
      "audit",
      "verify",
      "node",
    ]) {
      assert.ok(overview.out.includes(`\n  ${name} `), name);
      const help = await tongwulang(name, "--help");
      assert.equal(help.code, 0, name);
      assert.match(help.out, /--json/);
    }
  });

  it("answers bad input in one line of both languages and exits 2", async () => {
    const wrong = [
      ["nothing-like-it"],
      ["deadline", "2026-02-30", "5", "workday"],
      ["deadline", "2026-02-12", "five", "workday"],
      ["id", "check", "11010519491231002Y"],
      ["agreement", "check", join(folder, "nowhere")],
      ["verify", join(folder, "nowhere.json")],
      ["evidence", "1234", "--data", folder],
      ["demo", "--colour"],
      ["demo", "--suite", "rot13"],
      ["start", "--suite", "sm2-sm3,ed25519-sha256"],
      ["node", "key", "--data", folder, "--suite", "rot13"],
      ["start", "--port", "high"],
    ];
    for (const words of wrong) {
      const { code, out, err } = await tongwulang(...words);
      assert.equal(code, 2, words.join(" "));
      const said = `${out}${err}`.trim();
      assert.match(said, /[\u4e00-\u9fff].*[a-z]{3}/s, words.join(" "));
      assert.doesNotMatch(said, /\n\s+at /, words.join(" "));
    }
  });
});
