import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { newPrivateKey } from "#base/signature.ts";
import { samplePeople } from "#node/sample/people.ts";
import { signedIn, visitor } from "#node/sample/visitor.ts";
import { findBasePort } from "#node/three.ts";
import { answersFor, arrives, checkAll, codeOf, papersFor, person } from "./case-work.ts";
import { eventually, must } from "./three-nodes.ts";

const root = join(import.meta.dirname, "..");

type Trial = { child: ChildProcess; out: () => string; exited: Promise<number | null> };

const start = (folder: string, port: number, ...more: string[]): Trial => {
  const words = ["src/cli/main.ts", "start", "--data", folder, "--port", String(port), ...more];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, out: () => text, exited };
};

const isReady = ({ out, child }: Trial) =>
  eventually(async () => {
    assert.equal(child.exitCode, null, out());
    return out().includes("ready in");
  }, 120);

const parentOf = async (pid: string): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
};

/** The processes that a trial runs its nodes in: from /proc where there is one, else from `pgrep`. */
const nodesOf = async ({ child }: Trial): Promise<number[]> => {
  if (!existsSync("/proc/self/stat"))
    return execFileSync("pgrep", ["-P", String(child.pid)], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map(Number);
  const running = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(running.map(parentOf));
  return running.filter((_, n) => parents[n] === child.pid).map(Number);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe("the trial that one command starts", () => {
  let folder: string;
  let port: number;
  const started: Trial[] = [];
  const run = (...more: string[]) => {
    const trial = start(folder, port, ...more);
    started.push(trial);
    return trial;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tongwulang-trial-"));
    port = await findBasePort();
  });
  after(async () => {
    for (const { child, exited } of started) {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  });

  const agreements = async (): Promise<{ agreements: { digest: string }[] }> => {
    const answer = await fetch(`http://127.0.0.1:${port + 2}/api/agreements`);
    return answer.json() as Promise<{ agreements: { digest: string }[] }>;
  };
  let kept: unknown;

  it("prints one address per node, the sample accounts and the seconds, and stops clean at Ctrl-C", async () => {
    const trial = run();
    await isReady(trial);
    for (const n of [1, 2, 3]) assert.ok(trial.out().includes(`http://127.0.0.1:${port + n}`));
    assert.match(trial.out(), /示例账户 sample accounts[\s\S]*officer/);
    assert.match(trial.out(), /ready in \d+\.\d s/);
    kept = await agreements();
    trial.child.kill("SIGINT");
    assert.equal(await trial.exited, 0, trial.out());
  });

  it("says in one line what is wrong when a port is taken or the network stands elsewhere", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port + 2, "127.0.0.1", resolve));
    const taken = run();
    assert.equal(await taken.exited, 2);
    assert.match(taken.out(), new RegExp(`端口 ${port + 2} 已被占用`));
    await new Promise((resolve) => server.close(resolve));
    const elsewhere = start(folder, port + 10);
    assert.equal(await elsewhere.exited, 2);
    assert.match(elsewhere.out(), new RegExp(`--port ${port}\\b`));
  });

  it("leaves no process behind and loses nothing when it is killed", async () => {
    const trial = run();
    await isReady(trial);
    const nodes = await nodesOf(trial);
    assert.equal(nodes.length, 3);
    trial.child.kill("SIGKILL");
    await eventually(async () => nodes.every((pid) => !isAlive(pid)));
    const again = run();
    await isReady(again);
    assert.deepEqual(await agreements(), kept);
    const [first] = await nodesOf(again);
    process.kill(first!, "SIGKILL");
    await eventually(
      async () => again.out().includes("starting it again") && (await nodesOf(again)).length === 3,
      60,
    );
    again.child.kill("SIGINT");
    assert.equal(await again.exited, 0);
  });

  it("writes down no person, no number and nothing that anybody typed, in no file and on no terminal", async () => {
    const trial = run();
    await isReady(trial);
    const wuqing = `http://127.0.0.1:${port + 2}`;
    const clerk = await signedIn(wuqing, "clerk");
    const item = must(await clerk.cases.readItem({ params: { id: "food-operation-permit" } })).item;
    const typed = { name: "误把口令写进用户名", reasons: "示例：只给申请人看的理由" };
    const body = {
      key: randomUUID(),
      item: codeOf(item, "110112"),
      applicant: { ...person, address: typed.reasons },
      form: answersFor(item),
      materials: papersFor(item),
      delivery: { way: "courier" as const, address: typed.reasons },
    };
    const { case: view } = must(await clerk.cases.handIn({ body }));
    const { id } = await checkAll(clerk, view);
    must(await clerk.cases.accept({ params: { id } }));
    const officer = await signedIn(`http://127.0.0.1:${port + 1}`, "officer");
    await arrives(officer, id, ({ state }) => state === "under-review");
    must(
      await officer.cases.proposeDecision({
        params: { id },
        body: { outcome: "denied", reasons: typed.reasons },
      }),
    );
    const anyone = visitor(wuqing, "zh");
    await anyone.node.signIn({ body: { username: typed.name, password: typed.reasons } });
    await anyone.cases.findCase({ query: { text: view.number } });
    const [first] = await nodesOf(trial);
    process.kill(first!, "SIGKILL"); // so that the others have something to say, and it says how it began
    await eventually(async () => trial.out().includes("starting it again"), 60);
    trial.child.kill("SIGINT");
    assert.equal(await trial.exited, 0);
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".log"));
    assert.ok(files.length >= 3, files.join());
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    const written = [trial.out(), ...texts].join("\n");
    for (const one of [person.name, person.idNumber, person.phone, view.number, ...Object.values(typed)])
      assert.ok(!written.includes(one), one);
    for (const { displayName } of ["110112", "120114", "131000"].flatMap(samplePeople))
      assert.ok(!texts.join("\n").includes(displayName), displayName);
  });

  it("stops in one line when its nodes refuse to start, whichever refuses first", async () => {
    const names = ["tongzhou", "wuqing", "langfang"];
    const files = names.map((name) => join(folder, name, "node-key.pem"));
    const keys = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const other = newPrivateKey();
    for (const file of files) await writeFile(file, other);
    const trial = run();
    assert.equal(await trial.exited, 2, trial.out());
    assert.doesNotMatch(trial.out(), /\n\s+at |EPIPE/);
    for (const name of names)
      assert.doesNotMatch(await readFile(join(folder, name, "node.log"), "utf8"), /ERR_IPC/);
    for (const [n, file] of files.entries()) await writeFile(file, keys[n]!);
  });

  it("begins anew when asked to", async () => {
    const trial = run("--fresh");
    await isReady(trial);
    assert.notDeepEqual(await agreements(), kept);
    trial.child.kill("SIGINT");
    assert.equal(await trial.exited, 0);
  });
});
