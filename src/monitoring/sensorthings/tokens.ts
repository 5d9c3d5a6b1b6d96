import { findWellKnownText } from "./geometry.ts";
import type { Literal } from "./expression.ts";
import { findDuration, findTime } from "./time.ts";

export type Token =
  | { kind: "word"; text: string; at: number }
  | { kind: "literal"; value: Literal; at: number }
  | { kind: "mark"; text: string; at: number }
  | { kind: "end"; at: number };

/** What does not fit a query option, and at which character. It never leaves this folder as an exception. */
export class QueryError extends Error {
  readonly at: number;
  readonly what: string;
  constructor(at: number, what: string) {
    super(what);
    this.at = at;
    this.what = what;
  }
}

const text = "'(?:[^']|'')*'";
const instantText =
  "\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d(?::?\\d\\d)?)?)?";
const patterns = {
  space: /\s+/y,
  typed: new RegExp(`(geography|geometry|duration|date|datetimeoffset|time)(${text})`, "iy"),
  text: new RegExp(text, "y"),
  time: new RegExp(`${instantText}(?:/(?:${instantText}|P[\\dTYMWDHS.,]+))?`, "y"),
  timeOfDay: /\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?![\d:])/y,
  number: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dfmlDFML]?(?![\p{L}\d])/uy,
  word: /[\p{L}_@$][\p{L}\p{N}_.@:-]*(?:\[\d+\])*/uy,
  mark: /[(),/;=*-]/y,
};

const unquote = (quoted: string): string => quoted.slice(1, -1).replaceAll("''", "'");

const typed = (name: string, quoted: string, at: number): Literal => {
  const value = unquote(quoted);
  const kind = name.toLowerCase();
  const read = kind.startsWith("geo")
    ? findWellKnownText(value)
    : kind === "duration"
      ? findDuration(value)
      : findTime(value);
  if (read === undefined) throw new QueryError(at, `${name}${quoted}`);
  return read;
};

const words: Record<string, Literal> = { true: true, false: false, null: null };

/** Cuts an option's value into tokens; every token knows its place. */
export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = [];
  let position = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(source);
    if (found) position += found[0].length;
    return found;
  };
  while (position < source.length) {
    const at = position + 1;
    if (match(patterns.space)) continue;
    let found = match(patterns.typed);
    if (found) {
      tokens.push({ kind: "literal", value: typed(found[1]!, found[2]!, at), at });
    } else if ((found = match(patterns.text))) {
      tokens.push({ kind: "literal", value: unquote(found[0]), at });
    } else if ((found = match(patterns.time))) {
      const value = findTime(found[0]);
      if (!value) throw new QueryError(at, found[0]);
      tokens.push({ kind: "literal", value, at });
    } else if ((found = match(patterns.timeOfDay))) {
      const [hour, minute, second = "00"] = found[0].split(":");
      tokens.push({
        kind: "literal",
        value: `${hour}:${minute}:${(second.includes(".") ? second : `${second}.`).padEnd(6, "0")}`,
        at,
      });
    } else if ((found = match(patterns.number))) {
      tokens.push({ kind: "literal", value: Number(found[0].replace(/[dfml]$/i, "")), at });
    } else if ((found = match(patterns.word))) {
      const word = found[0];
      const isLiteral = Object.hasOwn(words, word);
      tokens.push(
        isLiteral ? { kind: "literal", value: words[word]!, at } : { kind: "word", text: word, at },
      );
    } else if ((found = match(patterns.mark))) {
      tokens.push({ kind: "mark", text: found[0], at });
    } else {
      throw new QueryError(at, source[position]!);
    }
  }
  tokens.push({ kind: "end", at: source.length + 1 });
  return tokens;
};
