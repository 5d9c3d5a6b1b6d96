import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { newId } from "#base/id.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import type { Digest } from "#protocol/event.ts";

export const maxAttachmentBytes = 50 * 1024 * 1024;

export type Stored = { digest: Digest; size: number };

/** Bytes by their SHA-256. */
export type AttachmentStore = {
  /** Keeps a stream, whole or not at all. With `expected`, other bytes are refused. */
  put: (bytes: AsyncIterable<Uint8Array>, expected?: Digest) => Promise<Outcome<Stored, AttachmentRefusal>>;
  open: (digest: Digest) => Promise<{ size: number; content: Readable } | undefined>;
  has: (digest: Digest) => Promise<boolean>;
  /** Lets go of bytes that nothing names; false where they were brought again since, or are gone. */
  remove: (digest: Digest, unlessWrittenSince: Instant) => Promise<boolean>;
};
export type AttachmentRefusal = "TOO_LARGE" | "STORAGE_FULL" | "ATTACHMENT_ALTERED" | "ATTACHMENT_EMPTY";

export class AlteredBytes extends Error {
  readonly digest: Digest;
  constructor(digest: Digest) {
    super(`the store has other bytes under ${digest}`);
    this.digest = digest;
  }
}

/** The bytes as they come, ending in a fault where they are not what their name says. */
export async function* checkedBytes(
  bytes: AsyncIterable<Uint8Array>,
  digest: Digest,
): AsyncGenerator<Uint8Array> {
  const running = createHash("sha256");
  for await (const chunk of bytes) {
    running.update(chunk);
    yield chunk;
  }
  if (running.digest("hex") !== digest) throw new AlteredBytes(digest);
}

const isFull = (error: unknown): boolean =>
  ["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "");

const writeTemporary = async (
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Outcome<Stored, AttachmentRefusal>> => {
  const running = createHash("sha256");
  let size = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > maxAttachmentBytes) return refuse("TOO_LARGE", { limit: "50 MB" });
      running.update(chunk);
      await file.writeFile(chunk);
    }
    if (size === 0) return refuse("ATTACHMENT_EMPTY");
    await file.sync();
  } finally {
    await file.close();
  }
  return done({ digest: running.digest("hex"), size });
};

/** Takes a stream into a file of its own, checks it, and hands it to `keep`; nothing of it is left there afterwards. */
export const takeIn = async (
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  expected: Digest | undefined,
  keep: (path: string, stored: Stored) => Promise<void>,
): Promise<Outcome<Stored, AttachmentRefusal>> => {
  const temporary = join(folder, newId());
  try {
    await mkdir(folder, { recursive: true });
    const written = await writeTemporary(temporary, bytes);
    if (!written.ok) return written;
    if (expected !== undefined && written.value.digest !== expected)
      return refuse("ATTACHMENT_ALTERED", { attachment: expected });
    await keep(temporary, written.value);
    return written;
  } catch (error) {
    if (isFull(error)) return refuse("STORAGE_FULL");
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
};

/** A folder as store: `ab/cdef…`; a file appears under its name only when it is complete and on disk. */
export const attachmentFolder = (folder: string): AttachmentStore => {
  const pathOf = (digest: Digest) => join(folder, digest.slice(0, 2), digest.slice(2));
  const sizeOf = (digest: Digest) =>
    stat(pathOf(digest)).then(({ size }) => size, () => undefined); // prettier-ignore

  return {
    put: (bytes, expected) =>
      takeIn(join(folder, "incoming"), bytes, expected, async (temporary, { digest }) => {
        const path = pathOf(digest);
        await mkdir(dirname(path), { recursive: true });
        await rename(temporary, path);
        const directory = await open(dirname(path));
        await directory.sync().finally(() => directory.close());
      }),
    open: async (digest) => {
      const size = await sizeOf(digest);
      return size === undefined ? undefined : { size, content: createReadStream(pathOf(digest)) };
    },
    has: async (digest) => (await sizeOf(digest)) !== undefined,
    remove: async (digest, unlessWrittenSince) => {
      const found = await stat(pathOf(digest)).catch(() => undefined);
      if (!found || found.mtimeMs >= Date.parse(unlessWrittenSince)) return false;
      await rm(pathOf(digest), { force: true });
      return true;
    },
  };
};
