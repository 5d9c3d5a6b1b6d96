import { existsSync } from "node:fs";
import { join } from "node:path";
import { refusalTables } from "#node/compose.ts";
import { allTexts } from "#node/http.ts";
import { samplePassword, samplePeople } from "#node/sample/people.ts";
import { startThree } from "#node/three.ts";
import { badInput, type Command, type Io } from "./command.ts";
import { refused } from "./refused.ts";
import { neitherOneNorThree, readSuites, suiteOption } from "./suite-option.ts";

const root = join(import.meta.dirname, "../..");

/** Columns of Chinese and Latin text: a Chinese sign is two wide. */
const padded = (text: string, width: number): string => {
  const wide = Array.from(text).reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);
  return text + " ".repeat(Math.max(1, width - wide));
};

const printAccounts = (io: Io): void => {
  io.out(`\n示例账户 sample accounts · 密码 password: ${samplePassword}`);
  const rows = samplePeople("120114").filter(({ username }) => !username.includes("."));
  for (const { username, displayName, about } of rows)
    io.out(`  ${padded(username, 14)}${padded(displayName, 24)}${padded(about.zh, 22)}${about.en ?? ""}`);
  io.out("  各节点用户名相同，人员均为虚构 the same names on every node; all people are made up");
};

export const command: Command = {
  usage: "start [--port N] [--fresh] [--suite NAME]",
  summary: {
    zh: "启动三个试用节点（通州、武清、廊坊）",
    en: "start the trial: three nodes (Tongzhou, Wuqing, Langfang)",
  },
  options: {
    port: { type: "string", help: { zh: "起始端口，默认 7100", en: "base port, 7100 if not given" } },
    host: {
      type: "string",
      help: { zh: "监听地址，默认 127.0.0.1", en: "address to listen on, 127.0.0.1 if not given" },
    },
    data: { type: "string", help: { zh: "数据目录，默认 .data", en: "data folder, .data if not given" } },
    suite: suiteOption,
    fresh: {
      type: "boolean",
      help: { zh: "清空试用数据重新开始", en: "begin anew, without the data of the last trial" },
    },
  },
  run: async ({ options, words, json }, io) => {
    const began = performance.now() - Number(process.env["TONGWULANG_LAUNCHED_MS"] ?? 0);
    const basePort = Number(options["port"] ?? process.env["PORT"] ?? 7100);
    if (!Number.isInteger(basePort) || basePort < 1 || basePort > 65_532 || words.length)
      return badInput(io, { zh: "起始端口应为 1 至 65532", en: "the base port is a number from 1 to 65532" });
    const { suite } = options;
    const suites = typeof suite === "string" ? readSuites(suite) : undefined;
    if (suite !== undefined && !suites) return badInput(io, neitherOneNorThree);
    const pages = join(root, "dist/web");
    io.err("通武廊 Tongwulang");
    const started = await startThree({
      folder: typeof options["data"] === "string" ? options["data"] : join(root, ".data"),
      basePort,
      host: typeof options["host"] === "string" ? options["host"] : "127.0.0.1",
      fresh: options["fresh"] === true,
      ...(suites && { suites }),
      say: (line) => io.err(`  ${line} …`),
      ...(existsSync(join(pages, "index.html")) && { pages }),
    });
    if (!started.ok) return refused(io, started.refusal, allTexts(refusalTables), false);
    const { urls, stop, ended } = started.value;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (json) io.out(JSON.stringify({ nodes: urls, seconds: Number(seconds) }));
    else {
      io.out("");
      for (const { name, url } of urls) io.out(`  ${padded(name, 40)}${url}`);
      printAccounts(io);
      io.out(`\n就绪，用时 ${seconds} 秒，Ctrl-C 停止 · ready in ${seconds} s, Ctrl-C stops all three`);
    }
    const end = () => void stop();
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    process.once("SIGHUP", end);
    await ended;
    io.err("已停止 stopped");
    return 0;
  },
};
