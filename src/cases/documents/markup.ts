/** Text that is markup already. Everything else is escaped, so that no fact of a case can become markup. */
export type Markup = { readonly markup: string };

type Value = string | number | Markup | undefined | readonly Markup[];

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const rendered = (value: Value): string => {
  if (value === undefined) return "";
  if (typeof value === "object")
    return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
  return String(value).replace(/[&<>"']/g, (character) => escapes[character]!);
};

/** html`<p>${text}</p>` */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup => ({
  markup: parts.reduce((text, part, at) => text + rendered(values[at - 1]) + part),
});
