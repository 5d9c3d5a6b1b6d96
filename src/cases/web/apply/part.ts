import type { Item } from "#cases/item.ts";
import type { Content } from "./draft-content.ts";

/** What every step is given. */
export type PartProps = {
  content: Content;
  change: (next: Content) => void;
  item: Item;
  here: string;
  errorAt: (at: string) => string | undefined;
};

/** `form.online` → an id that a label and the list of gaps can point at. */
export const idOf = (at: string): string => at.replaceAll(".", "-");
