import { done, refuse, type Outcome } from "#base/outcome.ts";
import { forbiddenName, type Json } from "#base/canonical.ts";

export type Place = { line: number; column: number };

/** A parsed JSON text that remembers where each member stood. Pointers are RFC 6901 (`/clauses/0/id`). */
export type JsonText = { value: Json; placeOf: (pointer: string) => Place };

export type JsonFault =
  | "JSON_UNEXPECTED"
  | "JSON_ENDS"
  | "JSON_DUPLICATE"
  | "JSON_NAME"
  | "JSON_STRING"
  | "JSON_TRAILING_COMMA"
  | "JSON_COMMENT"
  | "JSON_NUMBER"
  | "JSON_DEEP";

const maxDepth = 64;
const blank = /[ \t\n\r]*/y;
const stringToken = /"(?:[^"\\]|\\.)*"/sy;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals = { true: true, false: false, null: null } as const;

class Stop extends Error {
  readonly code: JsonFault;
  readonly offset: number;
  readonly detail: Record<string, unknown>;
  constructor(code: JsonFault, offset: number, detail: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.offset = offset;
    this.detail = detail;
  }
}

export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
};

const parsedString = (token: string): string | undefined => {
  try {
    return JSON.parse(token) as string;
  } catch {
    return undefined; // a raw control character or an escape that does not exist
  }
};

/**
 * Reads JSON strictly. JSON.parse cannot be used: it gives no places, and it silently takes the last of two members
 * with one name, while a signed text must have one meaning.
 */
const read = (text: string): { value: Json; offsets: Map<string, number> } => {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const offsets = new Map<string, number>();

  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const next = (expected: string): string => {
    take(blank);
    const character = text[at];
    if (character === undefined) throw new Stop("JSON_ENDS", at, { expected });
    if (character === "/" || character === "#") throw new Stop("JSON_COMMENT", at);
    return character;
  };
  const unexpected = (expected: string) =>
    new Stop("JSON_UNEXPECTED", at, { found: /^[\w.+-]+|^./su.exec(text.slice(at, at + 20))?.[0], expected });

  const readString = (expected: string): string => {
    if (next(expected) !== '"') throw unexpected(expected);
    const start = at;
    const token = take(stringToken);
    if (token === undefined) throw new Stop("JSON_STRING", start);
    const value = parsedString(token);
    if (value === undefined || !value.isWellFormed()) throw new Stop("JSON_STRING", start);
    return value;
  };
  const readNumber = (): number => {
    const start = at;
    const token = take(numberToken);
    if (token === undefined) throw unexpected("a value");
    const value = Number(token);
    const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    if (!isExact) throw new Stop("JSON_NUMBER", start, { found: token });
    return value;
  };
  const readItems = (close: "]" | "}", readItem: (index: number) => void): void => {
    at += 1;
    for (let index = 0; ; index += 1) {
      if (next(close) === close) {
        at += 1;
        return;
      }
      readItem(index);
      const separator = next(`, or ${close}`);
      if (separator === close) continue;
      if (separator !== ",") throw unexpected(`, or ${close}`);
      const comma = at;
      at += 1;
      if (next("a value") === close) throw new Stop("JSON_TRAILING_COMMA", comma);
    }
  };
  const readValue = (pointer: string, depth: number): Json => {
    const character = next("a value");
    if (depth > maxDepth) throw new Stop("JSON_DEEP", at, { limit: maxDepth });
    if (!offsets.has(pointer)) offsets.set(pointer, at);
    if (character === '"') return readString("a value");
    if (character === "[") {
      const items: Json[] = [];
      readItems("]", (index) => items.push(readValue(`${pointer}/${index}`, depth + 1)));
      return items;
    }
    if (character === "{") {
      const members = new Map<string, Json>();
      readItems("}", () => {
        next('"');
        const start = at;
        const name = readString('"');
        if (name === forbiddenName) throw new Stop("JSON_NAME", start, { name });
        if (members.has(name)) throw new Stop("JSON_DUPLICATE", start, { name });
        if (next(":") !== ":") throw unexpected(":");
        at += 1;
        const below = pointer + pointerTo([name]);
        offsets.set(below, start);
        members.set(name, readValue(below, depth + 1));
      });
      return Object.fromEntries(members);
    }
    for (const [word, value] of Object.entries(literals))
      if (text.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    return readNumber();
  };

  const value = readValue("", 0);
  take(blank);
  if (at < text.length) throw unexpected("the end");
  return { value, offsets };
};

/** Parses `text`, or says what is wrong and on which line and column. */
export const readJsonText = (text: string): Outcome<JsonText, JsonFault> => {
  try {
    const { value, offsets } = read(text);
    const placeOf = (pointer: string): Place => {
      let known = pointer;
      while (known && !offsets.has(known)) known = known.slice(0, known.lastIndexOf("/"));
      return placeAt(text, offsets.get(known) ?? 0);
    };
    return done({ value, placeOf });
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return refuse(fault.code, { ...fault.detail, ...placeAt(text, fault.offset) });
  }
};
