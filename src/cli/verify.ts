import { readFile } from "node:fs/promises";
import { verifyEvidence, type EvidenceResult } from "#exchange/verify-evidence.ts";
import { isConflictText, verifyConflict, type ConflictResult } from "#exchange/verify-conflict.ts";
import { eventsHolding } from "#exchange/holding.ts";
import { badInput, textOf, textOption, type Command, type Io } from "./command.ts";

const maxBytes = 256 * 1024 * 1024;

const sayChecks = (checks: EvidenceResult["checks"] | ConflictResult["checks"], io: Io): void => {
  for (const { ok, zh, en, detail } of checks)
    io.out(`${ok ? "✓" : "✗"} ${zh} / ${en}${ok || !detail ? "" : ` (${detail})`}`);
};

const sayConflict = ({ ok, checks, of, number, stories }: ConflictResult, io: Io): void => {
  sayChecks(checks, io);
  for (const { heldBy, digest, sealedAt } of stories) io.out(`  ${heldBy}  ${digest}  ${sealedAt}`);
  io.out(
    ok
      ? `冲突成立：${of} 就第 ${number} 页签了两种说法 / The conflict is proved: ${of} signed two stories as page ${number}`
      : "冲突未能证明：标 ✗ 的一项不成立 / The conflict is not proved: what is marked ✗ is not true",
  );
};

const say = (result: EvidenceResult, io: Io): void => {
  sayChecks(result.checks, io);
  for (const { author, page, sealedAt, event } of result.events)
    io.out(`  ${event.time}  ${author}  ${event.type}  第 ${page} 页 / page ${page}, ${sealedAt}`);
  for (const { of, page, by } of result.pending)
    io.out(`  ${by} 尚未签收 ${of} 第 ${page} 页 / ${by} had not acknowledged page ${page} of ${of}`);
  io.out(
    result.ok
      ? "证据有效：以上各项全部成立 / The evidence holds: all of the above is true"
      : "证据无效：标 ✗ 的一项不成立 / The evidence does not hold: what is marked ✗ is not true",
  );
};

const readBytes = async (file: string, io: Io): Promise<Buffer | undefined> => {
  try {
    const bytes = await readFile(file);
    if (bytes.length <= maxBytes) return bytes;
    badInput(io, { zh: `文件超过 256 MB：${file}`, en: `larger than 256 MB: ${file}` });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    badInput(io, { zh: `读不到文件 ${file}（${code}）`, en: `cannot read ${file} (${code})` });
  }
  return undefined;
};

const sayHeld = (held: EvidenceResult["events"], io: Io): void => {
  for (const { author, event } of held)
    io.out(
      `✓ ${author} 于 ${event.time} 签名的事件载有该文件，一字不差 / signed by ${author} at ${event.time}, to the letter`,
    );
  if (held.length === 0) io.out("✗ 证据中没有该文件 / No event of the evidence carries this file");
};

/** Checks an evidence file without database or network. Exit 0 it holds, 1 it does not, 2 there is no such file. */
export const command: Command = {
  usage: "verify FILE [--holds DOCUMENT]",
  summary: {
    zh: "离线核验证据文件，逐项说明；改动任何一个字节都不能通过",
    en: "Check an evidence file offline, naming every check; any changed byte fails",
  },
  options: {
    holds: textOption(
      "另核验证据是否载有这个文件（如下载的 CAP 报文、照片）",
      "asks too whether the evidence carries this file, such as a CAP message or a photo",
    ),
  },
  run: async ({ words: [file, ...rest], options, json }, io) => {
    if (!file || rest.length > 0)
      return badInput(io, { zh: "用法：verify 证据文件", en: "Usage: verify FILE" });
    const bytes = await readBytes(file, io);
    const holds = textOf(options, "holds");
    const document = holds === undefined ? undefined : await readBytes(holds, io);
    if (!bytes || (holds !== undefined && !document)) return 2;
    // Bytes that are no UTF-8 would be read as something else than what was signed.
    const text = bytes.toString("utf8");
    const read = Buffer.from(text, "utf8").equals(bytes) ? text : "";
    if (isConflictText(read)) {
      const conflict = verifyConflict(read);
      if (json) io.out(JSON.stringify(conflict));
      else sayConflict(conflict, io);
      return conflict.ok ? 0 : 1;
    }
    const result = verifyEvidence(read);
    const held = document && eventsHolding(result.events, document);
    if (json) io.out(JSON.stringify({ ...result, ...(held && { holds: held.length > 0 }) }));
    else {
      say(result, io);
      if (result.ok && held) sayHeld(held, io);
    }
    return result.ok && held?.length !== 0 ? 0 : 1;
  },
};
