import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { HandedIn } from "#cases/events.ts";
import { isMet, type Answers } from "#cases/field.ts";
import type { Item } from "#cases/item.ts";
import type { CaseView } from "#cases/view.ts";
import { eventually, must, type JourneyNode, type Visitor } from "./three-nodes.ts";

/** A company of the trial (division 99, assigned to nobody). */
export const company = {
  kind: "organisation" as const,
  name: "示例·武清机械有限公司",
  idNumber: "91990114MADEM002XR",
  phone: "022-80000011",
  address: "示例地址1号",
  legalRepresentative: "示例王",
};
export const person = {
  kind: "person" as const,
  name: "示例王女士",
  idNumber: "990114198507260127",
  phone: "13800000001",
};

/** Answers that fit the questions of any item. */
export const answersFor = (item: Item): Answers => {
  const answers: Answers = {};
  for (const field of item.form) {
    if (field.when && !isMet(field.when, answers)) continue;
    answers[field.id] = {
      text: "示例",
      "long-text": "示例内容",
      identity: person.idNumber,
      "credit-code": company.idNumber,
      phone: person.phone,
      division: "120114",
      date: "2026-01-05",
      count: "3",
      amount: "100000",
      choice: field.options?.[0]?.value ?? "",
      consent: true,
    }[field.kind];
  }
  return answers;
};

/** Every paper of the list on paper, as at a counter. */
export const papersFor = (item: Item): HandedIn[] =>
  item.materials
    .filter(({ fromSharing }) => !fromSharing)
    .map(({ id }) => ({ material: id, way: "paper", files: [] }));

export const readItem = async (node: JourneyNode, id: string): Promise<Item> =>
  must(await node.anyone().cases.readItem({ params: { id } })).item;

export const codeOf = (item: Item, party: string): string =>
  item.authorities.find((one) => one.party === party)!.code;

const applicantFor = (item: Item) => (item.serves.includes("1") ? person : company);

/** Hands in at the counter for somebody standing there. */
export const handIn = async (
  clerk: Visitor,
  item: Item,
  deciding: string,
  more: {
    delivery?: "window" | "courier" | "electronic";
    key?: string;
    materials?: HandedIn[];
    applicant?: typeof person;
  } = {},
): Promise<CaseView> => {
  const body = {
    key: more.key ?? randomUUID(),
    item: codeOf(item, deciding),
    applicant: more.applicant ?? applicantFor(item),
    form: answersFor(item),
    materials: more.materials ?? papersFor(item),
    delivery: { way: more.delivery ?? "window", address: "示例地址1号" },
  };
  return must(await clerk.cases.handIn({ body })).case;
};

export const checkAll = async (
  clerk: Visitor,
  view: CaseView,
  defective: readonly string[] = [],
): Promise<CaseView> => {
  const materials = view.materials
    .filter(({ fromSharing }) => !fromSharing)
    .map(({ material, originals, copies }) => ({
      material,
      verdict: defective.includes(material) ? ("defective" as const) : ("conforms" as const),
      originals,
      copies,
    }));
  if (materials.length === 0) return view; // all of it is obtained by sharing
  return must(await clerk.cases.check({ params: { id: view.id }, body: { materials } })).case;
};

/** The case as somebody sees it now; undefined while it has not arrived there. */
export const look = async (visitor: Visitor, id: string): Promise<CaseView | undefined> => {
  const reply = await visitor.cases.readCase({ params: { id } });
  return reply.ok ? reply.value : undefined;
};

export const arrives = (visitor: Visitor, id: string, is: (view: CaseView) => boolean): Promise<CaseView> =>
  eventually(async () => {
    const view = await look(visitor, id);
    return view && is(view) && view;
  });

export const decide = async (
  officer: Visitor,
  second: Visitor,
  id: string,
  outcome: "granted" | "denied" = "granted",
): Promise<CaseView> => {
  const reasons = outcome === "denied" ? "示例：不符合法定条件" : "示例：符合法定条件";
  must(await officer.cases.proposeDecision({ params: { id }, body: { outcome, reasons } }));
  return must(await second.cases.confirmDecision({ params: { id }, body: { agree: true } })).case;
};

/** A refusal with this code; anything else fails the journey. */
export const refused = (reply: { ok: boolean; problem?: { code: string } }, code: string): void => {
  assert.equal(reply.ok ? "done" : reply.problem?.code, code);
};
