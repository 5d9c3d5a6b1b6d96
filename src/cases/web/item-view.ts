import type { Say } from "#web/words.ts";
import type { Bilingual } from "#base/bilingual.ts";
import type { Condition, Field } from "#cases/field.ts";
import type { Item, Material } from "#cases/item.ts";
import { zh as zhWords, type zh } from "./words.zh.ts";

type Key = keyof typeof zh;

/** Zero means on the spot; any other limit with its unit. */
export const showLimit = (limit: { n: number; unit: string }, say: Say<typeof zh>): string =>
  limit.n === 0 ? say("onTheSpot") : say(limit.unit as Key, { n: limit.n });

/** Is a fact of an item still a sample? Paths name members, `*` any of a list; a parent covers its children. */
export const isSample = (item: Pick<Item, "unverified">, path: string): boolean => {
  const asked = path.split(".");
  return item.unverified.some((one) => {
    const named = one.split(".");
    return named.length <= asked.length && named.every((part, at) => part === "*" || part === asked[at]);
  });
};

/** What a source was read for, in words: `basis.0` is the basis. */
export const factKey = (fact: string): Key => {
  const key = `fact.${fact.split(".")[0]}`;
  return (key in zhWords ? key : "fact.other") as Key;
};

/** How many of which, in the order a person packs them. */
export const showCopies = (material: Material, say: Say<typeof zh>): string =>
  [
    material.originals > 0 && say("original", { n: material.originals }),
    material.copies > 0 && say("copies", { n: material.copies }),
    material.originals === 0 && material.copies === 0 && say("uploadOnly"),
    material.verifyOriginal && say("seen"),
  ]
    .filter(Boolean)
    .join(" · ");

/** The situation in which a paper is needed, in the words of the questions: `由谁来办：代理人`. */
export const showWhen = (
  when: Condition,
  form: readonly Field[],
  said: (words: Bilingual) => string,
  say: Say<typeof zh>,
): string => {
  if ("all" in when) return when.all.map((one) => showWhen(one, form, said, say)).join(say("and"));
  if ("any" in when) return when.any.map((one) => showWhen(one, form, said, say)).join(say("or"));
  if ("not" in when) return say("not", { what: showWhen(when.not, form, said, say) });
  const field = form.find((one) => one.id === when.field);
  if (!field) return "";
  const answer =
    typeof when.is === "boolean"
      ? say(when.is ? "yes" : "no")
      : said(field.options?.find((one) => one.value === when.is)?.label ?? { zh: when.is });
  return say("answered", { question: said(field.label), answer });
};

/** What an applicant must bring, and what must not be asked because authorities get it from each other. */
export const sortMaterials = (item: Pick<Item, "materials">) => ({
  bring: item.materials.filter((one) => !one.fromSharing),
  shared: item.materials.filter((one) => one.fromSharing),
});

/** What is handled here most; where nothing was yet, one item of each field, so that more than one need is met. */
export const pickOften = <R extends { domain: string; available: boolean; handled: number }>(
  rows: readonly R[],
  count = 5,
): R[] => {
  const here = rows.filter((row) => row.available);
  const used = here.filter((row) => row.handled > 0).toSorted((a, b) => b.handled - a.handled);
  const seen = new Set(used.map((row) => row.domain));
  const first = here.filter((row) => row.handled === 0 && !seen.has(row.domain) && seen.add(row.domain));
  const rest = here.filter((row) => !used.includes(row) && !first.includes(row));
  return [...used, ...first, ...rest].slice(0, count);
};

/** The whole list cut into its fields, in the order in which they came. */
export const byDomain = <R extends { domain: string }>(rows: readonly R[]): [domain: string, rows: R[]][] => [
  ...Map.groupBy(rows, (row) => row.domain),
];
