import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { FileSum } from "./manifest.ts";

const diskTroubles = new Set([
  "ENOSPC",
  "EDQUOT",
  "EROFS",
  "EACCES",
  "EPERM",
  "EIO",
  "ENOTDIR",
  "EEXIST",
  "EFBIG",
]);

/** Not a fault of the software: the place is full, read-only or somebody else's. */
export const isDiskTrouble = (error: unknown): boolean =>
  diskTroubles.has((error as NodeJS.ErrnoException).code ?? "");

/** Writes a new file for its owner alone; it is on the disk when this is done. */
export const writeFile = async (path: string, bytes: AsyncIterable<Uint8Array>): Promise<FileSum> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600);
  const sum = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      sum.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: size, sha256: sum.digest("hex") };
};

export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
};

/** Hands a file's bytes on; at its end they must have been those of `expected`. */
export async function* readWhole(
  path: string,
  expected: FileSum,
  onAltered: (found: FileSum) => Error,
): AsyncGenerator<Buffer> {
  const sum = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    sum.update(chunk);
    yield chunk;
  }
  const sha256 = sum.digest("hex");
  if (bytes !== expected.bytes || sha256 !== expected.sha256) throw onAltered({ bytes, sha256 });
}
