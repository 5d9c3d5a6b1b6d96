import { createReadStream, existsSync } from "node:fs";
import { copyFile, link, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { AlteredBytes, checkedBytes } from "#exchange/attachments.ts";
import { holdFolder } from "../hold-folder.ts";
import { encrypt, passphrase } from "./encrypt.ts";
import { isDiskTrouble, syncFolder, writeFile } from "./files.ts";
import { attachmentPath, manifestName, names, type FileSum, type Manifest } from "./manifest.ts";
import { openBackup, type OpenedBackup } from "./open-backup.ts";
import { Damaged, dumpFollower, linesOf, type Heard } from "./read-dump.ts";
import { DoorClosed, type BackupSource } from "./source.ts";

export type BackupOptions = {
  source: BackupSource;
  /** Holds backups, each in a folder of its own. */
  to: string;
  /** Encrypts every file under it. */
  words?: string;
  /** Files beside the database that were asked for (keys, founding agreement), by the name they get. */
  keys?: Record<string, string>;
  /** The file that says what was erased; there is none before the first erasure. */
  register?: string;
  say: (line: string) => void;
};

export type Backup = { folder: string; manifest: Manifest; linked: number };

/** Hands a dump on and follows what it says; one that ends too early is none. */
async function* following(
  bytes: AsyncIterable<Uint8Array>,
  tell: (heard: Heard) => void,
): AsyncGenerator<Uint8Array> {
  const { follow, heard } = dumpFollower();
  for await (const line of linesOf(bytes)) {
    const meaning = follow(line);
    if (!("row" in meaning)) tell(heard);
    yield Buffer.from(`${line}\n`);
  }
  if (!heard.isWhole) throw new Damaged("it was cut off");
}

/** Several small pieces as one: a line is not worth a call each. */
async function* joined(bytes: AsyncIterable<Uint8Array>, size = 256 * 1024): AsyncGenerator<Buffer> {
  let kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    kept.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    yield Buffer.concat(kept);
    kept = [];
    length = 0;
  }
  if (kept.length) yield Buffer.concat(kept);
}

/** The newest whole backup of this folder that opens the same way: its attachments need not be written again. */
const findPrevious = async (to: string, words: string | undefined): Promise<OpenedBackup | undefined> => {
  const folders = (await readdir(to, { withFileTypes: true })).filter((one) => one.isDirectory());
  for (const { name } of folders.toSorted((a, b) => (a.name < b.name ? 1 : -1))) {
    const opened = await openBackup(join(to, name), words);
    if (opened.ok && (opened.value.secret !== undefined) === (words !== undefined)) return opened.value;
  }
  return undefined;
};

const linkOrCopy = async (from: string, to: string): Promise<boolean> => {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  return link(from, to)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") throw error;
      return copyFile(from, to); // a file system without links
    })
    .then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return false;
        throw error;
      },
    );
};

const write = async (
  options: BackupOptions,
  folder: string,
  previous: OpenedBackup | undefined,
): Promise<Manifest & { linked: number }> => {
  const { source, words, say } = options;
  const secret = previous?.secret ?? (words === undefined ? undefined : passphrase(words));
  const sealed = (bytes: AsyncIterable<Uint8Array>) => (secret ? encrypt(bytes, secret) : bytes);
  const files: Record<string, FileSum> = {};
  const put = async (name: string, bytes: AsyncIterable<Uint8Array>) => {
    files[name] = await writeFile(join(folder, name), sealed(bytes));
  };

  let heard: Heard | undefined;
  let told = 0;
  const dump = following(await source.dump(), (all) => {
    heard = all;
    const tables = Object.keys(all.tables).length;
    if (tables === told) return;
    told = tables;
    const [name, { rows }] = Object.entries(all.tables).at(-1)!;
    say(`${name} ${rows}`);
  });
  await put(
    names.dump,
    pipeline(Readable.from(joined(dump)), createGzip(), () => {}),
  );
  const { about, tables, attachments } = heard!;

  const older = previous?.manifest.party === about!.party ? previous.folder : undefined;
  const listed: string[] = [];
  let linked = 0;
  let bytes = 0;
  for (const [n, digest] of attachments.entries()) {
    if (n % 1000 === 0) say(`附件 attachments ${n}/${attachments.length}`);
    const path = join(folder, attachmentPath(digest));
    if (older && (await linkOrCopy(join(older, attachmentPath(digest)), path))) linked += 1;
    else {
      const content = await source.openAttachment(digest);
      if (!content) continue;
      await writeFile(path, sealed(checkedBytes(content, digest)));
    }
    bytes += (await stat(path)).size;
    listed.push(digest);
  }
  await put(names.attachmentList, Readable.from(listed.map((digest) => Buffer.from(`${digest}\n`))));
  for (const [name, from] of Object.entries(options.keys ?? {}))
    await put(`${names.keys}/${name}`, createReadStream(from));
  // Read after the rows, so that it knows every erasure that they know.
  if (options.register && existsSync(options.register))
    await put(names.register, createReadStream(options.register));

  const manifest: Manifest = {
    ...about!,
    tables,
    attachments: { count: listed.length, bytes, absent: attachments.length - listed.length },
    files,
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  await writeFile(join(folder, manifestName(secret !== undefined)), sealed(Readable.from([text])));
  return { ...manifest, linked };
};

const partial = "unfinished";

/** Takes a backup into a folder of its own below `to`; it gets its name when it is whole and on the disk. */
export const writeBackup = async (
  options: BackupOptions,
): Promise<
  Outcome<
    Backup,
    | "DATA_IN_USE"
    | "BACKUP_NOT_WRITABLE"
    | "BACKUP_NOT_GIVEN"
    | "BACKUP_CUT_OFF"
    | "BACKUP_ATTACHMENT_ALTERED"
  >
> => {
  const { to, words } = options;
  const notWritable = (error: unknown) =>
    refuse("BACKUP_NOT_WRITABLE", { folder: to, why: (error as NodeJS.ErrnoException).code });
  const unfinished = join(to, partial);
  let held: Awaited<ReturnType<typeof holdFolder>>;
  try {
    held = await holdFolder(to, 0);
  } catch (error) {
    if (isDiskTrouble(error)) return notWritable(error);
    throw error;
  }
  if (!held.ok) return held;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    const { linked, ...manifest } = await write(options, unfinished, await findPrevious(to, words));
    const folder = join(to, `${manifest.party}-${manifest.takenAt.replaceAll(/[-:]/g, "")}`);
    await syncFolder(unfinished);
    await rename(unfinished, folder);
    await syncFolder(to);
    return done({ folder, manifest, linked });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (isDiskTrouble(error)) return notWritable(error);
    if (error instanceof AlteredBytes)
      return refuse("BACKUP_ATTACHMENT_ALTERED", { attachment: error.digest });
    if (error instanceof DoorClosed) return refuse("BACKUP_NOT_GIVEN", { why: error.message });
    // The node ended, or stopped speaking, in the middle.
    if (error instanceof Damaged || error instanceof TypeError) return refuse("BACKUP_CUT_OFF");
    throw error;
  } finally {
    await held.value.release();
  }
};
