import type { Expression, Operator } from "./expression.ts";
import { functions } from "./functions.ts";
import { QueryError, tokenize, type Token } from "./tokens.ts";

/** Reads tokens one after the other; what comes next is always in view. */
export const tokenReader = (source: string) => {
  const tokens = tokenize(source);
  let position = 0;
  const peek = (): Token => tokens[position]!;
  const next = (): Token => tokens[position++]!;
  const isMark = (text: string): boolean => {
    const token = peek();
    return token.kind === "mark" && token.text === text;
  };
  return {
    peek,
    next,
    isMark,
    /** What was read since the character `start`. */
    written: (start: number): string => source.slice(start - 1, peek().at - 1).trim(),
    takeMark: (text: string): boolean => isMark(text) && next().kind === "mark",
    expectMark: (text: string): void => {
      if (!isMark(text)) throw new QueryError(peek().at, `“${text}”`);
      next();
    },
    takeWord: (text: string): boolean => {
      const token = peek();
      if (token.kind !== "word" || token.text !== text) return false;
      next();
      return true;
    },
    expectWord: (): { text: string; at: number } => {
      const token = next();
      if (token.kind !== "word") throw new QueryError(token.at, sayToken(token));
      return token;
    },
  };
};
export type TokenReader = ReturnType<typeof tokenReader>;

const sayToken = (token: Token): string =>
  token.kind === "end" ? "…" : token.kind === "literal" ? JSON.stringify(token.value) : token.text;

/** Binding strength: OData 4.0 part 2, clause 5.1.1.9; `not` takes a whole comparison, as its users write it. */
const strength: Record<Operator, number> = {
  or: 1,
  and: 2,
  eq: 4,
  ne: 4,
  in: 4,
  gt: 5,
  ge: 5,
  lt: 5,
  le: 5,
  add: 6,
  sub: 6,
  mul: 7,
  div: 7,
  mod: 7,
};
const notStrength = 3;
const minusStrength = 8;
const deepest = 100;

const operatorOf = (token: Token): Operator | undefined =>
  token.kind === "word" && Object.hasOwn(strength, token.text) ? (token.text as Operator) : undefined;

/** A Pratt parser: the left side is taken while what follows binds stronger than what asks. */
export const parseExpression = (read: TokenReader, weakest = 0, depth = 0): Expression => {
  if (depth > deepest) throw new QueryError(read.peek().at, `> ${deepest} ( (`);
  let left = prefix(read, depth + 1);
  for (;;) {
    const token = read.peek();
    const operator = operatorOf(token);
    if (!operator || strength[operator] <= weakest) return left;
    read.next();
    const right = parseExpression(read, strength[operator], depth + 1);
    left = { kind: "binary", operator, left, right, at: token.at };
  }
};

const prefix = (read: TokenReader, depth: number): Expression => {
  const token = read.next();
  if (token.kind === "literal") return { kind: "literal", value: token.value, at: token.at };
  if (token.kind === "mark" && token.text === "-")
    return { kind: "minus", of: parseExpression(read, minusStrength, depth), at: token.at };
  if (token.kind === "mark" && token.text === "(") {
    const inner = parseExpression(read, 0, depth);
    if (!read.isMark(",")) {
      read.expectMark(")");
      return inner;
    }
    return { kind: "list", of: [inner, ...restOfList(read, depth)], at: token.at };
  }
  if (token.kind !== "word") throw new QueryError(token.at, sayToken(token));
  if (token.text === "not")
    return { kind: "not", of: parseExpression(read, notStrength, depth), at: token.at };
  if (read.isMark("(")) return call(read, token, depth);
  return path(read, token);
};

const restOfList = (read: TokenReader, depth: number): Expression[] => {
  const items: Expression[] = [];
  while (read.takeMark(",")) items.push(parseExpression(read, 0, depth));
  read.expectMark(")");
  return items;
};

const call = (
  read: TokenReader,
  { text: name, at }: { text: string; at: number },
  depth: number,
): Expression => {
  const known = Object.hasOwn(functions, name) ? functions[name]! : undefined;
  if (!known) throw new QueryError(at, `${name}()`);
  read.expectMark("(");
  const of: Expression[] = [];
  if (read.isMark(")")) read.next();
  else of.push(parseExpression(read, 0, depth), ...restOfList(read, depth));
  if (of.length < known.least || of.length > known.most)
    throw new QueryError(at, `${name}(): ${of.length} ≠ ${known.least}`);
  return { kind: "call", name, of, at };
};

/** `Datastreams/ObservedProperty/name`, `properties/depths[0]`, `Datastreams/@iot.count`. */
const path = (read: TokenReader, { text, at }: { text: string; at: number }): Expression => {
  const steps = stepsOf(text);
  while (read.takeMark("/")) {
    const token = read.expectWord();
    steps.push(...stepsOf(token.text));
  }
  return { kind: "path", steps, at };
};

const stepsOf = (text: string): string[] => text.split(/[[\]]+/).filter((step) => step !== "");
