import type { Geometry } from "./geometry.ts";
import type { Duration, Time } from "./time.ts";

export type Literal = null | boolean | number | string | Time | Duration | Geometry;

export type Operator =
  | "or"
  | "and"
  | "eq"
  | "ne"
  | "gt"
  | "ge"
  | "lt"
  | "le"
  | "in"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "mod";

/** A condition or a value of `$filter` and `$orderby`; `at` is the character it begins at, counted from 1. */
export type Expression =
  | { kind: "literal"; value: Literal; at: number }
  | { kind: "path"; steps: string[]; at: number }
  | { kind: "call"; name: string; of: Expression[]; at: number }
  | { kind: "binary"; operator: Operator; left: Expression; right: Expression; at: number }
  | { kind: "not" | "minus"; of: Expression; at: number }
  | { kind: "list"; of: Expression[]; at: number };
