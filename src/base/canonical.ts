export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** How deep arrays and objects may nest: far deeper than anything said here, and every reader's stack carries it. */
export const maxDepth = 100;

/**
 * A member that readers in JavaScript take for something else, or drop. No text that is signed has one, so that there is
 * nothing in it that a check did not see.
 */
export const forbiddenName = "__proto__";

const tooDeep = () => new TypeError(`nested more than ${maxDepth} deep cannot be canonical JSON`);

/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value. `undefined` members are left out, as
 * JSON.stringify does. Throws on what JSON cannot say (NaN, infinities, bigint, lone surrogates), on `__proto__` and on what
 * nests too deep.
 */
export const canonical = (value: unknown): string => write(value, 0);

const write = (value: unknown, depth: number): string => {
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
      if (depth === maxDepth) throw tooDeep();
      if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
      const members = value as Record<string, unknown>;
      // Default sort compares UTF-16 code units, which is what RFC 8785 §3.2.3 asks for.
      const names = Object.keys(members)
        .filter((name) => members[name] !== undefined)
        .sort();
      if (names.includes(forbiddenName)) throw new TypeError(`${forbiddenName} cannot be canonical JSON`);
      return `{${names.map((name) => `${write(name, 0)}:${write(members[name], depth + 1)}`).join(",")}}`;
    }
    default:
      throw new TypeError(`${typeof value} cannot be canonical JSON`);
  }
};

/** Whether the members of every object stand in the order of RFC 8785. */
const isSorted = (value: unknown, depth = 0): boolean => {
  if (typeof value !== "object" || value === null) return true;
  if (depth === maxDepth) throw tooDeep();
  if (Array.isArray(value)) return value.every((item) => isSorted(item, depth + 1));
  let before: string | undefined;
  for (const [name, member] of Object.entries(value)) {
    if ((before !== undefined && before >= name) || name === forbiddenName) return false;
    if (typeof member === "object" && !isSorted(member, depth + 1)) return false;
    before = name;
  }
  return true;
};

/**
 * The parsed value if `text` is exactly the canonical form of what it says, else undefined. What is written back as it was
 * read, with its members sorted, is canonical; only lone surrogates (`\ud…`) and what differs need the slow way.
 */
export const parseCanonical = (text: string): Json | undefined => {
  try {
    const value = JSON.parse(text) as Json;
    if (JSON.stringify(value) === text && !text.includes("\\ud") && isSorted(value))
      return text.isWellFormed() ? value : undefined;
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};
