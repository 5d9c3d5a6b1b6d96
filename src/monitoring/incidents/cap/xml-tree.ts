import { XMLParser, XMLValidator } from "fast-xml-parser";
import { capFault, type CapFault, type Place } from "./cap-fault.ts";

/** An element with where it stands: its name without prefix, its namespace, its text outside child elements. */
export type XmlElement = Place & {
  name: string;
  namespace: string;
  attributes: readonly string[];
  text: string;
  children: XmlElement[];
};

const most = 1024 * 1024; // a message is a few kilobytes; what is longer is none
const metaData = XMLParser.getMetaDataSymbol() as symbol;
type Raw = Record<string, unknown> & { [key: symbol]: { startIndex: number } | undefined };

const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: "#cdata",
});

const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** A character that XML 1.0 (§2.2) does not allow, not even as a number. */
export const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** The five entities that XML has by itself and characters by number; undefined if there is another. */
const resolve = (raw: string): string | undefined => {
  let isGood = true;
  const text = raw.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    const code = /^#x[0-9a-f]{1,6}$/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : /^#\d{1,7}$/.test(name)
        ? Number(name.slice(1))
        : undefined;
    const character = code !== undefined && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (whole.endsWith(";") && character !== undefined && !notXml.test(character)) return character;
    if (whole.endsWith(";") && Object.hasOwn(named, name)) return named[name]!;
    isGood = false;
    return "";
  });
  return isGood ? text : undefined;
};

export type ReadXml = { ok: true; root: XmlElement } | { ok: false; faults: CapFault[] };

/** Where an index stands in a text: its lines are counted once, however many elements ask. */
const placesIn = (text: string): ((index: number) => Place) => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (index) => {
    let [line, above] = [0, starts.length];
    while (above - line > 1) {
      const middle = (line + above) >> 1;
      if (starts[middle]! <= index) line = middle;
      else above = middle;
    }
    return { line: line + 1, column: index - starts[line]! + 1 };
  };
};

/** The parser stumbles over some texts that the validator lets pass, such as a declaration that does not end. */
const parse = (source: string): { ok: true; raw: Raw[] } | { ok: false; why: string } => {
  try {
    return { ok: true, raw: parser.parse(source) as Raw[] };
  } catch (error) {
    return { ok: false, why: (error as Error).message };
  }
};

/**
 * Reads XML without a document type: nothing can be declared in it, so nothing outside it is ever fetched and nothing
 * grows. Every element knows its line and column.
 */
export const readXml = (source: string): ReadXml => {
  const at = (code: CapFault["code"], place: Place, detail?: Record<string, unknown>): ReadXml => ({
    ok: false,
    faults: [capFault(code, { at: "", ...place }, detail)],
  });
  if (source.length > most) return at("TOO_LONG", { line: 1, column: 1 }, { limit: "1 MiB" });
  const placeOf = placesIn(source);
  const no = (code: CapFault["code"], index: number, detail?: Record<string, unknown>): ReadXml =>
    at(code, placeOf(index), detail);
  const declared = source.search(/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i);
  if (declared >= 0) return no("DOCUMENT_TYPE", declared);
  const control = source.search(notXml);
  if (control >= 0) return no("BAD_CHARACTER", control);
  const valid = XMLValidator.validate(source, { allowBooleanAttributes: false });
  if (valid !== true) {
    // Of a text without any element the validator says no place.
    const { line = 1, col = 1, msg } = valid.err as Partial<typeof valid.err>;
    return at("NOT_XML", { line: Math.max(line, 1), column: Math.max(col, 1) }, { why: msg });
  }
  const faults: CapFault[] = [];
  const read = (raw: Raw, scope: ReadonlyMap<string, string>): XmlElement => {
    const tag = Object.keys(raw).find((key) => key !== ":@")!;
    const place = placeOf(raw[metaData]?.startIndex ?? 0);
    const given = Object.entries((raw[":@"] ?? {}) as Record<string, string>);
    const spaces = new Map(scope);
    for (const [key, value] of given)
      if (key === "xmlns" || key.startsWith("xmlns:")) spaces.set(key.slice(6), resolve(value) ?? "");
    const [prefix, name] = tag.includes(":") ? (tag.split(":", 2) as [string, string]) : ["", tag];
    const namespace = spaces.get(prefix);
    if (namespace === undefined && prefix !== "")
      faults.push(capFault("NOT_XML", { at: tag, ...place }, { why: `prefix ${prefix}` }));
    const element: XmlElement = {
      ...place,
      name,
      namespace: namespace ?? "",
      attributes: given.map(([key]) => key).filter((key) => key !== "xmlns" && !/^(xmlns|xsi):/.test(key)),
      text: "",
      children: [],
    };
    for (const child of raw[tag] as Raw[]) {
      if ("#text" in child) {
        const text = resolve(String(child["#text"]));
        if (text === undefined) faults.push(capFault("UNKNOWN_ENTITY", { at: tag, ...place }));
        element.text += text ?? "";
      } else if ("#cdata" in child)
        element.text += (child["#cdata"] as Raw[]).map((one) => String(one["#text"])).join("");
      else if (!Object.keys(child)[0]!.startsWith("?")) element.children.push(read(child, spaces));
    }
    return element;
  };
  const parsed = parse(source);
  if (!parsed.ok) return no("NOT_XML", 0, { why: parsed.why });
  const top = parsed.raw.filter((raw) => !Object.keys(raw)[0]!.startsWith("?"));
  const roots = top.filter((raw) => !("#text" in raw));
  const isAlone =
    roots.length === 1 && top.every((raw) => !("#text" in raw) || String(raw["#text"]).trim() === "");
  if (!isAlone) return no("NOT_XML", 0, { why: "one root element" });
  const root = read(roots[0]!, new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, root };
};
