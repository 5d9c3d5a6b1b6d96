import { dirname, join, relative } from "node:path";
import { toProblem } from "#base/outcome.ts";
import { digestOfBundle } from "#agreements/agreement.ts";
import { checkTexts } from "#agreements/check.ts";
import type { Finding } from "#agreements/finding.ts";
import { readFolder } from "#agreements/folder.ts";
import { agreementRefusals } from "#agreements/refusals.ts";
import { definitionKinds } from "#node/definition-kinds.ts";
import { badInput, type Command, type Io } from "./command.ts";

const show = (
  { level, line, column, file, pointer, zh, en, basis, next }: Finding,
  folder: string,
  io: Io,
): void => {
  const path = file.startsWith("procedures/") ? file : relative(process.cwd(), join(folder, file));
  const mark = level === "error" ? "✗ 错误 error" : "! 提醒 warning";
  io.out(`${path}:${line}:${column}  ${mark}  ${pointer || "/"}`);
  io.out(`    ${[zh, next?.zh, basis && `依据：${basis.zh}`].filter(Boolean).join(" ")}`);
  io.out(`    ${[en, next?.en, basis && `Basis: ${basis.en}`].filter(Boolean).join(" ")}`);
};

const check = async (path: string, json: boolean, io: Io): Promise<number> => {
  const texts = await readFolder(path);
  const folder = path.endsWith(".json") ? dirname(path) : path;
  if (!texts.ok) {
    const { zh, en, code } = toProblem(texts.refusal, agreementRefusals, "zh");
    if (json) io.out(JSON.stringify({ ok: false, code, zh, en, findings: [] }, null, 2));
    return badInput(io, { zh, en });
  }
  const { findings, bundle } = checkTexts(texts.value, definitionKinds);
  const digest = bundle && digestOfBundle(bundle);
  const files = bundle ? Object.keys(bundle.files).length : 0;
  if (json) {
    io.out(JSON.stringify({ ok: bundle !== undefined, ...(digest && { digest, files }), findings }, null, 2));
    return bundle ? 0 : 2;
  }
  for (const finding of findings) show(finding, folder, io);
  const errors = findings.filter(({ level }) => level === "error").length;
  if (!bundle)
    return badInput(io, {
      zh: `共 ${errors} 处错误，协议不能提出或签署`,
      en: `${errors} mistakes; it cannot be proposed or signed`,
    });
  io.out(
    `✓ ${bundle.agreement.title.zh}（第 ${bundle.agreement.version} 版，${files} 个文件）没有错误，摘要 ${digest}`,
  );
  io.out(
    `✓ ${bundle.agreement.title.en} (version ${bundle.agreement.version}, ${files} files) is sound; digest ${digest}`,
  );
  return 0;
};

export const command: Command = {
  usage: "agreement check PATH",
  summary: {
    zh: "检查协议目录：格式、授权、事项和编码，逐处指出文件、行和字段",
    en: "checks an agreement's folder and points at file, line and field of every mistake",
  },
  run: ({ words: [verb, path, ...rest], json }, io) =>
    verb === "check" && path && rest.length === 0
      ? check(path, json, io)
      : badInput(io, {
          zh: "用法：./tongwulang agreement check 目录",
          en: "usage: ./tongwulang agreement check PATH",
        }),
};
