/** The clause an attempt named, if it named one at all. */
export const clauseOf = (given: unknown): string | undefined => {
  if (typeof given !== "object" || given === null || !("clause" in given)) return undefined;
  return typeof given.clause === "string" ? given.clause : undefined;
};
