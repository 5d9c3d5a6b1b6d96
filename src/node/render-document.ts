import type { FileAnswer } from "#base/contract.ts";
import type { DocumentFacts } from "#cases/documents/document-facts.ts";
import { renderHtml } from "#cases/documents/render-html.ts";
import { titleOf } from "#cases/documents/titles.ts";

/** A document of a case as a file that the browser shows and prints. */
export const renderDocument = async (facts: DocumentFacts, as: "html" | "pdf"): Promise<FileAnswer> => {
  if (as === "pdf") throw new Error("documents are not typeset as PDF by this version");
  const content = renderHtml(facts);
  return { mediaType: "text/html; charset=utf-8", name: `${titleOf(facts).zh}.html`, inline: true, content };
};
