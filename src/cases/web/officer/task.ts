import type { Client } from "#base/client.ts";
import type { caseContract } from "../../contract.ts";
import type { Delivery } from "../../events.ts";
import type { CaseView } from "../../view.ts";
import type { Task } from "./officer-actions.tsx";
import {
  decisionTemplates,
  extensionTemplates,
  opinionTemplates,
  returnTemplates,
  type Template,
} from "./opinions.ts";

/** What an officer has typed for one step; every step uses its part. All text, so that it survives a reload as typed. */
export type TaskDraft = {
  text: string;
  scope: "form" | "substantive";
  second: string;
  procedure: string;
  expectedWorkdays: string;
  outcome: "granted" | "denied";
  resultNumber: string;
  validUntil: string;
  ending: "not-required" | "not-competent" | "not-conforming";
  competent: string;
  way: Delivery["way"];
  courierNumber: string;
};

export const startTask = (task: Task, view: Pick<CaseView, "delivery" | "proposal">): TaskDraft => ({
  text: task === "proposeDecision" ? (view.proposal?.reasons ?? "") : "",
  scope: "form",
  second: "",
  procedure: "",
  expectedWorkdays: "",
  outcome: view.proposal?.outcome ?? "granted",
  resultNumber: view.proposal?.resultNumber ?? "",
  validUntil: "",
  ending: "not-required",
  competent: "",
  way: view.delivery?.way ?? "electronic",
  courierNumber: "",
});

export const templatesFor = (task: Task, draft: TaskDraft): readonly Template[] => {
  if (task === "examine") return opinionTemplates[draft.scope];
  if (task === "proposeDecision") return decisionTemplates[draft.outcome];
  if (task === "returnToWindow") return returnTemplates;
  return task === "askExtension" ? extensionTemplates : [];
};

/** What is still missing before it can be sent, as the key of the sentence that says so. */
export const gapOf = (
  task: Task,
  draft: TaskDraft,
  wasAsked = true,
):
  | "needsText"
  | "needsSecond"
  | "needsProcedure"
  | "needsDays"
  | "needsCourier"
  | "needsCompetent"
  | "needsAsking"
  | undefined => {
  if (task === "examine" && draft.scope === "substantive" && !draft.second) return "needsSecond";
  if (task === "pause" && !draft.procedure) return "needsProcedure";
  if (task === "pause" && !(Number(draft.expectedWorkdays) > 0)) return "needsDays";
  if (task === "deliver")
    return draft.way === "courier" && !draft.courierNumber.trim() ? "needsCourier" : undefined;
  if (task === "refuse" && draft.ending === "not-conforming" && !wasAsked) return "needsAsking";
  if (task === "refuse" && draft.ending === "not-competent" && !draft.competent.trim())
    return "needsCompetent";
  return draft.text.trim() ? undefined : "needsText";
};

/** The step as the contract wants it; one call for each task, so that the compiler checks them all. */
export const sendTask = (cases: Client<typeof caseContract>, task: Task, id: string, draft: TaskDraft) => {
  const params = { id };
  const text = draft.text.trim();
  switch (task) {
    case "examine":
      return cases.examine({
        params,
        body: {
          scope: draft.scope,
          opinion: text,
          ...(draft.scope === "substantive" && { second: draft.second }),
        },
      });
    case "pause":
      return cases.pause({
        params,
        body: { procedure: draft.procedure, reason: text, expectedWorkdays: Number(draft.expectedWorkdays) },
      });
    case "resume":
      return cases.resume({ params, body: { result: text } });
    case "askExtension":
      return cases.askExtension({ params, body: { reason: text } });
    case "returnToWindow":
      return cases.returnToWindow({ params, body: { reasons: text } });
    case "withdraw":
      return cases.withdraw({ params, body: { reason: text } });
    case "refuse":
      return cases.refuse({
        params,
        body: {
          outcome: draft.ending,
          reasons: text,
          ...(draft.ending === "not-competent" && { competent: draft.competent.trim() }),
        },
      });
    case "deliver":
      return cases.deliver({
        params,
        body: {
          way: draft.way,
          ...(draft.way === "courier" && { courierNumber: draft.courierNumber.trim() }),
        },
      });
    case "proposeDecision":
      return cases.proposeDecision({
        params,
        body: {
          outcome: draft.outcome,
          reasons: text,
          ...(draft.outcome === "granted" &&
            draft.resultNumber.trim() && { resultNumber: draft.resultNumber.trim() }),
          ...(draft.outcome === "granted" && draft.validUntil && { validUntil: draft.validUntil }),
        },
      });
  }
};
