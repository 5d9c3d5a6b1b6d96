import { dayOf } from "#base/time.ts";
import type { Recorded } from "#protocol/event.ts";
import type { CaseFile, IssuedDocument } from "./case-file.ts";
import type { DocumentKind } from "./view.ts";

const kindOf = (kind: DocumentKind, data: Record<string, unknown>): DocumentKind => {
  if (kind === "refusal" && data["outcome"] === "not-required") return "not-required";
  if (kind === "decision-granted" && data["outcome"] === "denied") return "decision-denied";
  return kind;
};

const personal = ["item", "applicant", "agent", "form", "documentNumber"];

/** The document that an event issues, with the facts its text needs; who the applicant is stays with the case. */
export const documentOf = (
  file: CaseFile,
  { event, digest, author }: Recorded,
  kind: DocumentKind | undefined,
): IssuedDocument | undefined => {
  const number = event.data["documentNumber"];
  if (!kind || typeof number !== "string") return undefined;
  const facts = Object.fromEntries(Object.entries(event.data).filter(([name]) => !personal.includes(name)));
  if (event.type === "cases.received")
    facts["materials"] = file.materials.map(({ material, way }) => ({ material, way }));
  return {
    kind: kindOf(kind, event.data),
    number,
    issuedOn: dayOf(event.time),
    party: author,
    event: digest,
    facts,
  };
};
