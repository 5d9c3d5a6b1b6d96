import { readFile } from "node:fs/promises";
import { verifyEvidence, type EvidenceResult } from "#exchange/verify-evidence.ts";
import { isConflictText, verifyConflict, type ConflictResult } from "#exchange/verify-conflict.ts";
import { badInput, type Command, type Io } from "./command.ts";

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

/** Checks an evidence file without database or network. Exit 0 it holds, 1 it does not, 2 there is no such file. */
export const command: Command = {
  usage: "verify FILE",
  summary: {
    zh: "离线核验证据文件，逐项说明；改动任何一个字节都不能通过",
    en: "Check an evidence file offline, naming every check; any changed byte fails",
  },
  run: async ({ words: [file, ...rest], json }, io) => {
    if (!file || rest.length > 0)
      return badInput(io, { zh: "用法：verify 证据文件", en: "Usage: verify FILE" });
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      return badInput(io, { zh: `读不到文件 ${file}（${code}）`, en: `cannot read ${file} (${code})` });
    }
    if (bytes.length > maxBytes)
      return badInput(io, { zh: `文件超过 256 MB：${file}`, en: `larger than 256 MB: ${file}` });
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
    if (json) io.out(JSON.stringify(result));
    else say(result, io);
    return result.ok ? 0 : 1;
  },
};
