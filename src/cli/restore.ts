import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome } from "#base/outcome.ts";
import { systemClock } from "#base/time.ts";
import { openBackup } from "#node/backup/open-backup.ts";
import { readPassphrase } from "#node/backup/passphrase-file.ts";
import { readBackedUpFounding, restore, type Restored } from "#node/backup/restore.ts";
import { refusalTables } from "#node/compose.ts";
import { allTexts } from "#node/http.ts";
import { readFoundingFile } from "#node/run-node.ts";
import { gatherSettings } from "#node/settings.ts";
import { badInput, type Command, type Given, type Io } from "./command.ts";
import { refused } from "./refused.ts";

const report = async (
  { manifest, rows, chains, attachments, upgradedBy }: Restored,
  keysFolder: string,
  io: Io,
) => {
  io.out(`✓ ${manifest.party} ${manifest.takenAt}：${rows} 行逐表核对一致，附件 ${attachments} 份`);
  io.out(`✓ ${rows} rows, every table as backed up; ${attachments} attachments`);
  for (const { party, pages, bodies } of chains)
    io.out(`✓ ${party} 链自第 1 页核验到第 ${pages} 页 / chain verified from page 1 to ${pages} (${bodies})`);
  for (const name of upgradedBy) io.out(`✓ 已升级 upgraded: ${name}`);
  const hasKey = await readFile(join(keysFolder, "node-key.pem")).then(() => true, () => false); // prettier-ignore
  if (!hasKey)
    io.out("! 请把 node-key.pem 与 node-secret 放回其目录再启动 / put node-key.pem and node-secret back before starting"); // prettier-ignore
  io.out(
    "启动后节点先向各方核对自己的链，再继续签页 / when it starts it asks its peers for its own chain before it seals",
  );
};

const run = async ({ options, json, words }: Given, io: Io): Promise<number> => {
  const no = (outcome: Extract<Outcome<never>, { ok: false }>) =>
    refused(io, outcome.refusal, allTexts(refusalTables), json);
  const { from, passphrase, json: _json, help: _help, ...flags } = options;
  // Where to is said here and nowhere else: an address left in the environment must not become the place by accident.
  const given = await gatherSettings(flags, {});
  if (!given.ok) return no(given);
  const { data, databaseUrl, founding: file, party, attachments, keys: keysFolder } = given.value;
  if (typeof from !== "string" || typeof data !== "string" || words.length > 0)
    return badInput(io, {
      zh: "用法：restore --from 备份 --data 目录 --founding 文件",
      en: "Usage: restore --from BACKUP --data FOLDER --founding FILE",
    });
  const secret = typeof passphrase === "string" ? await readPassphrase(passphrase) : undefined;
  if (secret && !secret.ok) return no(secret);
  const backup = await openBackup(from, secret?.value);
  if (!backup.ok) return no(backup);
  const founding =
    typeof file === "string" ? await readFoundingFile(file) : await readBackedUpFounding(backup.value);
  if (!founding.ok) return no(founding);
  const restored = await restore({
    backup: backup.value,
    founding: founding.value,
    data,
    clock: systemClock,
    say: (line) => io.err(`  ${line} …`),
    ...(typeof databaseUrl === "string" && { databaseUrl }),
    ...(typeof party === "string" && { party }),
    ...(typeof attachments === "string" && { attachments }),
    ...(typeof keysFolder === "string" && { keysFolder }),
  });
  if (!restored.ok) return no(restored);
  if (json) io.out(JSON.stringify(restored.value));
  else await report(restored.value, typeof keysFolder === "string" ? keysFolder : data, io);
  return 0;
};

const text = (zh: string, en: string) => ({ type: "string" as const, help: { zh, en } });

/** Puts a backup back into an empty place and checks it there. Exit 2 says exactly what is wrong with it. */
export const command: Command = {
  usage: "restore --from BACKUP --data FOLDER",
  summary: {
    zh: "把备份恢复到空目录或空数据库，并逐表、逐链核验",
    en: "Restore a backup into an empty folder or database, and check every table and every chain there",
  },
  options: {
    from: text("一份备份的目录", "the folder of one backup"),
    data: text("节点数据目录", "the node's data folder"),
    databaseUrl: text(
      "恢复到 PostgreSQL；不设则用内置数据库",
      "into a PostgreSQL server; embedded if not given",
    ),
    founding: text("创始协议文件；备份含密钥时可省", "the founding agreement, unless it is in the backup"),
    party: text("应属哪一方", "the party it must be of"),
    keys: text("密钥目录，若不在数据目录", "folder of its keys, if not the data folder"),
    attachments: text("附件目录，若不在数据目录", "folder of its attachments, if not in the data folder"),
    config: text("节点配置文件", "the node's configuration"),
    passphrase: text("口令文件", "file with the passphrase"),
  },
  run,
};
