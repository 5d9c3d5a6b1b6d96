import { fdatasyncSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";

type Stream = { nfd?: number; path?: string };
type FileLayer = { NODEFS?: { stream_ops: { fsync?: (stream: Stream) => number } } };

/** Runs a commit so that its log may reach the disk together with that of others; `reached` is when it has. */
export type Lasting = { commit: (commit: () => Promise<void>) => Promise<{ reached: Promise<void> }> };

/** One flush for all who ask while another is running. */
const groupedFlush = (folder: string) => {
  const written = new Set<string>();
  let handle: { name: string; file: FileHandle } | undefined;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  // Its own handle: the engine may close a full segment while it is flushed.
  const flush = async (name: string): Promise<void> => {
    if (handle?.name !== name) {
      await handle?.file.close();
      handle = { name, file: await open(join(folder, name), "r+") };
    }
    await handle.file.datasync();
  };
  const flushAll = async (): Promise<void> => {
    next = undefined;
    const names = [...written];
    written.clear();
    try {
      for (const name of names) await flush(name);
    } catch (error) {
      // A segment that is gone was checkpointed and used again, so it was on the disk before.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      // After a failed flush nobody knows what is on the disk; a server stops too, and recovers from its log.
      process.stderr.write(`the database cannot reach the disk: ${(error as Error).message}\n`);
      process.exit(74);
    }
  };
  return {
    add: (name: string) => void written.add(name),
    reached: (): Promise<void> => {
      if (!next) {
        next = running.then(flushAll);
        running = next.catch(() => {});
      }
      return next;
    },
    close: async () => {
      await running;
      await handle?.file.close();
      handle = undefined;
    },
  };
};

/**
 * Lets the embedded engine reach the disk. Its file layer answers fsync without doing it; with this, a commit is done
 * when its log is on the disk, as on a server. It needs `wal_sync_method=fsync`: fdatasync does not come this way.
 */
export const makeFilesLast = (engine: PGlite, dataDir: string): Lasting & { close: () => Promise<void> } => {
  const layer = (engine.Module as unknown as FileLayer).NODEFS;
  if (!layer) throw new Error("the embedded database has no file layer to write through");
  const log = groupedFlush(join(dataDir, "pg_wal"));
  let committing = false;
  layer.stream_ops.fsync = ({ nfd, path }) => {
    // Only a commit may be told early: what a checkpoint relies on is on the disk before it goes on.
    if (committing && path?.includes("/pg_wal/")) log.add(basename(path));
    else if (nfd !== undefined) fdatasyncSync(nfd);
    return 0;
  };
  return {
    commit: async (commit) => {
      committing = true;
      try {
        await commit();
      } finally {
        committing = false;
      }
      return { reached: log.reached() };
    },
    close: log.close,
  };
};
