import type { Words } from "../case-file.ts";
import type { DocumentKind } from "../view.ts";
import { isLicence, type DocumentFacts } from "./document-facts.ts";
import { say } from "./sheet.ts";

const titles: Record<DocumentKind, Words> = {
  receipt: say("收件凭证", "Receipt"),
  acceptance: say("受理通知书", "Notice of Acceptance"),
  refusal: say("不予受理通知书", "Notice of Refusal to Accept"),
  "not-required": say("不受理告知书", "Notice that No Application Is Required"),
  supplement: say("补正材料一次性告知书", "Notice of Missing Papers"),
  extension: say("延期办理告知书", "Notice of Extension"),
  "special-procedure": say("特别程序所需时间告知书", "Notice of the Time a Special Procedure Needs"),
  "decision-granted": say("准予行政许可决定书", "Decision Granting a Licence"),
  "decision-denied": say("不予行政许可决定书", "Decision Denying a Licence"),
  "service-return": say("送达回证", "Proof of Service"),
};

/** What is no licence must not be called one. */
const otherTitles: Partial<Record<DocumentKind, Words>> = {
  "decision-granted": say("准予办理决定书", "Decision Granting the Application"),
  "decision-denied": say("不予办理决定书", "Decision Denying the Application"),
};

/** The title in the form of the statute, as it stands on the document. */
export const titleOf = (facts: DocumentFacts): Words => {
  const { kind } = facts.document;
  return (isLicence(facts) ? undefined : otherTitles[kind]) ?? titles[kind];
};
