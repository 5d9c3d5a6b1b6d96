import type { Language } from "#base/bilingual.ts";
import type { Item } from "#cases/item.ts";
import { findVerdict } from "#web/ui/field-values.ts";
import { consentsOf, findHandedIn, papersOf, questionsOf, type Content } from "./draft-content.ts";

export const steps = ["who", "questions", "papers", "delivery", "check"] as const;
export type StepId = (typeof steps)[number];

/** What is missing or wrong: where, on which step, and what it is called on the page. */
export type Gap = {
  at: string;
  step: StepId;
  kind: "missing" | "wrong" | "paper" | "consent";
  name?: { zh: string; en: string };
  sentence?: string;
};

const blank = (value: unknown) =>
  value === undefined || value === false || (typeof value === "string" && value.trim() === "");

export const gapsOf = (content: Content, item: Item, language: Language, now?: string): Gap[] => {
  const gaps: Gap[] = [];
  const need = (step: StepId, at: string, value: unknown) => {
    if (blank(value)) gaps.push({ at, step, kind: "missing" });
  };
  const check = (
    step: StepId,
    at: string,
    kind: "identity" | "credit-code" | "phone",
    value: string | undefined,
  ) => {
    if (blank(value)) return gaps.push({ at, step, kind: "missing" });
    const padded = kind === "phone" ? value!.padEnd(11, " ") : value!;
    const verdict =
      findVerdict(kind, padded, language, now) ??
      (kind === "phone" ? undefined : { good: false, sentence: undefined });
    if (verdict && !verdict.good)
      gaps.push({ at, step, kind: "wrong", ...(verdict.sentence && { sentence: verdict.sentence }) });
    return undefined;
  };
  const { applicant, agent, delivery } = content;
  const isBody = applicant.kind === "organisation";
  need("who", "applicant.kind", applicant.kind);
  need("who", "applicant.name", applicant.name);
  check("who", "applicant.idNumber", isBody ? "credit-code" : "identity", applicant.idNumber);
  check("who", "applicant.phone", "phone", applicant.phone);
  if (isBody) need("who", "applicant.legalRepresentative", applicant.legalRepresentative);
  if (agent) {
    need("who", "agent.name", agent.name);
    check("who", "agent.idNumber", "identity", agent.idNumber);
    check("who", "agent.phone", "phone", agent.phone);
    need("who", "agent.mandate", agent.mandate);
  }
  for (const field of questionsOf(item, content.form)) {
    const value = content.form[field.id];
    if (field.required && blank(value))
      gaps.push({ at: `form.${field.id}`, step: "questions", kind: "missing", name: field.label });
    else if (typeof value === "string" && !blank(value))
      gaps.push(...wrongAnswer(field, value, language, now));
  }
  for (const { material, necessary } of papersOf(item, content.form)) {
    const given = findHandedIn(content, material.id);
    if (necessary && !given)
      gaps.push({ at: `materials.${material.id}`, step: "papers", kind: "paper", name: material.name });
  }
  need("delivery", "delivery.way", delivery.way);
  if (delivery.way === "courier") {
    need("delivery", "delivery.recipient", delivery.recipient);
    check("delivery", "delivery.phone", "phone", delivery.phone);
    need("delivery", "delivery.address", delivery.address);
  }
  for (const field of consentsOf(item, content.form))
    if (field.required && content.form[field.id] !== true)
      gaps.push({ at: `form.${field.id}`, step: "check", kind: "consent", name: field.label });
  return gaps;
};

const wrongAnswer = (field: Item["form"][number], value: string, language: Language, now?: string): Gap[] => {
  const at = `form.${field.id}`;
  const wrong = (sentence?: string): Gap[] => [
    { at, step: "questions", kind: "wrong", name: field.label, ...(sentence && { sentence }) },
  ];
  if (field.kind === "amount" || field.kind === "count") return /^\d+$/.test(value) ? [] : wrong();
  if (field.kind === "identity" || field.kind === "credit-code") {
    const verdict = findVerdict(field.kind, value, language, now);
    return verdict?.good ? [] : wrong(verdict?.sentence);
  }
  if (field.kind === "division") return /^\d{6}(\d{3})?$/.test(value) ? [] : wrong();
  if (field.kind === "phone")
    return findVerdict("phone", value.padEnd(11, " "), language, now) ? wrong() : [];
  return [];
};

export const gapsOfStep = (gaps: readonly Gap[], step: StepId): Gap[] =>
  gaps.filter((gap) => gap.step === step);

/** Where the page goes when a step is left: to the first earlier step that is still open, or on. */
export const nextStep = (step: StepId): StepId => steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)]!;
export const stepBefore = (step: StepId): StepId => steps[Math.max(steps.indexOf(step) - 1, 0)]!;
export const readStep = (asked: string | undefined): StepId => steps.find((one) => one === asked) ?? "who";
