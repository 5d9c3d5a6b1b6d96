import type { z } from "zod";
import type { HandIn } from "../../draft.ts";
import type { Agent, Applicant, Delivery, HandedIn } from "../../events.ts";
import { isMet, type Answers } from "../../field.ts";
import type { Item, Material } from "../../item.ts";
import { agentQuestion } from "../apply/draft-content.ts";

/** What a clerk has typed for the person at the counter. `key` makes a second sending of the same form harmless. */
export type HandInDraft = {
  key: string;
  itemId: string;
  item: string; // implementation code: which city decides
  applicant: Partial<Applicant> & { kind: Applicant["kind"] };
  agent: Partial<Agent> | undefined;
  form: Answers;
  /** Papers on the counter, by material. */
  papers: Record<string, boolean>;
  /** What was scanned of them, so that the deciding side sees more than a tick. */
  scans: Record<string, HandedIn["files"]>;
  delivery: Partial<Delivery> & { way?: Delivery["way"] };
};

const asksForAgent = (item: Item): boolean => item.form.some((field) => field.id === agentQuestion);

/** A change to what is typed; a function where a file arrives while somebody types on. */
export type ChangeHandIn = (next: HandInDraft | ((before: HandInDraft) => HandInDraft)) => void;

export const startHandIn = (key: string, item: Item, code: string): HandInDraft => ({
  key,
  itemId: item.id,
  item: code,
  applicant: { kind: item.serves.includes("1") ? "person" : "organisation" },
  agent: undefined,
  form: asksForAgent(item) ? { [agentQuestion]: "no" } : {},
  papers: {},
  scans: {},
  delivery: item.delivery.length === 1 ? { way: item.delivery[0]! } : {},
});

/** Only what this applicant must bring: answers decide, and what sharing gives is not asked for. */
export const materialsFor = (item: Item, form: Answers): Material[] =>
  item.materials.filter((material) => !material.when || isMet(material.when, form));

export const questionsFor = (item: Item, form: Answers): Item["form"] =>
  item.form.filter((field) => field.id !== agentQuestion && (!field.when || isMet(field.when, form)));

/** Somebody else stands at the counter: the item's own question about it is answered by that. */
export const withAgent = (draft: HandInDraft, item: Item, agent: HandInDraft["agent"]): HandInDraft => ({
  ...draft,
  agent,
  form: asksForAgent(item) ? { ...draft.form, [agentQuestion]: agent ? "yes" : "no" } : draft.form,
});

const handedIn = ({ id, fromSharing }: Material, { papers, scans }: HandInDraft): HandedIn => {
  const files = papers[id] && !fromSharing ? (scans[id] ?? []) : [];
  const way = fromSharing ? "sharing" : files.length > 0 ? "upload" : papers[id] ? "paper" : "later";
  return { material: id, way, files };
};

/** Where something is still missing: paths that the form marks, in the order a clerk fills them in. */
export const gapsOf = (draft: HandInDraft, item: Item): string[] => {
  const gaps: string[] = [];
  const need = (path: string, value: unknown) => {
    if (value === undefined || value === "" || value === false) gaps.push(path);
  };
  need("applicant.name", draft.applicant.name?.trim());
  need("applicant.idNumber", draft.applicant.idNumber?.trim());
  need("applicant.phone", draft.applicant.phone?.trim());
  if (draft.agent) {
    need("agent.name", draft.agent.name?.trim());
    need("agent.idNumber", draft.agent.idNumber?.trim());
    need("agent.phone", draft.agent.phone?.trim());
    need("agent.mandate", draft.agent.mandate?.trim());
  }
  for (const field of questionsFor(item, draft.form))
    if (field.required) need(`form.${field.id}`, draft.form[field.id]);
  need("delivery.way", draft.delivery.way);
  if (draft.delivery.way === "courier") {
    need("delivery.recipient", draft.delivery.recipient?.trim());
    need("delivery.phone", draft.delivery.phone?.trim());
    need("delivery.address", draft.delivery.address?.trim());
  }
  return gaps;
};

/** The papers that are not there yet do not stop a receipt: the notice will ask for them, once. */
export const missingPapers = (draft: HandInDraft, item: Item): Material[] =>
  materialsFor(item, draft.form).filter(
    (material) => material.necessary && !material.fromSharing && !draft.papers[material.id],
  );

/** What is sent, with answers to questions that no longer apply left out. */
export const toHandIn = (draft: HandInDraft, item: Item): z.input<typeof HandIn> => {
  const asked = new Set([agentQuestion, ...questionsFor(item, draft.form).map((field) => field.id)]);
  return {
    key: draft.key,
    item: draft.item,
    applicant: draft.applicant as Applicant,
    ...(draft.agent && { agent: draft.agent as Agent }),
    form: Object.fromEntries(
      Object.entries(draft.form).filter(([id, answer]) => asked.has(id) && answer !== ""),
    ),
    materials: materialsFor(item, draft.form).map((material) => handedIn(material, draft)),
    delivery: draft.delivery as Delivery,
  };
};
