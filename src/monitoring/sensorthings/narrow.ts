import type { Expression } from "./expression.ts";
import { isTime } from "./functions.ts";
import type { Range } from "./observation-rows.ts";

const everything: Range = { fromMs: -Infinity, toMs: Infinity };

const mirrored: Record<string, string> = { lt: "gt", gt: "lt", le: "ge", ge: "le", eq: "eq" };

const isPhenomenonTime = (expression: Expression): boolean =>
  expression.kind === "path" && expression.steps.length === 1 && expression.steps[0] === "phenomenonTime";

/** The stretch of time outside which a condition cannot hold, as far as comparisons joined by `and` tell. */
export const rangeOf = (condition: Expression | undefined): Range => {
  if (condition?.kind !== "binary") return everything;
  const { operator, left, right } = condition;
  if (operator === "and") {
    const [a, b] = [rangeOf(left), rangeOf(right)];
    return { fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) };
  }
  const isLeft = isPhenomenonTime(left);
  const literal = isLeft ? right : left;
  if (literal.kind !== "literal" || !isTime(literal.value) || !(isLeft || isPhenomenonTime(right)))
    return everything;
  const { startMs, endMs } = literal.value;
  switch (isLeft ? operator : mirrored[operator]) {
    case "gt":
    case "ge":
      return { ...everything, fromMs: startMs };
    case "lt":
    case "le":
      return { ...everything, toMs: endMs + 1 };
    case "eq":
      return { fromMs: startMs, toMs: endMs + 1 };
    default:
      return everything;
  }
};

/** Whether a condition follows a relation or property of this name anywhere on its paths. */
export const mentions = (expression: Expression | undefined, name: string): boolean => {
  switch (expression?.kind) {
    case "path":
      return expression.steps.includes(name);
    case "call":
    case "list":
      return expression.of.some((one) => mentions(one, name));
    case "binary":
      return mentions(expression.left, name) || mentions(expression.right, name);
    case "not":
    case "minus":
      return mentions(expression.of, name);
    default:
      return false;
  }
};
