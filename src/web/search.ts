/** Reads the named members of an address's search as text; others and empty ones are dropped. */
export const searchOf =
  <N extends string>(...names: N[]) =>
  (given: Record<string, unknown>): { [K in N]?: string } => {
    const found: { [K in N]?: string } = {};
    for (const name of names) {
      const value = given[name];
      if (typeof value === "string" && value) found[name] = value;
    }
    return found;
  };
