import type { Draft } from "#cases/draft.ts";
import type { HandedIn } from "#cases/events.ts";
import { isMet, type Answers, type Field } from "#cases/field.ts";
import type { Item, Material } from "#cases/item.ts";
import { neededPapers } from "#cases/papers.ts";

/** What a person types into an application, as it is saved. */
export type Content = Pick<Draft, "applicant" | "agent" | "form" | "materials" | "delivery">;

export const contentOf = ({ applicant, agent, form, materials, delivery }: Draft): Content => ({
  applicant,
  ...(agent && { agent }),
  form,
  materials,
  delivery,
});

/** Asked on the first step ("who applies"), because papers and later questions follow from it. */
export const agentQuestion = "byAgent";

const applies = (field: Field, answers: Answers) => !field.when || isMet(field.when, answers);

export const questionsOf = (item: Pick<Item, "form">, answers: Answers): Field[] =>
  item.form.filter(
    (field) => field.kind !== "consent" && field.id !== agentQuestion && applies(field, answers),
  );

/** Promises are made last, when everything is on the page that they are about. */
export const consentsOf = (item: Pick<Item, "form">, answers: Answers): Field[] =>
  item.form.filter((field) => field.kind === "consent" && applies(field, answers));

export type WantedPaper = { material: Material; necessary: boolean };

/** Only what these answers make necessary, then what may be added; what sharing obtains is never asked for. */
export const papersOf = (item: Pick<Item, "materials">, answers: Answers): WantedPaper[] => {
  const needed = neededPapers(item, answers);
  const may = item.materials.filter(
    (one) => !one.fromSharing && !needed.includes(one) && (!one.when || isMet(one.when, answers)),
  );
  return [
    ...needed.map((material) => ({ material, necessary: true })),
    ...may.map((material) => ({ material, necessary: false })),
  ];
};

export const findHandedIn = (content: Pick<Content, "materials">, material: string): HandedIn | undefined =>
  content.materials.find((one) => one.material === material);

/** Replaces what is known of one paper; a paper with nothing said about it is left out. */
export const withPaper = (content: Content, next: HandedIn): Content => {
  const others = content.materials.filter((one) => one.material !== next.material);
  const isEmpty = next.way === "upload" && next.files.length === 0;
  return { ...content, materials: isEmpty ? others : [...others, next] };
};

export const withAgent = (content: Content, byAgent: boolean, item: Pick<Item, "form">): Content => {
  const asks = item.form.some((field) => field.id === agentQuestion);
  const { agent, ...rest } = content;
  return {
    ...rest,
    ...(byAgent && { agent: agent ?? {} }),
    ...(asks && { form: { ...content.form, [agentQuestion]: byAgent ? "yes" : "no" } }),
  };
};

/** What is sent: answers to questions that no longer apply, and papers no longer wanted, stay behind in the draft. */
export const toSend = (content: Content, item: Item): Content => {
  const asked = new Set(item.form.filter((field) => applies(field, content.form)).map((field) => field.id));
  const wanted = new Set(papersOf(item, content.form).map((one) => one.material.id));
  const { form } = withAgent(content, content.agent !== undefined, item); // who acts is said outright
  return {
    ...content,
    form: Object.fromEntries(Object.entries(form).filter(([id, value]) => asked.has(id) && value !== "")),
    materials: content.materials.filter((one) => wanted.has(one.material)),
  };
};
