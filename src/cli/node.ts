import { readFile, writeFile } from "node:fs/promises";
import type { Refusal } from "#base/outcome.ts";
import { isSuite, suiteNames } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import { refusalTables } from "#node/compose.ts";
import { readSettings } from "#node/settings.ts";
import { signInTurn } from "#node/found-by-turns.ts";
import { allTexts } from "#node/http.ts";
import { nodeKeys } from "#node/keys.ts";
import { runNode } from "#node/run-node.ts";
import { badInput, type Command, type Given, type Io } from "./command.ts";
import { replacementKey, revokeKey, rotateKey } from "./node-keys.ts";
import { refused as sayRefused } from "./refused.ts";
import { unknownSuite } from "./suite-option.ts";

const refused = (io: Io, refusal: Refusal): 2 => sayRefused(io, refusal, allTexts(refusalTables), false);

const needs = (io: Io, option: string): 2 =>
  badInput(io, { zh: `缺少 --${option}`, en: `--${option} is missing` });

/** Makes the node's key if it has none, and prints the public part, which the founding agreement names. */
const key = async ({ options }: Given, io: Io): Promise<number> => {
  if (typeof options["data"] !== "string") return needs(io, "data");
  const { suite } = options;
  if (suite !== undefined && !(typeof suite === "string" && isSuite(suite)))
    return badInput(io, unknownSuite);
  const read = await nodeKeys(options["data"], suite);
  if (!read.ok) return refused(io, read.refusal);
  const signer = read.value.keys.all()[0]!;
  const own = signer.publicKey.suite;
  if (suite !== undefined && suite !== own)
    return badInput(io, {
      zh: `该目录已有 ${own} 密钥，未改动`,
      en: `the folder has a key of ${own} already, which was left as it is`,
    });
  io.out(JSON.stringify({ publicKey: signer.publicKey, keyId: signer.keyId }));
  return 0;
};

const found = async ({ options, words: [, plan], json }: Given, io: Io): Promise<number> => {
  const { data, party, out } = options;
  if (typeof data !== "string") return needs(io, "data");
  if (typeof party !== "string") return needs(io, "party");
  if (!plan)
    return badInput(io, { zh: "缺少计划文件或创始协议文件", en: "name the plan or the founding file" });
  let given: unknown;
  try {
    given = JSON.parse(await readFile(plan, "utf8"));
  } catch (error) {
    return refused(io, { code: "CONFIG_INVALID", detail: { name: plan, what: (error as Error).message } });
  }
  const own = await nodeKeys(data);
  if (!own.ok) return refused(io, own.refusal);
  const signer = own.value.keys.all()[0]!;
  const signatory = typeof options["signatory"] === "string" ? options["signatory"] : party;
  const turn = signInTurn(given, { party, signer, signatory, now: systemClock() });
  if (!turn.ok) return refused(io, turn.refusal);
  const { file, missing } = turn.value;
  const target = typeof out === "string" ? out : "founding.json";
  await writeFile(target, `${JSON.stringify(file, null, 1)}\n`);
  if (json) io.out(JSON.stringify({ file: target, digest: file.digest, missing }));
  else {
    io.out(`${target} ${file.digest}`);
    if (missing.length) io.out(`尚待签署 still to sign: ${missing.join(", ")}`);
    else io.out("各方均已签署，可以启动节点 signed by all; nodes can start");
  }
  return 0;
};

const run = async ({ options }: Given, io: Io): Promise<number> => {
  const { json: _json, help: _help, signatory: _signatory, suite: _suite, out: _out, ...given } = options;
  const { key: _key, replacement: _replacement, ...flags } = given;
  const config = await readSettings(flags, process.env);
  if (!config.ok) return refused(io, config.refusal);
  const node = await runNode(config.value, (line) => io.err(`  ${line} …`));
  if (!node.ok) return refused(io, node.refusal);
  io.out(`${config.value.party} ${node.value.url}`);
  await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  await node.value.stop();
  io.err("已停止 stopped");
  return 0;
};

const text = (zh: string, en: string) => ({ type: "string" as const, help: { zh, en } });

export const command: Command = {
  usage: "node [run | key | found FILE | rotate-key | replacement-key | revoke-key]",
  summary: {
    zh: "正式运行一个节点；生成密钥；轮流签署创始协议；更换密钥；吊销他方遗失或被盗的密钥",
    en: "run one node in earnest; make its key; sign the founding agreement in turn; change its key; revoke another's lost or stolen one",
  },
  options: {
    config: text("配置文件（JSON）", "configuration file (JSON)"),
    party: text("本方区划代码", "division code of the party"),
    data: text("数据目录（密钥、数据库、附件）", "folder of keys, database and attachments"),
    founding: text("创始协议文件", "the founding agreement"),
    databaseUrl: text("PostgreSQL 地址；不设则用内置数据库", "a PostgreSQL server; embedded if not given"),
    host: text("监听地址", "address to listen on"),
    port: text("端口", "port"),
    url: text("对外地址", "where people reach the node"),
    pages: text("页面目录", "folder of the built pages"),
    trustProxy: text("在反向代理之后（true/false）", "behind a reverse proxy (true/false)"),
    suite: text(`新密钥的签名套件：${suiteNames.join("、")}`, `suite of a new key: ${suiteNames.join(", ")}`),
    signatory: text("签署人职务", "office that signs"),
    key: text("密钥编号", "id of a key"),
    replacement: text("接替文件", "replacement file"),
    out: text("写入的文件", "file to write"),
  },
  run: (given, io) => {
    const [word = "run"] = given.words;
    if (word === "run") return run(given, io);
    if (word === "key") return key(given, io);
    if (word === "found") return found(given, io);
    if (word === "rotate-key") return rotateKey(given, io);
    if (word === "replacement-key") return replacementKey(given, io);
    if (word === "revoke-key") return revokeKey(given, io);
    return badInput(io, { zh: `没有“node ${word}”`, en: `there is no “node ${word}”` });
  },
};
