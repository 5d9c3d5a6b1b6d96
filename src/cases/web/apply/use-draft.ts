import { useCallback, useEffect, useRef, useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { Draft } from "#cases/draft.ts";
import { cases } from "#web/api.ts";
import { forget, keep, kept } from "#web/keep.ts";
import { contentOf, type Content } from "./draft-content.ts";
import { mergeDrafts, takeTheirs, type Conflict } from "./draft-merge.ts";

export type SaveState = { kind: "saved"; at: string } | { kind: "saving" } | { kind: "kept"; problem: Problem };
type Local = { content: Content; base: Content };

const localName = (id: string) => `draft.${id}`;

/** What was typed but never reached the server, from an earlier visit on this device. */
const findLocal = (draft: Draft): Local | undefined => {
  try {
    const text = kept(localName(draft.id));
    return text ? (JSON.parse(text) as Local) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * A draft as typed: first into this device, then to the server; another tab's changes are merged, and only answers
 * that both changed are asked about.
 */
export const useDraft = (loaded: Draft) => {
  const [start] = useState(() => {
    const server = contentOf(loaded);
    const local = findLocal(loaded);
    return local ? mergeDrafts(local.base, local.content, server) : { merged: server, conflicts: [] as Conflict[] };
  });
  const [content, setContent] = useState<Content>(start.merged);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>(start.conflicts);
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: loaded.savedAt });
  const current = useRef(content);
  const server = useRef({ content: contentOf(loaded), revision: loaded.revision });
  const running = useRef<Promise<boolean>>(undefined);

  const put = useCallback((next: Content) => {
    current.current = next;
    setContent(next);
    keep(localName(loaded.id), JSON.stringify({ content: next, base: server.current.content } satisfies Local));
  }, [loaded.id]);

  const isDirty = () => JSON.stringify(current.current) !== JSON.stringify(server.current.content);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = current.current;
    setSave({ kind: "saving" });
    const reply = await cases.saveDraft({ params: { id: loaded.id }, body: { ...sent, revision: server.current.revision } });
    if (reply.ok) {
      server.current = { content: sent, revision: reply.value.revision };
      if (!isDirty()) forget(localName(loaded.id));
      setSave({ kind: "saved", at: reply.value.savedAt });
      return true;
    }
    if (reply.problem.code === "DRAFT_CHANGED") {
      const read = await cases.readDraft({ params: { id: loaded.id } });
      if (read.ok) {
        const theirs = contentOf(read.value);
        const { merged, conflicts: found } = mergeDrafts(server.current.content, current.current, theirs);
        server.current = { content: theirs, revision: read.value.revision };
        put(merged);
        setConflicts(found);
        return found.length === 0 ? saveOnce() : false;
      }
    }
    setSave({ kind: "kept", problem: reply.problem });
    return false;
  }, [loaded.id, put]);

  const saveNow = useCallback(async (): Promise<boolean> => {
    await running.current;
    if (!isDirty()) return true;
    running.current = saveOnce();
    return running.current;
  }, [saveOnce]);

  useEffect(() => {
    if (conflicts.length > 0 || !isDirty()) return undefined;
    const timer = setTimeout(() => void saveNow(), 800);
    return () => clearTimeout(timer);
  }, [content, conflicts, saveNow]);

  useEffect(() => {
    if (save.kind !== "kept" || save.problem.code !== "UNREACHABLE") return undefined;
    const timer = setInterval(() => void saveNow(), 5000);
    return () => clearInterval(timer);
  }, [save, saveNow]);

  const settle = (mine: boolean) => {
    if (!mine) put(takeTheirs(current.current, conflicts));
    setConflicts([]);
    void saveNow();
  };
  const revision = () => server.current.revision;
  const drop = () => forget(localName(loaded.id));
  return { content, change: put, conflicts, settle, save, saveNow, revision, drop };
};
