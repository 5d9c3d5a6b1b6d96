import type { z } from "zod";
import { pointerTo } from "./json-text.ts";
import type { Fault } from "./finding.ts";
import { explanationOf, membersOf, schemaAt } from "./schema-walk.ts";

type Issue = z.core.$ZodIssue;

const kinds: Record<string, { zh: string; en: string }> = {
  string: { zh: "文字（带引号）", en: "a quoted text" },
  number: { zh: "数字", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  boolean: { zh: "true 或 false", en: "true or false" },
  array: { zh: "列表 [ ]", en: "a list [ ]" },
  object: { zh: "对象 { }", en: "an object { }" },
  record: { zh: "对象 { }", en: "an object { }" },
  null: { zh: "null", en: "null" },
};

const formats: Record<string, { zh: string; en: string }> = {
  date: { zh: "存在的日期，如 2026-02-12", en: "an existing day such as 2026-02-12" },
  datetime: {
    zh: "UTC 时间，如 2026-02-12T08:00:00.000Z",
    en: "a UTC time such as 2026-02-12T08:00:00.000Z",
  },
  url: { zh: "网址，如 https://example.org", en: "an address such as https://example.org" },
  regex: { zh: "{pattern} 所示的写法", en: "as in {pattern}" },
};

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, part) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  );

/** The issues of the alternative that was most likely meant: the one whose own members were used. */
const likelyAlternative = (alternatives: readonly Issue[][]): Issue[] => {
  const badness = (issues: Issue[]) =>
    issues.reduce(
      (sum, { code, path }) =>
        sum + (path.length === 0 && code === "unrecognized_keys" ? 1000 : 1) / (1 + path.length),
      0,
    );
  return alternatives.toSorted((a, b) => badness(a) - badness(b))[0] ?? [];
};

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const faultOf = (issue: Issue, path: readonly PropertyKey[], root: z.ZodType, value: unknown): Fault[] => {
  const found = valueAt(value, path);
  const name = String(path.at(-1) ?? "");
  const explained = explanationOf(root, path);
  const detail = {
    name,
    explained_zh: explained.zh,
    explained_en: explained.en,
    found: shown(found ?? null),
  };
  const fault = (code: string, more: Record<string, unknown> = {}): Fault[] => [
    { pointer: pointerTo(path), code, detail: { ...detail, ...more } },
  ];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: pointerTo([...path, key]),
      code: "MEMBER_UNKNOWN",
      detail: { name: key, known: membersOf(schemaAt(root, path)).join(", ") },
    }));
  if (name === "en" && (found === undefined || found === "")) return fault("ENGLISH_MISSING");
  if (found === undefined && issue.code !== "custom") return fault("MEMBER_MISSING");
  switch (issue.code) {
    case "invalid_type": {
      const expected = kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      const given = kinds[kindOf(found)]!;
      return fault("WRONG_KIND", {
        expected_zh: expected.zh, expected_en: expected.en, found_zh: given.zh, found_en: given.en,
      }); // prettier-ignore
    }
    case "invalid_value": {
      const allowed = issue.values.map(String).join(", ");
      const isDecision = path.includes("powers") && found === "decide";
      return fault(isDecision ? "DECISION_NOT_GRANTABLE" : "NOT_ONE_OF", { allowed });
    }
    case "invalid_format": {
      const format = formats[issue.format] ?? { zh: issue.format, en: issue.format };
      const pattern = issue.pattern ?? "";
      return fault("BAD_FORMAT", {
        format_zh: format.zh.replace("{pattern}", pattern),
        format_en: format.en.replace("{pattern}", pattern),
      });
    }
    case "too_small":
      return fault("TOO_SMALL", { limit: String(issue.minimum) });
    case "too_big":
      return fault("TOO_LARGE", { limit: String(issue.maximum) });
    case "invalid_union":
      return likelyAlternative(issue.errors).flatMap((inner) =>
        faultOf(inner, [...path, ...inner.path], root, value),
      );
    default:
      return fault("VALUE_INVALID");
  }
};

/** What does not fit the schema, each at its own member, in words about that member. */
export const shapeFaults = (schema: z.ZodType, value: unknown): Fault[] => {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => faultOf(issue, issue.path, schema, value));
};
