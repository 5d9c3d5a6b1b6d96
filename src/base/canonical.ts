export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value. `undefined` members are left out, as
 * JSON.stringify does. Throws on what JSON cannot say (NaN, infinities, bigint, lone surrogates).
 */
export const canonical = (value: unknown): string => {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new TypeError("lone surrogate cannot be canonical JSON");
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be canonical JSON`);
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object": {
      if (value === null) return "null";
      if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
      const members = value as Record<string, unknown>;
      // Default sort compares UTF-16 code units, which is what RFC 8785 §3.2.3 asks for.
      const names = Object.keys(members)
        .filter((name) => members[name] !== undefined)
        .sort();
      return `{${names.map((name) => `${canonical(name)}:${canonical(members[name])}`).join(",")}}`;
    }
    default:
      throw new TypeError(`${typeof value} cannot be canonical JSON`);
  }
};

/** The parsed value if `text` is exactly the canonical form of what it says, else undefined. */
export const parseCanonical = (text: string): Json | undefined => {
  try {
    const value = JSON.parse(text) as Json;
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};
