import { appendFile, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { readFounding, type Founding } from "#agreements/found.ts";
import { attachmentFolder } from "#exchange/attachments.ts";
import { checkChains, type CheckedChain } from "#exchange/check-chains.ts";
import { markRestored } from "#exchange/restored-store.ts";
import { openDatabase } from "../database.ts";
import { holdFolder } from "../hold-folder.ts";
import { migrate, migrateIn, readMigrations, type Migration } from "../migrate.ts";
import { embeddedTemplate } from "../template.ts";
import { isDiskTrouble, syncFolder, writeFile } from "./files.ts";
import { findDifferentTable, loadDump } from "./load.ts";
import { names, type Manifest } from "./manifest.ts";
import { DamagedFile, readAttachment, readLines, readPlain, type OpenedBackup } from "./open-backup.ts";
import { isInhabited } from "./table-store.ts";

export type RestoreOptions = {
  backup: OpenedBackup;
  /** The node's folder: its keys may be there, its database may not. */
  data: string;
  databaseUrl?: string;
  /** Where its attachments, and its keys and the erasure register go, if not into `data`. */
  attachments?: string;
  keysFolder?: string;
  /** Whose backup it must be. */
  party?: string;
  founding: Founding;
  clock: Clock;
  say: (line: string) => void;
};

export type Restored = {
  manifest: Manifest;
  rows: number;
  chains: CheckedChain[];
  attachments: number;
  /** Migrations newer than the backup, that brought it up to date. */
  upgradedBy: string[];
};

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** A backup may be older than this software, never newer: what it does not know it would lose. */
export const migrationsOf = (
  { migrations, version }: Manifest,
  known: readonly Migration[],
): Outcome<Migration[], "BACKUP_NEWER"> => {
  const digests = new Map(known.map(({ name, digest }) => [name, digest]));
  const newer = migrations.find(({ name, digest }) => digests.get(name) !== digest);
  if (newer) return refuse("BACKUP_NEWER", { migration: newer.name, version });
  const taken = new Set(migrations.map(({ name }) => name));
  return done(known.filter(({ name }) => taken.has(name)));
};

/** Whether it is of this network and of the node it is meant for. */
export const checkWhose = (
  manifest: Manifest,
  { founding, party }: Pick<RestoreOptions, "founding" | "party">,
): Outcome<undefined, "BACKUP_FOREIGN" | "BACKUP_OF_ANOTHER"> => {
  if (manifest.founding !== founding.digest || !founding.keys.has(manifest.party))
    return refuse("BACKUP_FOREIGN", { backup: manifest.founding.slice(0, 16), here: founding.digest.slice(0, 16) }); // prettier-ignore
  if (party !== undefined && party !== manifest.party)
    return refuse("BACKUP_OF_ANOTHER", { party: manifest.party, expected: party });
  return done(undefined);
};

const restoreAttachments = async ({ backup, data, attachments, say }: RestoreOptions): Promise<number> => {
  const store = attachmentFolder(attachments ?? join(data, "attachments"));
  let count = 0;
  // The list is known to be whole at its end only: it is read once for that, and then believed.
  for await (const _ of readLines(backup, names.attachmentList)) continue;
  for await (const digest of readLines(backup, names.attachmentList)) {
    if (count % 1000 === 0) say(`附件 attachments ${count}/${backup.manifest.attachments.count}`);
    const kept = await store.put(readAttachment(backup, digest), digest).catch((error: unknown) => {
      if (isDiskTrouble(error)) throw error;
      return refuse("ATTACHMENT_ALTERED");
    });
    if (!kept.ok && kept.refusal.code === "STORAGE_FULL") throw new RolledBack(kept.refusal);
    if (!kept.ok) throw new DamagedFile(`${names.attachments}/${digest}`);
    count += 1;
  }
  return count;
};

/** Keys that were backed up too; one that is there already is never written over. */
const restoreKeys = async ({ backup, data, keysFolder = data }: RestoreOptions): Promise<void> => {
  for (const name of Object.keys(backup.manifest.files)) {
    if (!name.startsWith(`${names.keys}/`)) continue;
    const path = join(keysFolder, name.slice(names.keys.length + 1));
    if (!(await stat(path).catch(() => undefined))) await writeFile(path, readPlain(backup, name));
  }
};

/** What is known as erased where it goes to stays so, and what the backup knows is added. */
const restoreRegister = async ({ backup, data, keysFolder = data }: RestoreOptions): Promise<void> => {
  if (!backup.manifest.files[names.register]) return;
  const path = join(keysFolder, names.register);
  const here = await readFile(path, "utf8").catch(() => "");
  const known = new Set(here.split("\n"));
  const fresh: string[] = [];
  for await (const line of readLines(backup, names.register)) if (!known.has(line)) fresh.push(line);
  await mkdir(keysFolder, { recursive: true, mode: 0o700 });
  await appendFile(path, fresh.map((line) => `\n${line}`).join(""), { mode: 0o600, flush: true });
};

/** The migrations of this software, and those of them that the backup was taken under. */
type Schemas = { known: readonly Migration[]; fitting: readonly Migration[] };

const load = async (
  db: Db,
  { backup, founding, clock, say }: RestoreOptions,
  { known, fitting }: Schemas,
): Promise<Pick<Restored, "rows" | "chains" | "upgradedBy">> => {
  const { manifest } = backup;
  const migrated = await migrate(db, fitting);
  if (!migrated.ok) throw new RolledBack(migrated.refusal);
  if (await isInhabited(db)) throw new RolledBack({ code: "RESTORE_NOT_EMPTY" });
  return db.transaction().execute(async (tx) => {
    const { tables } = await loadDump(tx, backup, say);
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    say("核对逐表摘要与签名链 checking every table and every chain");
    const different = await findDifferentTable(tx, manifest.tables);
    if (different) throw new RolledBack({ code: "RESTORE_DIFFERS", detail: { table: different } });
    // Only now is it brought up to date: what checks the chains knows today's tables.
    const upgraded = await migrateIn(tx, known);
    if (!upgraded.ok) throw new RolledBack(upgraded.refusal);
    const chains = await checkChains(tx, manifest.party, founding.nodes, clock());
    if (!chains.ok) throw new RolledBack(chains.refusal);
    // Whoever starts on it asks every peer first how much of its chain is out already.
    await markRestored(tx, clock());
    return { rows, chains: chains.value, upgradedBy: upgraded.value.applied };
  });
};

const refusalOf = (error: unknown, { backup, data }: RestoreOptions): Refusal | undefined => {
  if (error instanceof RolledBack) return error.refusal;
  if (error instanceof DamagedFile) {
    const { table, row } = error.damage ?? {};
    if (table === undefined)
      return { code: "BACKUP_DAMAGED", detail: { file: join(backup.folder, error.file) } };
    return { code: "BACKUP_DAMAGED_ROW", detail: { file: join(backup.folder, error.file), table, row } };
  }
  if (!isDiskTrouble(error)) return undefined;
  return {
    code: "BACKUP_NOT_WRITABLE",
    detail: { folder: data, why: (error as NodeJS.ErrnoException).code },
  };
};

/** The embedded database is made beside its place and moved there when it is whole: a half one is never found. */
const intoFolder = async (options: RestoreOptions, schemas: Schemas) => {
  const place = join(options.data, "database");
  if (await stat(place).catch(() => undefined))
    throw new RolledBack({ code: "RESTORE_NOT_EMPTY", detail: { place } });
  const unfinished = join(options.data, "database-unfinished");
  await rm(unfinished, { recursive: true, force: true });
  try {
    const isCurrent = schemas.fitting.length === schemas.known.length;
    const template = isCurrent ? { template: await embeddedTemplate(schemas.known) } : {};
    const { db, close } = await openDatabase({ dataDir: unfinished }, template);
    const loaded = await load(db, options, schemas).finally(close);
    await rename(unfinished, place);
    await syncFolder(options.data);
    return loaded;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
};

const intoServer = async (url: string, options: RestoreOptions, schemas: Schemas) => {
  const { db, close } = await openDatabase({ url }, { connections: 2 });
  return load(db, options, schemas).finally(close);
};

/** Puts a backup back into an empty place, checks all of it there, and leaves nothing behind if it does not hold. */
export const restore = async (options: RestoreOptions): Promise<Outcome<Restored>> => {
  const { backup, data, databaseUrl } = options;
  const whose = checkWhose(backup.manifest, options);
  if (!whose.ok) return whose;
  const known = await readMigrations();
  const fitting = migrationsOf(backup.manifest, known);
  if (!fitting.ok) return fitting;
  const schemas = { known, fitting: fitting.value };
  try {
    const held = await holdFolder(data, 0);
    if (!held.ok) return held;
    try {
      await restoreKeys(options);
      await restoreRegister(options);
      const attachments = await restoreAttachments(options);
      const loaded = await (databaseUrl
        ? intoServer(databaseUrl, options, schemas)
        : intoFolder(options, schemas));
      return done({ manifest: backup.manifest, attachments, ...loaded });
    } finally {
      await held.value.release();
    }
  } catch (error) {
    const refusal = refusalOf(error, options);
    if (!refusal) throw error;
    return { ok: false, refusal };
  }
};

/** The founding agreement that was backed up with the keys. */
export const readBackedUpFounding = async (backup: OpenedBackup): Promise<Outcome<Founding>> => {
  const name = `${names.keys}/founding.json`;
  if (!backup.manifest.files[name]) return refuse("CONFIG_INVALID", { name: "founding", what: "missing" });
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of readPlain(backup, name)) chunks.push(chunk);
    return readFounding(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch (error) {
    if (error instanceof DamagedFile || error instanceof SyntaxError)
      return refuse("BACKUP_DAMAGED", { file: join(backup.folder, name) });
    throw error;
  }
};
