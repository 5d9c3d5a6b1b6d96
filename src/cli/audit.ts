import { createReadStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { systemClock } from "#base/time.ts";
import { auditFaults } from "#node/audit-fault.ts";
import { checkAuditFile, type AuditFileChecked } from "#node/check-audit-file.ts";
import { badInput, textOf, type Command, type Given, type Io } from "./command.ts";
import { dataOption, nodesMeant } from "./running-nodes.ts";

const checkFile = async (file: string, earlier?: AuditFileChecked): Promise<AuditFileChecked> => {
  const stream = createReadStream(file);
  const opened = new Promise((resolve, reject) => stream.once("open", resolve).once("error", reject));
  await opened;
  return checkAuditFile(createInterface({ input: stream, crlfDelay: Infinity }), {
    now: systemClock(),
    ...(earlier && { earlier }),
  });
};

const say = ({ lines, deleted, node, head, keys, broken }: AuditFileChecked, io: Io): void => {
  if (broken) {
    const { zh, en } = auditFaults[broken.fault];
    io.out(`✗ 链条第 ${broken.number} 行：${zh} / line ${broken.number} of the chain: ${en}`);
    return;
  }
  io.out(
    `✓ 节点 ${node} 的审计日志共 ${lines} 行，链条完整 / audit log of node ${node}, ${lines} lines: whole`,
  );
  if (deleted > 0)
    io.out(`  其中 ${deleted} 行期满后删除 / ${deleted} lines were deleted after the time they must be kept`);
  io.out(`  链尾 ${head} / chain end`);
  io.out(`  签名密钥 ${keys.join(", ")}，请与协议所载核对 / compare the signing key with the agreement's`);
};

const verify = async (file: string, before: string | undefined, json: boolean, io: Io): Promise<number> => {
  try {
    const earlier = before === undefined ? undefined : await checkFile(before);
    if (earlier?.broken)
      return badInput(io, {
        zh: `${before} 本身不成立，不能用来对照`,
        en: `${before} does not hold itself, so nothing can be compared with it`,
      });
    const result = await checkFile(file, earlier);
    if (json) io.out(JSON.stringify(result));
    else say(result, io);
    return result.broken ? 1 : 0;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return badInput(io, { zh: `读不到文件（${code}）`, en: `cannot read the file (${code})` });
  }
};

const exportAll = async (options: Given["options"], io: Io): Promise<number> => {
  const nodes = await nodesMeant(options, io);
  if (nodes === 2) return nodes;
  const out = textOf(options, "out") ?? ".";
  await mkdir(out, { recursive: true });
  for (const { node } of nodes) {
    const here = await node.readNode({});
    if (!here.ok) return badInput(io, here.problem);
    const answer = await node.exportAudit({});
    if (!answer.ok) return badInput(io, answer.problem);
    const file = join(out, `audit-${here.value.party}.jsonl`);
    await writeFile(file, new Uint8Array(await answer.value.arrayBuffer()));
    io.out(file);
  }
  return 0;
};

/** Takes the audit log of the nodes that run here away as files, and checks such a file anywhere. */
export const command: Command = {
  usage: "audit export | audit verify FILE",
  summary: {
    zh: "导出运行中节点的审计日志，或离线核验导出的文件：缺行、改行、换序都会发现",
    en: "Export the audit log of running nodes, or check such a file offline: a missing, changed or moved line is found",
  },
  options: {
    data: dataOption,
    out: {
      type: "string",
      help: { zh: "写到哪个目录，默认当前目录", en: "folder to write to, here if not given" },
    },
    earlier: {
      type: "string",
      help: {
        zh: "与此前导出的文件对照：末尾被截断或改写也会发现",
        en: "compare with an earlier export: a cut or rewritten end is found too",
      },
    },
  },
  run: ({ words: [verb, file, ...rest], options, json }, io) => {
    if (verb === "export" && file === undefined) return exportAll(options, io);
    if (verb === "verify" && file !== undefined && rest.length === 0)
      return verify(file, textOf(options, "earlier"), json, io);
    return badInput(io, {
      zh: "用法：audit export，或 audit verify 文件",
      en: "Usage: audit export, or audit verify FILE",
    });
  },
};
