import { done, refuse, type Outcome } from "#base/outcome.ts";
import { creditCode } from "./credit-code.ts";
import type { OfficialRefusal } from "./refusals.ts";
import { tidy } from "./tidy.ts";

/** 基本编码 (12), 实施编码 (31 = body 18 + level 1 + basic 12), 业务办理项编码 (33 = 31 + 2). */
export type ItemScheme = "basic" | "implementation" | "business";

export type ItemCode = {
  kind: "item-code";
  scheme: ItemScheme;
  value: string;
  basic: string;
  /** Credit code of the body in charge; a basic code belongs to no body. */
  body?: string;
  /** 行使层级, GB/T 39046 A.2. */
  level?: number;
  sample: boolean;
};

const schemes: Readonly<Record<number, ItemScheme>> = { 12: "basic", 31: "implementation", 33: "business" };

export const itemCode = (typed: string): Outcome<ItemCode, OfficialRefusal> => {
  const value = tidy(typed);
  const scheme = schemes[value.length];
  const basic = scheme === "basic" ? value : value.slice(19, 31);
  if (!scheme || !/^\d{12}$/.test(basic) || !/^\d*$/.test(value.slice(31)))
    return refuse("ITEM_CODE_SHAPE", { length: value.length });
  if (scheme === "basic")
    return done({ kind: "item-code", scheme, value, basic, sample: basic.startsWith("99") });
  const body = creditCode(value.slice(0, 18));
  if (!body.ok) return refuse("ITEM_CODE_BODY");
  const level = Number(value[18]);
  if (!(level >= 1 && level <= 7)) return refuse("ITEM_CODE_LEVEL");
  return done({
    kind: "item-code",
    scheme,
    value,
    basic,
    body: body.value.value,
    level,
    sample: body.value.sample,
  });
};
