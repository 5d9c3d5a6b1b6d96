import type { Bilingual } from "#base/bilingual.ts";
import type { CaseView } from "../../view.ts";

/** The reason the rule gives for a button that does nothing now; undefined where it may be pressed. */
export const whyNot = (
  view: Pick<CaseView, "commands" | "stateWords">,
  command: string,
  said: (words: Bilingual) => string,
): string | undefined => {
  const found = view.commands[command];
  if (found?.allowed) return undefined;
  return said(found?.reason ?? view.stateWords);
};
