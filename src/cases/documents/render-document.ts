import type { FileAnswer } from "#base/contract.ts";
import type { DocumentFacts } from "./document-facts.ts";
import { renderHtml } from "./render-html.ts";
import { titleOf } from "./titles.ts";

/** A document as it is answered over HTTP: a page to print, or a file to keep. */
export const renderDocument = async (facts: DocumentFacts, as: "html" | "pdf"): Promise<FileAnswer> => {
  const name = `${titleOf(facts).zh}-${facts.document.number}.${as}`;
  if (as === "html")
    return { mediaType: "text/html; charset=utf-8", name, inline: true, content: renderHtml(facts) };
  // Fonts and the PDF writer are read when the first file is asked for, not when the node starts.
  const { renderPdf } = await import("./render-pdf.ts");
  const content = await renderPdf(facts);
  return { mediaType: "application/pdf", name, inline: true, size: content.byteLength, content };
};
