import { refuse, type Outcome } from "#base/outcome.ts";
import type { Attachment } from "#protocol/event.ts";
import { completenessDue } from "./clocks.ts";
import type { HandedIn } from "./events.ts";
import type { Facts, Plan } from "./facts.ts";
import type { Answers } from "./field.ts";
import { namesOf } from "./papers.ts";
import { allowed, plan, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export const mayRequestSupplement = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "requestSupplement");
  return may.ok && facts.file.supplementAskedOn ? refuse("ALREADY_ASKED") : may;
};

/** Everything that is missing, told once (行政许可法 32(4)). */
export const requestSupplement = (
  facts: Facts,
  defects: readonly { material: string; what: string }[],
): Outcome<Plan, CaseRefusal> => {
  const may = mayRequestSupplement(facts);
  if (!may.ok) return may;
  const known = new Set(facts.item.materials.map(({ id }) => id));
  const unknown = defects.findIndex(({ material }) => !known.has(material));
  if (unknown >= 0)
    return refuse("MATERIAL_UNKNOWN", { material: defects[unknown]!.material }, `defects.${unknown}`);
  return plan(planned(facts, "requestSupplement", { requestedOn: facts.today, defects }));
};

/** Answering the notice, correcting at the counter, or replacing what the deciding side sent back. */
const stepName = ({ file }: Facts): "supplement" | "correct" =>
  file.state === "accepted" ? "correct" : "supplement";

export const maySupplement = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, stepName(facts));
  if (!may.ok) return may;
  const { file, role } = facts;
  if (file.state === "accepted" && !file.returned)
    return notNow("没有需要更换的材料", "no paper was sent back");
  if (file.state === "received" && role === "applicant")
    return notNow("没有需要补正的材料", "nothing was asked for");
  return may;
};

export const attachmentsOf = (materials: readonly HandedIn[]): Attachment[] => {
  const files = materials.flatMap(({ files }) => files);
  return [
    ...new Map(files.map(({ digest, size, mediaType }) => [digest, { digest, size, mediaType }])).values(),
  ];
};

export const supplement = (
  facts: Facts,
  { materials, form }: { materials: readonly HandedIn[]; form?: Answers },
): Outcome<Plan, CaseRefusal> => {
  const may = maySupplement(facts);
  if (!may.ok) return may;
  const { file, item, today } = facts;
  const known = new Set(item.materials.map(({ id }) => id));
  const unknown = materials.findIndex(({ material }) => !known.has(material));
  if (unknown >= 0)
    return refuse("MATERIAL_UNKNOWN", { material: materials[unknown]!.material }, `materials.${unknown}`);
  const given = new Set(
    materials.filter(({ way, files }) => way !== "upload" || files.length > 0).map((one) => one.material),
  );
  const missing = item.materials.filter(
    ({ id }) => file.defects.some(({ material }) => material === id) && !given.has(id),
  );
  if (missing.length > 0) return refuse("MATERIAL_MISSING", namesOf(missing), "materials");
  const step = completenessDue(today, facts.procedure, facts.calendars);
  const data = { materials, ...(form && { form }), suppliedOn: today, step };
  const attachments = attachmentsOf(materials);
  return plan({ ...planned(facts, stepName(facts), data), ...(attachments.length > 0 && { attachments }) });
};
