import { capNamespace, type CapAlert } from "./cap-alert.ts";
import { notXml } from "./xml-tree.ts";
import { alertShape, type Shape } from "./cap-shape.ts";

const escaped: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };
const forbidden = new RegExp(notXml, "gu");
/** XML cannot hold control characters at all: they are left out. */
const escape = (text: string): string =>
  text.replace(forbidden, "").replace(/[&<>\r]/g, (one) => escaped[one]!);

const write = (shapes: readonly Shape[], value: Record<string, unknown>, indent: string): string => {
  let text = "";
  for (const { name, is } of shapes) {
    const given = value[name];
    const all = Array.isArray(given) ? given : given === undefined ? [] : [given];
    for (const one of all as unknown[])
      text +=
        typeof is === "object" && "children" in is
          ? `${indent}<${name}>\n${write(is.children, one as Record<string, unknown>, `${indent}  `)}${indent}</${name}>\n`
          : `${indent}<${name}>${escape(String(one))}</${name}>\n`;
  }
  return text;
};

/** The message as XML, elements in the order of the schema. */
export const writeCap = (alert: CapAlert): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${capNamespace}">\n${write(alertShape, alert, "  ")}</alert>\n`;
