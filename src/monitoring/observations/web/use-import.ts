import { useEffect, useRef, useState } from "react";
import { toProblem, type Problem } from "#base/outcome.ts";
import { digestOf } from "#web/digest.ts";
import { useReading } from "#web/language.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { checkTable, recordTable, type Imported, type TableReading } from "../import-table.ts";
import { importTexts } from "../import-words.ts";
import { NodeSaidNo, takeAtNode } from "../take-at-node.ts";

export type Pass = "check" | "record";
/** How far a table is read: the part of its bytes, and its rows. */
export type Going = { pass: Pass; part: number; rows: number };
export type Ended = { pass: Pass } & (
  | { imported: Imported }
  | { problem: Problem; line?: string | undefined }
  | { isStopped: true }
);

/** So many are listed and can be downloaded; all are counted. */
export const mostFaults = 10_000;
const tellEveryMs = 200;
const pieceBytes = 65_536;

/** The bytes of a file as they are read; telling how much of it that is. */
export const bytesOf = async function* (
  file: Blob,
  onRead: (part: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      // Browsers read megabytes at once: smaller pieces tell how far it is while it goes on.
      for (let at = 0; at < value.length; at += pieceBytes) {
        const piece = value.subarray(at, at + pieceBytes);
        yield piece;
        read += piece.length;
        onRead(read / file.size);
      }
    }
  } finally {
    await reader.cancel();
  }
};

/** Reads a file in the page and hands its rows to the node, as the terminal does: large files need no memory. */
export const useImport = () => {
  const { language } = useReading();
  const [going, setGoing] = useState<Going>();
  const [ended, setEnded] = useState<Ended>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (pass: Pass, file: File, table: TableReading["table"]): Promise<void> => {
    const leaving = new AbortController();
    running.current = leaving;
    const { signal } = leaving;
    const far: Going = { pass, part: 0, rows: 0 };
    let toldAt = 0;
    const tell = (more: Partial<Going>) => {
      signal.throwIfAborted();
      Object.assign(far, more);
      if (performance.now() - toldAt < tellEveryMs) return;
      toldAt = performance.now();
      setGoing({ ...far });
    };
    setEnded(undefined);
    setGoing(far);
    try {
      const source = `import sha256:${await digestOf(file)}`;
      const outcome = await (pass === "check" ? checkTable : recordTable)(
        () => bytesOf(file, (part) => tell({ part })),
        takeAtNode(monitoring, { source, signal }),
        { table, mostFaults, onProgress: ({ rows }) => tell({ rows }) },
      );
      setEnded(
        outcome.ok
          ? { pass, imported: outcome.value }
          : { pass, problem: toProblem(outcome.refusal, importTexts, language), line: outcome.refusal.at },
      );
    } catch (fault) {
      if (signal.aborted) setEnded({ pass, isStopped: true });
      else if (fault instanceof NodeSaidNo) setEnded({ pass, problem: fault.problem });
      else if (fault instanceof DOMException)
        setEnded({ pass, problem: toProblem({ code: "TABLE_UNREADABLE" }, importTexts, language) });
      else throw fault;
    } finally {
      setGoing(undefined);
    }
  };
  return { going, ended, run, stop: () => running.current?.abort(), clear: () => setEnded(undefined) };
};
