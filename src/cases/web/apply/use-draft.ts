import { useState, useSyncExternalStore } from "react";
import type { Draft } from "#cases/draft.ts";
import { cases } from "#web/api.ts";
import { forget, keep, kept } from "#web/keep.ts";
import { keepDraft, type DraftKeeper, type Kept } from "./draft-keeper.ts";

/** The keeper of one draft, and what it holds now. */
export const useDraft = (loaded: Draft): { keeper: DraftKeeper; kept: Kept } => {
  const [keeper] = useState(() => {
    const params = { id: loaded.id };
    const name = `draft.${loaded.id}`;
    return keepDraft(loaded, {
      save: (content, revision) => cases.saveDraft({ params, body: { ...content, revision } }),
      read: () => cases.readDraft({ params }),
      keepHere: (text) => keep(name, text),
      findHere: () => kept(name),
      forgetHere: () => forget(name),
    });
  });
  return { keeper, kept: useSyncExternalStore(keeper.listen, keeper.read) };
};
