/** Cuts a sentence so that each of the given words stands alone; the longest word wins where two begin together. */
export const cutAtWords = (sentence: string, words: readonly string[]): string[] => {
  const known = words.filter((word) => word !== "").toSorted((a, b) => b.length - a.length);
  if (known.length === 0) return [sentence];
  const escaped = known.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return sentence.split(new RegExp(`(${escaped.join("|")})`)).filter((part) => part !== "");
};
