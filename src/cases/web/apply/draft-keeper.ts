import type { Problem } from "#base/outcome.ts";
import type { Draft } from "#cases/draft.ts";
import { contentOf, type Content } from "./draft-content.ts";
import { mergeDrafts, takeTheirs, type Conflict } from "./draft-merge.ts";

export type SaveState =
  | { kind: "saved"; at: string }
  | { kind: "saving" }
  | { kind: "kept"; problem: Problem };
export type Kept = { content: Content; conflicts: readonly Conflict[]; save: SaveState };
type Answer = { ok: true; value: Draft } | { ok: false; problem: Problem };

/** Where a draft goes: to the server by number of revision, and to this device at every key stroke. */
export type Places = {
  save: (content: Content, revision: number) => Promise<Answer>;
  read: () => Promise<Answer>;
  keepHere: (text: string) => void;
  findHere: () => string | undefined;
  forgetHere: () => void;
};
type Local = { content: Content; base: Content };

const pauseMillis = 800;
const retryMillis = 5000;
const same = (a: Content, b: Content) => JSON.stringify(a) === JSON.stringify(b);

const readLocal = (text: string | undefined): Local | undefined => {
  try {
    return text ? (JSON.parse(text) as Local) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * A draft as typed: first into this device, then to the server. Another tab's changes are merged in; only answers that
 * both changed are asked about. While the service cannot be reached, everything stays here and is tried again.
 */
export const keepDraft = (loaded: Draft, places: Places) => {
  let server = { content: contentOf(loaded), revision: loaded.revision };
  const local = readLocal(places.findHere());
  const start = local ? mergeDrafts(local.base, local.content, server.content) : undefined;
  let state: Kept = {
    content: start?.merged ?? server.content,
    conflicts: start?.conflicts ?? [],
    save: { kind: "saved", at: loaded.savedAt },
  };
  let running: Promise<boolean> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const tell = (next: Partial<Kept>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const keepHere = () =>
    places.keepHere(JSON.stringify({ content: state.content, base: server.content } satisfies Local));
  const saveLater = (millis: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), millis);
  };

  const mergeIn = (theirs: Draft): boolean => {
    const { merged, conflicts } = mergeDrafts(server.content, state.content, contentOf(theirs));
    server = { content: contentOf(theirs), revision: theirs.revision };
    tell({ content: merged, conflicts });
    keepHere();
    return conflicts.length === 0;
  };

  const saveOnce = async (): Promise<boolean> => {
    const sent = state.content;
    tell({ save: { kind: "saving" } });
    const reply = await places.save(sent, server.revision);
    if (reply.ok) {
      server = { content: sent, revision: reply.value.revision };
      if (same(state.content, sent)) places.forgetHere();
      else saveLater(pauseMillis);
      tell({ save: { kind: "saved", at: reply.value.savedAt } });
      return true;
    }
    if (reply.problem.code === "DRAFT_CHANGED") {
      const read = await places.read();
      if (read.ok) return mergeIn(read.value) && (await saveOnce());
    }
    if (reply.problem.code === "UNREACHABLE") saveLater(retryMillis);
    tell({ save: { kind: "kept", problem: reply.problem } });
    return false;
  };

  const saveNow = async (): Promise<boolean> => {
    clearTimeout(timer);
    await running;
    if (state.conflicts.length > 0) return false;
    if (same(state.content, server.content)) return true;
    running = saveOnce();
    return running;
  };

  const change = (edit: (now: Content) => Content) => {
    tell({ content: edit(state.content) });
    keepHere();
    saveLater(pauseMillis);
  };

  return {
    read: (): Kept => state,
    listen: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    saveNow,
    revision: () => server.revision,
    /** The person chose: all of this tab's answers in conflict, or all of the other's. */
    settle: (mine: boolean) => {
      tell({ content: mine ? state.content : takeTheirs(state.content, state.conflicts), conflicts: [] });
      keepHere();
      saveLater(0);
    },
    drop: () => {
      clearTimeout(timer);
      places.forgetHere();
    },
  };
};
export type DraftKeeper = ReturnType<typeof keepDraft>;
