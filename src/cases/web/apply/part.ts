import type { Item } from "#cases/item.ts";
import type { Content } from "./draft-content.ts";
import type { StepId } from "./draft-gaps.ts";

/** What every step is given. */
export type PartProps = {
  content: Content;
  change: (edit: (now: Content) => Content) => void;
  item: Item;
  here: string;
  errorAt: (at: string) => string | undefined;
  onOpen: (step: StepId) => void;
};

/** `form.online` → an id that a label and the list of gaps can point at. */
export const idOf = (at: string): string => at.replaceAll(".", "-");
