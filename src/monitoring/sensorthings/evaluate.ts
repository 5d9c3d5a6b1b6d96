import type { Expression, Operator } from "./expression.ts";
import { asTime, functions, isTime, type Value } from "./functions.ts";
import type { Duration, Time } from "./time.ts";

/** What a path leads to from here: every value it reaches, several where it passes a one-to-many relation. */
export type Reach = (steps: readonly string[]) => Value[];

export type Facts = { reach: Reach; nowMs: number };

const isDuration = (value: Value): value is Duration =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "duration";

/** An interval is less than what begins at or after its end; two instants compare as numbers. */
const compareTimes = (operator: Operator, a: Time, b: Time): boolean => {
  const areInstants = a.startMs === a.endMs && b.startMs === b.endMs;
  switch (operator) {
    case "eq":
      return a.startMs === b.startMs && a.endMs === b.endMs;
    case "ne":
      return a.startMs !== b.startMs || a.endMs !== b.endMs;
    case "lt":
      return areInstants ? a.startMs < b.startMs : a.endMs <= b.startMs;
    case "gt":
      return areInstants ? a.startMs > b.startMs : a.startMs >= b.endMs;
    case "le":
      return a.startMs <= b.startMs && a.endMs <= b.endMs;
    default:
      return a.startMs >= b.startMs && a.endMs >= b.endMs;
  }
};

const plain = (value: Value): Value => (isDuration(value) ? value.ms : value);

const compare = (operator: Operator, left: Value, right: Value): boolean => {
  if (isTime(left) || isTime(right)) {
    const [a, b] = [asTime(left), asTime(right)];
    if (a && b) return compareTimes(operator, a, b);
    return operator === "ne" && left !== right;
  }
  const [a, b] = [plain(left) ?? null, plain(right) ?? null];
  if (operator === "eq") return a === b;
  if (operator === "ne") return a !== b;
  if (typeof a !== typeof b || (typeof a !== "number" && typeof a !== "string")) return false;
  const order = a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
  if (operator === "lt") return order < 0;
  if (operator === "gt") return order > 0;
  return operator === "le" ? order <= 0 : order >= 0;
};

const shift = (time: Time, ms: number): Time => ({
  ...time,
  startMs: time.startMs + ms,
  endMs: time.endMs + ms,
});

const calculate = (operator: Operator, left: Value, right: Value): Value => {
  const sign = operator === "sub" ? -1 : 1;
  if (operator === "add" || operator === "sub") {
    if (isTime(left) && isDuration(right)) return shift(left, sign * right.ms);
    if (isTime(left) && isTime(right) && operator === "sub")
      return { kind: "duration", ms: left.startMs - right.startMs };
    if (isDuration(left) && isDuration(right)) return { kind: "duration", ms: left.ms + sign * right.ms };
  }
  if (typeof left !== "number" || typeof right !== "number") return null;
  if (operator === "mul") return left * right;
  if (operator === "add" || operator === "sub") return left + sign * right;
  if (right === 0) return null;
  return operator === "div" ? left / right : left % right;
};

/** All pairs: a condition on several values holds if one of them meets it, as a join would find it. */
const pairs = (left: Value[], right: Value[], apply: (a: Value, b: Value) => Value): Value[] =>
  left.length === 1 && right.length === 1
    ? [apply(left[0], right[0])]
    : left.flatMap((a) => right.map((b) => apply(a, b)));

const valuesOf = (expression: Expression, facts: Facts): Value[] => {
  switch (expression.kind) {
    case "literal":
      return [expression.value];
    case "path":
      return facts.reach(expression.steps);
    case "list":
      return expression.of.flatMap((item) => valuesOf(item, facts));
    case "not":
      return [!holds(expression.of, facts)];
    case "minus":
      return valuesOf(expression.of, facts).map((value) => (typeof value === "number" ? -value : null));
    case "call": {
      const known = functions[expression.name]!;
      const combine = (rest: readonly Expression[]): Value[][] =>
        rest.length === 0
          ? [[]]
          : valuesOf(rest[0]!, facts).flatMap((first) =>
              combine(rest.slice(1)).map((others) => [first, ...others]),
            );
      return combine(expression.of).map((of) => known.apply(of, facts.nowMs));
    }
    case "binary":
      return binary(expression, facts);
  }
};

const binary = ({ operator, left, right }: Expression & { kind: "binary" }, facts: Facts): Value[] => {
  if (operator === "and") return [holds(left, facts) && holds(right, facts)];
  if (operator === "or") return [holds(left, facts) || holds(right, facts)];
  const [a, b] = [valuesOf(left, facts), valuesOf(right, facts)];
  if (operator === "in") return [a.some((value) => b.some((other) => compare("eq", value, other)))];
  if (
    operator === "add" ||
    operator === "sub" ||
    operator === "mul" ||
    operator === "div" ||
    operator === "mod"
  )
    return pairs(a, b, (x, y) => calculate(operator, x, y));
  return pairs(a, b, (x, y) => compare(operator, x, y));
};

/** Whether a condition holds; what has no value fulfils none. */
export const holds = (condition: Expression, facts: Facts): boolean =>
  valuesOf(condition, facts).some((value) => value === true);

/** The value to sort by: the first one a path reaches. */
export const valueOf = (expression: Expression, facts: Facts): Value =>
  valuesOf(expression, facts)[0] ?? null;
