import { canonical } from "#base/canonical.ts";
import { z } from "zod";
import { Agreement, type Bundle } from "./agreement.ts";
import { agreementFile } from "./check.ts";
import type { DefinitionKind } from "./definition-kind.ts";
import { explanationOf } from "./schema-walk.ts";

type Said = { zh: string; en: string };
export type Difference = {
  file: string;
  path: string;
  kind: "added" | "removed" | "changed";
  where: Said;
  before?: string;
  after?: string;
  /** The same in both languages, where the text or the vocabulary has them. */
  said: { before?: Said; after?: Said };
};
type Change = { path: PropertyKey[]; names: string[]; before?: unknown; after?: unknown };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What tells an entry of a list apart, so that inserting one does not look like changing all that follow. */
const keyOf = (entry: unknown): string | undefined => {
  if (!isObject(entry)) return typeof entry === "string" ? entry : undefined;
  const name = entry["id"] ?? entry["party"] ?? entry["value"];
  return typeof name === "string" ? name : undefined;
};

const keyed = (list: readonly unknown[]): Map<string, [index: number, entry: unknown]> | undefined => {
  const entries = list.map((entry, index) => [keyOf(entry), [index, entry]] as const);
  const isKeyed =
    entries.every(([key]) => key !== undefined) && new Set(entries.map(([key]) => key)).size === list.length;
  return isKeyed ? new Map(entries as [string, [number, unknown]][]) : undefined;
};

const membersOf = (
  before: unknown,
  after: unknown,
): [name: string, part: PropertyKey, before: unknown, after: unknown][] | undefined => {
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => [
      name,
      name,
      before[name],
      after[name],
    ]);
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const [old, now] = [keyed(before), keyed(after)];
  if (old && now)
    return [...new Set([...old.keys(), ...now.keys()])].map((key) => [
      key,
      now.get(key)?.[0] ?? old.get(key)![0],
      old.get(key)?.[1],
      now.get(key)?.[1],
    ]);
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => [String(index + 1), index, before[index], after[index]]);
};

/** Read as one fact: a text in two languages, a number with its unit. */
const isOneFact = (value: unknown): boolean =>
  isObject(value) && (typeof value["zh"] === "string" || isLimit(value));

const isLimit = (value: Record<string, unknown>): value is { n: number; unit: string } =>
  typeof value["n"] === "number" && typeof value["unit"] === "string";

const changes = (before: unknown, after: unknown, path: PropertyKey[], names: string[]): Change[] => {
  if (before === undefined && after === undefined) return [];
  if (isOneFact(before) && isOneFact(after))
    return canonical(before) === canonical(after) ? [] : [{ path, names, before, after }];
  if (before === undefined || after === undefined || !membersOf(before, after))
    return before !== undefined && after !== undefined && canonical(before) === canonical(after)
      ? []
      : [{ path, names, before, after }];
  return membersOf(before, after)!.flatMap(([name, part, old, now]) =>
    changes(old, now, [...path, part], [...names, name]),
  );
};

const both = (text: string): Said => ({ zh: text, en: text });
const units: Record<string, Said | undefined> = {
  workday: { zh: "个工作日", en: "working days" },
  day: { zh: "日", en: "days" },
  month: { zh: "个月", en: "months" },
  year: { zh: "年", en: "years" },
};
const joined = (parts: readonly (Said | undefined)[], zh: string, en: string): Said => {
  const known = parts.filter((part) => part !== undefined);
  return { zh: known.map((part) => part.zh).join(zh), en: known.map((part) => part.en).join(en) };
};

/** A list or an object is named by its members' names; how it is written in the file is nobody's concern here. */
const show = (value: unknown): Said => {
  if (typeof value === "string")
    return /^[0-9a-f]{64}$/.test(value) ? both(`${value.slice(0, 12)}…`) : both(value);
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (Array.isArray(value)) return joined(value.map(show), "、", ", ");
  if (!isObject(value)) return both(String(value));
  const { zh, en } = value;
  if (typeof zh === "string") return { zh, en: typeof en === "string" ? en : zh };
  if (isLimit(value))
    return value.n === 0
      ? { zh: "当场", en: "on the spot" }
      : joined([both(String(value.n)), units[value.unit] ?? both(value.unit)], " ", " ");
  const name = nameOf(value);
  return name ?? joined(Object.values(value).map(show), "，", ", ");
};

/** What an entry is called on a page: by its title, name, label or question. */
const nameOf = (value: unknown): Said | undefined => {
  if (!isObject(value)) return undefined;
  const named = ["title", "name", "label", "ask"].map((member) => value[member]).find(isObject);
  return named && typeof named["zh"] === "string" ? show(named) : undefined;
};

const at = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], root);

/** "承诺办结时限 › 数量": what each member on the way is called, where the schema says it. */
const whereOf = (
  schema: z.ZodType | undefined,
  { path, names, before, after }: Change,
  content: unknown,
  title: Said,
): Said => {
  const steps = names.map((name, index): Said => {
    const entry = index === names.length - 1 ? (after ?? before) : at(content, path.slice(0, index + 1));
    const called = typeof path[index] === "number" ? nameOf(entry) : undefined;
    if (called) return called;
    if (typeof path[index] === "number" && /^\d+$/.test(name))
      return { zh: `第 ${name} 项`, en: `no. ${name}` };
    const words =
      schema && typeof path[index] === "string" ? explanationOf(schema, path.slice(0, index + 1)) : undefined;
    const short = (text: string | undefined, end: RegExp) => (text ? text.split(end)[0]! : name);
    return { zh: short(words?.zh, /[，。：；（]/), en: short(words?.en, /[,.:;(]/) };
  });
  return {
    zh: [title.zh, ...steps.map(({ zh }) => zh)].join(" › "),
    en: [title.en, ...steps.map(({ en }) => en)].join(" › "),
  };
};

const titleOf = (content: unknown, file: string): Said => {
  const words = isObject(content) ? (content["title"] ?? content["name"]) : undefined;
  const said = z.object({ zh: z.string(), en: z.string() }).safeParse(words);
  return said.success ? said.data : { zh: file, en: file };
};

/** What changed from one version to the next, member by member, in the agreement and in every file under it. */
export const differences = (
  before: Bundle,
  after: Bundle,
  kinds: readonly DefinitionKind[],
): Difference[] => {
  const pairs: [file: string, before: unknown, after: unknown][] = [
    [agreementFile, before.agreement, after.agreement],
    ...[...new Set([...Object.keys(before.files), ...Object.keys(after.files)])]
      .sort()
      .map((file): [string, unknown, unknown] => [file, before.files[file], after.files[file]]),
  ];
  return pairs.flatMap(([file, old, now]) => {
    const content = now ?? old;
    const named = isObject(content) ? content["kind"] : undefined;
    const schema = file === agreementFile ? Agreement : kinds.find(({ kind }) => kind === named)?.schema;
    return changes(old, now, [], []).map((change): Difference => ({
      file,
      path: change.names.join("."),
      kind: change.before === undefined ? "added" : change.after === undefined ? "removed" : "changed",
      where: whereOf(schema, change, content, titleOf(content, file)),
      ...(change.before !== undefined && { before: show(change.before).zh }),
      ...(change.after !== undefined && { after: show(change.after).zh }),
      said: {
        ...(change.before !== undefined && { before: show(change.before) }),
        ...(change.after !== undefined && { after: show(change.after) }),
      },
    }));
  });
};
