import { capNamespace, type CapAlert } from "./cap-alert.ts";
import { capFault, isRemark, type CapFault, type Place } from "./cap-fault.ts";
import { alertShape, fitsText, type Shape } from "./cap-shape.ts";
import { checkCap, type KnowsMessage } from "./check-cap.ts";
import { readXml, type XmlElement } from "./xml-tree.ts";

export type ReadCap = { ok: true; alert: CapAlert; remarks: CapFault[] } | { ok: false; faults: CapFault[] };

const signatureNamespace = "http://www.w3.org/2000/09/xmldsig#";

class Reader {
  readonly faults: CapFault[] = [];
  readonly remarks: CapFault[] = [];
  readonly places = new Map<string, Place>();

  text({ name, is }: Shape, element: XmlElement, at: string): string {
    const value = element.text;
    const [child] = element.children;
    if (child) this.faults.push(capFault("UNKNOWN_ELEMENT", { at, ...placed(child) }, { name: child.name }));
    else if (typeof is === "string" || Array.isArray(is)) {
      if (value.trim() === "") this.remarks.push(capFault("EMPTY", { at, ...placed(element) }, { name }));
      if (fitsText(is as "string", value))
        return typeof is === "string" && is !== "string" ? value.trim() : value;
      const where = { at, ...placed(element) };
      if (is === "dateTime") this.faults.push(capFault("NOT_A_TIME", where, { value }));
      else if (typeof is === "string") this.faults.push(capFault("NOT_OF_TYPE", where, { value, type: is }));
      else this.faults.push(capFault("NOT_ONE_OF", where, { value, allowed: is.join(" "), name }));
    }
    return value;
  }

  children(shapes: readonly Shape[], parent: XmlElement, path: string): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    const seen = new Map<string, number>();
    let reached = 0;
    if (parent.text.trim() !== "") this.faults.push(capFault("STRAY_TEXT", { at: path, ...placed(parent) }));
    for (const element of parent.children) {
      const { name } = element;
      const index = shapes.findIndex((shape) => shape.name === name);
      const where = { at: path ? `${path}.${name}` : name, ...placed(element) };
      const shape = element.namespace === capNamespace ? shapes[index] : undefined;
      if (!shape) {
        this.faults.push(capFault("UNKNOWN_ELEMENT", where, { name }));
        continue;
      }
      const n = (seen.get(name) ?? 0) + 1;
      seen.set(name, n);
      if (index < reached) this.faults.push(capFault("OUT_OF_ORDER", where, { name }));
      else if (n > 1 && !shape.many) this.faults.push(capFault("TOO_MANY_TIMES", where, { name }));
      reached = Math.max(reached, index);
      for (const attribute of element.attributes)
        this.faults.push(capFault("UNKNOWN_ATTRIBUTE", where, { name: attribute }));
      const at = shape.many ? `${where.at}[${n}]` : where.at;
      this.places.set(at, placed(element));
      const { is } = shape;
      const read =
        typeof is === "object" && "children" in is
          ? this.children(is.children, element, at)
          : this.text(shape, element, at);
      if (shape.many) ((value[name] ??= []) as unknown[]).push(read);
      else value[name] = read;
    }
    for (const { name, required } of shapes)
      if (required && !seen.has(name))
        this.faults.push(capFault("MISSING", { at: path, ...placed(parent) }, { name }));
    return value;
  }
}

const mostListed = 100;

/** Faults for a person to read: of a file that is wrong throughout, the first ones and how many more there are. */
const listed = (faults: CapFault[]): CapFault[] => {
  const [last] = faults.slice(mostListed);
  if (!last) return faults;
  const more = capFault("MORE_FAULTS", { at: "", ...placed(last) }, { n: faults.length - mostListed });
  return [...faults.slice(0, mostListed), more];
};

const placed = ({ line, column }: Place): Place => ({ line, column });

/** A CAP 1.2 message from its text, or everything that is wrong with it, each with line, column and element. */
export const readCap = (source: string, knows?: KnowsMessage): ReadCap => {
  const read = readXml(source);
  if (!read.ok) return read;
  const { root } = read;
  const top = { at: "alert", ...placed(root) };
  if (root.name !== "alert" || root.namespace !== capNamespace)
    return { ok: false, faults: [capFault("NOT_CAP", top, { namespace: capNamespace })] };
  const reader = new Reader();
  for (const name of root.attributes) reader.faults.push(capFault("UNKNOWN_ATTRIBUTE", top, { name }));
  // The schema lets signatures stand after everything else, and nowhere before.
  const own = root.children.filter((child) => child.namespace !== signatureNamespace);
  for (const child of root.children.slice(0, own.length))
    if (child.namespace === signatureNamespace)
      reader.faults.push(
        capFault("OUT_OF_ORDER", { at: child.name, ...placed(child) }, { name: child.name }),
      );
  const alert = reader.children(alertShape, { ...root, children: own }, "") as CapAlert;
  if (reader.faults.length > 0) return { ok: false, faults: listed(reader.faults) };
  const found = checkCap(alert, knows).map(({ code, at, detail }) =>
    capFault(code, { at, ...(reader.places.get(at) ?? placed(root)) }, detail),
  );
  const faults = found.filter((one) => !isRemark(one));
  if (faults.length > 0) return { ok: false, faults: listed(faults) };
  return { ok: true, alert, remarks: listed([...reader.remarks, ...found]) };
};

/** A file's bytes as text: UTF-8, with or without a byte order mark. */
export const readCapBytes = (bytes: Uint8Array): ReadCap & { text?: string } => {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, faults: [capFault("NOT_UTF8", { at: "", line: 1, column: 1 })] };
  }
  return { ...readCap(text), text };
};
