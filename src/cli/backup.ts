import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome } from "#base/outcome.ts";
import { findRunning, openStopped } from "#node/backup/find-source.ts";
import { names } from "#node/backup/manifest.ts";
import { readPassphrase } from "#node/backup/passphrase-file.ts";
import { writeBackup, type Backup } from "#node/backup/write-backup.ts";
import { refusalTables } from "#node/compose.ts";
import { allTexts } from "#node/http.ts";
import { gatherSettings, readSettings } from "#node/settings.ts";
import { badInput, textOption, type Command, type Given, type Io } from "./command.ts";
import { refused } from "./refused.ts";

/** The node's own files that are in a backup only where they are asked for. */
const keyFiles = async (folder: string, founding: unknown): Promise<Record<string, string>> => {
  const names = (await readdir(folder)).filter((name) => /^node-(key.*\.pem|secret)$/.test(name));
  return {
    ...Object.fromEntries(names.map((name) => [name, join(folder, name)])),
    ...(typeof founding === "string" && { "founding.json": founding }),
  };
};

const report = ({ manifest, linked }: Backup, withKeys: boolean, io: Io): void => {
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  const { count, absent } = manifest.attachments;
  const head = manifest.heads[manifest.party]?.number ?? 0;
  io.err(
    `${manifest.party} ${manifest.takenAt}：${rows} 行，本方链到第 ${head} 页，附件 ${count} 份（沿用 ${linked}，缺 ${absent}）`,
  );
  io.err(
    `${manifest.party} ${manifest.takenAt}: ${rows} rows, own chain up to page ${head}, ${count} attachments (${linked} taken over, ${absent} absent)`,
  );
  io.err(
    withKeys
      ? "备份含节点密钥与数据密钥：请与密钥同等保管。不含：登录会话、配置文件、日志"
      : "不含：节点密钥、数据密钥（没有它读不出证件号码）、创始协议、配置文件、登录会话、日志；请另行保管",
  );
  io.err(
    withKeys
      ? "It holds the node's key and secret: keep it as you keep those. Not in it: sign-ins, configuration, logs"
      : "Not in it: the node's key and secret (without which identity numbers cannot be read), founding agreement, configuration, sign-ins, logs; keep those elsewhere",
  );
};

const run = async ({ options, json, words }: Given, io: Io): Promise<number> => {
  const no = (outcome: Extract<Outcome<never>, { ok: false }>) =>
    refused(io, outcome.refusal, allTexts(refusalTables), json);
  const { to, passphrase, "with-keys": withKeys, json: _json, help: _help, ...flags } = options;
  if (typeof to !== "string" || words.length > 0)
    return badInput(io, {
      zh: "用法：backup --data 目录 --to 备份目录",
      en: "Usage: backup --data FOLDER --to FOLDER",
    });
  const given = await gatherSettings(
    { ...flags, config: flags["config"] ?? trialConfig(flags["data"]) },
    process.env,
  );
  if (!given.ok) return no(given);
  const data = String(given.value["data"] ?? ".data");
  const keysFolder = String(given.value["keys"] ?? data);
  const secret = typeof passphrase === "string" ? await readPassphrase(passphrase) : undefined;
  if (secret && !secret.ok) return no(secret);

  let close = async (): Promise<void> => {};
  let source = await findRunning(data);
  if (!source) {
    const settings = await readSettings(given.value, {});
    const opened = settings.ok ? await openStopped(settings.value) : settings;
    if (!opened.ok) return no(opened);
    ({ source, close } = opened.value);
  }
  const taken = await writeBackup({
    source,
    to,
    say: (line) => io.err(`  ${line} …`),
    ...(secret && { words: secret.value }),
    register: join(keysFolder, names.register),
    ...(withKeys === true && { keys: await keyFiles(keysFolder, given.value["founding"]) }),
  }).finally(close);
  if (!taken.ok) return no(taken);
  if (!json) report(taken.value, withKeys === true, io);
  io.out(json ? JSON.stringify(taken.value) : taken.value.folder);
  return 0;
};

/** A node of a trial has its configuration beside its data. */
const trialConfig = (data: unknown): string | undefined => {
  const file = typeof data === "string" ? join(data, "node.json") : undefined;
  return file !== undefined && existsSync(file) ? file : undefined;
};

/** Takes a backup of a node, whether it runs or not. Prints the folder it is in. */
export const command: Command = {
  usage: "backup --data FOLDER --to FOLDER",
  summary: {
    zh: "备份一个节点（运行中亦可）：全部数据行与附件，写入备份目录下的一个新目录",
    en: "Back up a node, also while it runs: all rows and attachments, in a new folder below the one named",
  },
  options: {
    data: textOption("节点数据目录", "the node's data folder"),
    to: textOption("存放备份的目录", "the folder that holds backups"),
    passphrase: textOption("口令文件：以其首行加密备份", "file whose first line encrypts the backup"),
    "with-keys": {
      type: "boolean",
      help: {
        zh: "含节点密钥、数据密钥与创始协议",
        en: "with the node's key, secret and founding agreement",
      },
    },
    keys: textOption("密钥目录，若不在数据目录", "folder of its keys, if not the data folder"),
    attachments: textOption(
      "附件目录，若不在数据目录",
      "folder of its attachments, if not in the data folder",
    ),
    config: textOption("节点配置文件（节点未运行时）", "the node's configuration (if it does not run)"),
    party: textOption("本方区划代码（节点未运行时）", "division code of the party (if it does not run)"),
    founding: textOption("创始协议文件", "the founding agreement"),
    databaseUrl: textOption("PostgreSQL 地址（节点未运行时）", "its PostgreSQL server (if it does not run)"),
  },
  run,
};
