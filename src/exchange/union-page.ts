import type { Page } from "#protocol/page.ts";
import type { VerifiedPage } from "#protocol/verify-page.ts";

export type KnownBody = { salt: string; body: string };

/** One page with every body that one of its copies (all of them verified) shows, or that is known here by its leaf. */
export const unionPage = (
  page: Page,
  copies: readonly VerifiedPage[],
  byLeaf: ReadonlyMap<string, KnownBody>,
): Page => {
  const shown = new Map<number, KnownBody>();
  for (const { bodies } of copies)
    for (const { index, salt, body } of bodies) shown.set(index, { salt, body });
  const leaves = copies[0]!.leaves.map((bytes, index) => {
    const leaf = bytes.toString("hex");
    return shown.get(index) ?? byLeaf.get(leaf) ?? { leaf };
  });
  return { header: page.header, signature: page.signature, leaves };
};
