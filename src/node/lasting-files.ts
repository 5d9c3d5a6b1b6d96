import { fdatasyncSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";

type FileLayer = { NODEFS?: { stream_ops: { fsync?: (stream: { nfd?: number }) => number } } };

/**
 * Lets the embedded engine reach the disk. Its file layer answers fsync without doing it; with this, a commit returns
 * when its log is on the disk, as on a server. It needs `wal_sync_method=fsync`: fdatasync does not come this way.
 */
export const makeFilesLast = (engine: PGlite): void => {
  const layer = (engine.Module as unknown as FileLayer).NODEFS;
  if (!layer) throw new Error("the embedded database has no file layer to write through");
  layer.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fdatasyncSync(nfd);
    return 0;
  };
};
