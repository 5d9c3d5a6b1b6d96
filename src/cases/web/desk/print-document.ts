/** Prints a document without leaving the desk; where printing is not possible it opens in a tab of its own. */
export const printDocument = (caseId: string, index: number): void => {
  const address = `/api/cases/${encodeURIComponent(caseId)}/documents/${index}?as=html`;
  document.querySelector("iframe[data-print]")?.remove();
  const frame = document.createElement("iframe");
  frame.dataset["print"] = "";
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
  frame.title = "";
  frame.ariaHidden = "true";
  frame.addEventListener("load", () => {
    const page = frame.contentWindow;
    try {
      if (page?.document.contentType !== "text/html") throw new Error("not a page");
      page.focus();
      page.print();
      window.focus(); // the keys belong to the desk again
    } catch {
      window.open(address, "_blank", "noopener");
    }
  });
  frame.src = address;
  document.body.append(frame);
};
