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

const changes = (before: unknown, after: unknown, path: PropertyKey[], names: string[]): Change[] => {
  if (before === undefined && after === undefined) return [];
  if (before === undefined || after === undefined || !membersOf(before, after))
    return before !== undefined && after !== undefined && canonical(before) === canonical(after)
      ? []
      : [{ path, names, before, after }];
  return membersOf(before, after)!.flatMap(([name, part, old, now]) =>
    changes(old, now, [...path, part], [...names, name]),
  );
};

const show = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (isObject(value)) {
    if (typeof value["zh"] === "string") return value["zh"];
    if (typeof value["n"] === "number" && typeof value["unit"] === "string")
      return `${value["n"]} ${value["unit"]}`;
    for (const member of ["title", "name", "label"])
      if (isObject(value[member])) return [value["id"], show(value[member])].filter(Boolean).join(" ");
  }
  return JSON.stringify(value);
};

/** "承诺办结时限 › 数量": what each member on the way is called, where the schema says it. */
const whereOf = (schema: z.ZodType | undefined, { path, names }: Change, title: Said): Said => {
  const steps = names.map((name, index): Said => {
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
      where: whereOf(schema, change, titleOf(content, file)),
      ...(change.before !== undefined && { before: show(change.before) }),
      ...(change.after !== undefined && { after: show(change.after) }),
    }));
  });
};
