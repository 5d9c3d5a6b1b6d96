import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { CannotDecrypt, decrypt, passphrase, saltOf, type Passphrase } from "./encrypt.ts";
import { readWhole } from "./files.ts";
import { attachmentPath, backupFormat, Manifest, manifestName, names } from "./manifest.ts";
import { Damaged, linesOf } from "./read-dump.ts";

export type OpenedBackup = {
  folder: string;
  manifest: Manifest;
  /** Of an encrypted backup. */
  secret?: Passphrase;
};

export type OpenRefusal = "BACKUP_NONE" | "BACKUP_FORMAT" | "BACKUP_ENCRYPTED" | "BACKUP_PASSPHRASE" | "BACKUP_DAMAGED"; // prettier-ignore

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

const plainText = async (
  bytes: Buffer,
  isEncrypted: boolean,
  words: string | undefined,
): Promise<Outcome<{ text: string; secret?: Passphrase }, OpenRefusal>> => {
  if (!isEncrypted) return done({ text: bytes.toString("utf8") });
  if (words === undefined) return refuse("BACKUP_ENCRYPTED");
  const secret = passphrase(words, saltOf(bytes));
  try {
    return done({ text: await textOf(decrypt(Readable.from([bytes]), secret)), secret });
  } catch (error) {
    if (error instanceof CannotDecrypt) return refuse("BACKUP_PASSPHRASE");
    throw error;
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads what a backup says it is; nothing of the rest is looked at yet. */
export const openBackup = async (
  folder: string,
  words?: string,
): Promise<Outcome<OpenedBackup, OpenRefusal>> => {
  const isEncrypted = await stat(join(folder, manifestName(true))).then(
    () => true,
    () => false,
  );
  const file = manifestName(isEncrypted);
  const bytes = await readFile(join(folder, file)).catch(() => undefined);
  if (!bytes) return refuse("BACKUP_NONE", { folder });
  const plain = await plainText(bytes, isEncrypted, words);
  if (!plain.ok) return plain;
  const { text, secret } = plain.value;
  const value = parse(text);
  const format = (value as { format?: unknown } | undefined)?.format;
  if (typeof format === "string" && format !== backupFormat) return refuse("BACKUP_FORMAT", { format });
  const manifest = Manifest.safeParse(value);
  if (!manifest.success) return refuse("BACKUP_DAMAGED", { file });
  return done({ folder, manifest: manifest.data, ...(secret && { secret }) });
};

/** The file is not the one that was written; where in it the first trouble is, as far as can be told. */
export class DamagedFile extends Error {
  readonly file: string;
  readonly damage: Damaged | undefined;
  constructor(file: string, damage?: Damaged) {
    super(`${file} ${damage?.message ?? ""}`);
    this.file = file;
    this.damage = damage;
  }
}

/** What a file says, plain; throws `DamagedFile` when it turns out not to be the one that was written. */
export async function* readPlain(backup: OpenedBackup, name: string): AsyncGenerator<Buffer> {
  const expected = backup.manifest.files[name];
  if (!expected) throw new DamagedFile(name);
  const stored = readWhole(join(backup.folder, name), expected, () => new DamagedFile(name));
  try {
    yield* backup.secret ? decrypt(stored, backup.secret) : stored;
  } catch (error) {
    throw isDamage(error) ? new DamagedFile(name) : error;
  }
}

/** What reading altered bytes ends in: no such file, no decrypting, no unpacking. */
const isDamage = (error: unknown): boolean => {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return error instanceof CannotDecrypt || code === "ENOENT" || code.startsWith("Z_");
};

/** The lines of the dump, in their order, with trouble named by the table and row it is in. */
export async function* readDumpLines(
  backup: OpenedBackup,
  place: () => { table?: string; row?: number },
): AsyncGenerator<string> {
  const packed = Readable.from(readPlain(backup, names.dump));
  try {
    yield* linesOf(pipeline(packed, createGunzip(), () => {}));
  } catch (error) {
    if (!isDamage(error) && !(error instanceof DamagedFile)) throw error;
    throw new DamagedFile(names.dump, new Damaged("", place()));
  }
}

export async function* readLines(backup: OpenedBackup, name: string): AsyncGenerator<string> {
  yield* linesOf(readPlain(backup, name));
}

/** An attachment's bytes, plain: they are checked by their own name when they are kept. */
export const readAttachment = (backup: OpenedBackup, digest: string): AsyncIterable<Uint8Array> => {
  const stored = createReadStream(join(backup.folder, attachmentPath(digest)));
  return backup.secret ? decrypt(stored, backup.secret) : stored;
};
