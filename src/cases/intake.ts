import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { isDay } from "#official/calendar-day.ts";
import { findDivision } from "#official/division.ts";
import { citizenId } from "#official/citizen-id.ts";
import { personName, phone } from "#official/contact.ts";
import { creditCode } from "#official/credit-code.ts";
import type { Agent, Applicant, Delivery, HandedIn } from "./events.ts";
import { isMet, type Answers, type Field } from "./field.ts";
import type { Item } from "./item.ts";
import { namesOf, neededPapers } from "./papers.ts";

/** What an applicant hands in, wherever they do. */
export type Application = {
  applicant: Partial<Applicant>;
  agent?: Partial<Agent> | undefined;
  form: Answers;
  materials: HandedIn[];
  delivery: Partial<Delivery>;
};
export type CheckedApplication = {
  applicant: Applicant;
  agent?: Agent;
  form: Answers;
  materials: HandedIn[];
  delivery: Delivery;
};

type Checks<T> = Outcome<T>;
const missing = (zh: string, en: string, at: string) => refuse("FORM_INCOMPLETE", { zh, en }, at);
/** A number, name or telephone refused by its own rule, at the field where it was typed. */
const at = <T>(path: string, outcome: Outcome<T>): Outcome<T> =>
  outcome.ok ? outcome : { ok: false, refusal: { ...outcome.refusal, at: path } };

const checkApplicant = (given: Partial<Applicant>, today: Day, allowsSamples: boolean): Checks<Applicant> => {
  const { kind = "person" } = given;
  const isPerson = kind === "person";
  if (!given.name?.trim())
    return missing(
      isPerson ? "申请人姓名" : "单位名称",
      isPerson ? "name of the applicant" : "name of the organisation",
      "applicant.name",
    );
  if (!given.idNumber?.trim())
    return missing(
      isPerson ? "公民身份号码" : "统一社会信用代码",
      isPerson ? "citizen id" : "credit code",
      "applicant.idNumber",
    );
  if (!given.phone?.trim()) return missing("联系电话", "telephone", "applicant.phone");
  const name = isPerson ? at("applicant.name", personName(given.name)) : done(given.name.trim());
  if (!name.ok) return name;
  const number = at<{ value: string; sample: boolean }>(
    "applicant.idNumber",
    isPerson ? citizenId(given.idNumber, today) : creditCode(given.idNumber),
  );
  if (!number.ok) return number;
  if (number.value.sample && !allowsSamples)
    return refuse("SAMPLE_NOT_ALLOWED", undefined, "applicant.idNumber");
  const reached = at("applicant.phone", phone(given.phone));
  if (!reached.ok) return reached;
  return done({ ...given, kind, name: name.value, idNumber: number.value.value, phone: reached.value });
};

const checkAgent = (given: Partial<Agent>, today: Day): Checks<Agent> => {
  if (!given.name?.trim()) return missing("代理人姓名", "name of the agent", "agent.name");
  if (!given.idNumber?.trim())
    return missing("代理人公民身份号码", "citizen id of the agent", "agent.idNumber");
  if (!given.phone?.trim()) return missing("代理人电话", "telephone of the agent", "agent.phone");
  if (!given.mandate?.trim())
    return missing("委托事项和期限", "the mandate: what for and until when", "agent.mandate");
  const name = at("agent.name", personName(given.name));
  if (!name.ok) return name;
  const number = at("agent.idNumber", citizenId(given.idNumber, today));
  if (!number.ok) return number;
  const reached = at("agent.phone", phone(given.phone));
  if (!reached.ok) return reached;
  return done({
    name: name.value,
    idNumber: number.value.value,
    phone: reached.value,
    mandate: given.mandate.trim(),
  });
};

const invalid = (zh: string, en: string, path: string) => refuse("INVALID", { what: `${zh} / ${en}` }, path);

const checkAnswer = (field: Field, answer: string | boolean, today: Day): Checks<string | boolean> => {
  const path = `form.${field.id}`;
  const { zh, en } = field.label;
  if (field.kind === "consent") return typeof answer === "boolean" ? done(answer) : invalid(zh, en, path);
  if (typeof answer === "boolean") return invalid(zh, en, path);
  const text = answer.trim();
  if (field.maxLength !== undefined && text.length > field.maxLength)
    return invalid(`${zh}：最多${field.maxLength}字`, `${en}: at most ${field.maxLength} characters`, path);
  switch (field.kind) {
    case "identity": {
      const number = at(path, citizenId(text, today));
      return number.ok ? done(number.value.value) : number;
    }
    case "credit-code": {
      const number = at(path, creditCode(text));
      return number.ok ? done(number.value.value) : number;
    }
    case "phone":
      return at(path, phone(text));
    case "date":
      return isDay(text) ? done(text) : at(path, refuse("DAY_IMPOSSIBLE", { day: text.slice(0, 20) }));
    case "count":
      return /^\d{1,9}$/.test(text) ? done(text) : invalid(`${zh}：应为整数`, `${en}: a whole number`, path);
    case "amount":
      return /^\d{1,15}$/.test(text)
        ? done(text)
        : invalid(`${zh}：金额（分）`, `${en}: an amount in fen`, path);
    case "choice":
      return field.options?.some(({ value }) => value === text)
        ? done(text)
        : invalid(`${zh}：请从选项中选择`, `${en}: choose one of the options`, path);
    case "division":
      return findDivision(text)
        ? done(text)
        : invalid(`${zh}：请从列出的地方中选择`, `${en}: choose one of the places listed`, path);
    default:
      return done(text);
  }
};

/** Answers to the questions that these answers raise; what was asked of nobody is dropped. */
export const checkForm = (fields: readonly Field[], given: Answers, today: Day): Checks<Answers> => {
  const answers: Answers = {};
  for (const field of fields) {
    if (field.when && !isMet(field.when, given)) continue;
    const answer = given[field.id];
    const isEmpty =
      answer === undefined ||
      (typeof answer === "string" && answer.trim() === "") ||
      (field.kind === "consent" && answer !== true);
    if (isEmpty) {
      if (field.required) return missing(field.label.zh, field.label.en, `form.${field.id}`);
      continue;
    }
    const checked = checkAnswer(field, answer, today);
    if (!checked.ok) return checked;
    answers[field.id] = checked.value;
  }
  return done(answers);
};

const checkMaterials = (
  item: Item,
  form: Answers,
  given: readonly HandedIn[],
  channel: "online" | "window",
): Checks<HandedIn[]> => {
  const known = new Map(item.materials.map((one) => [one.id, one]));
  const unknown = given.findIndex(({ material }) => !known.has(material));
  if (unknown >= 0)
    return refuse("MATERIAL_UNKNOWN", { material: given[unknown]!.material }, `materials.${unknown}`);
  const handed = given.filter(({ way, files }) => way !== "upload" || files.length > 0);
  const ids = new Set(handed.map(({ material }) => material));
  const absent = neededPapers(item, form).filter(({ id }) => !ids.has(id));
  // At the counter what is missing is seen while checking, and asked for in one notice.
  if (absent.length > 0 && channel === "online")
    return refuse("MATERIAL_MISSING", namesOf(absent), "materials");
  const shared = item.materials.filter(
    ({ fromSharing, id, when }) => fromSharing && !ids.has(id) && (!when || isMet(when, form)),
  );
  return done([
    ...handed,
    ...shared.map(({ id }): HandedIn => ({ material: id, way: "sharing", files: [] })),
  ]);
};

const checkDelivery = (item: Item, given: Partial<Delivery>): Checks<Delivery> => {
  const way = given.way ?? (item.delivery.length === 1 ? item.delivery[0] : undefined);
  if (!way || !item.delivery.includes(way)) return missing("送达方式", "way of delivery", "delivery.way");
  if (way === "courier" && !given.address?.trim())
    return missing("邮寄地址", "address for the courier", "delivery.address");
  return done({ ...given, way });
};

/** An application as it may be sent; or the first thing that is missing or wrong, with its field. */
export const checkApplication = (
  item: Item,
  given: Application,
  { today, channel, allowsSamples }: { today: Day; channel: "online" | "window"; allowsSamples: boolean },
): Checks<CheckedApplication> => {
  const applicant = checkApplicant(given.applicant, today, allowsSamples);
  if (!applicant.ok) return applicant;
  const serves = applicant.value.kind === "person" ? ["1"] : ["2", "3", "4", "5", "6"];
  if (!item.serves.some((one) => serves.includes(one)))
    return invalid("这个事项不面向这类申请人", "this item is not for such applicants", "applicant.kind");
  const agent =
    given.agent && Object.values(given.agent).some(Boolean) ? checkAgent(given.agent, today) : undefined;
  if (agent && !agent.ok) return agent;
  const form = checkForm(item.form, given.form, today);
  if (!form.ok) return form;
  const materials = checkMaterials(item, form.value, given.materials, channel);
  if (!materials.ok) return materials;
  const delivery = checkDelivery(item, given.delivery);
  if (!delivery.ok) return delivery;
  return done({
    applicant: applicant.value,
    ...(agent && { agent: agent.value }),
    form: form.value,
    materials: materials.value,
    delivery: delivery.value,
  });
};
