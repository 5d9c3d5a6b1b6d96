import {
  capCategories,
  capCertainties,
  capMessageTypes,
  capResponses,
  capScopes,
  capSeverities,
  capStatuses,
  capUrgencies,
} from "./cap-alert.ts";

type TextType = "string" | "dateTime" | "language" | "anyURI" | "integer" | "decimal";

/** One element of the schema (CAP 1.2, §3.4): how often it stands, and what is in it. */
export type Shape = {
  name: string;
  required: boolean;
  many: boolean;
  is: TextType | readonly string[] | { children: readonly Shape[] };
};

type Content = Shape["is"];
const one = (name: string, is: Content = "string"): Shape => ({ name, is, required: true, many: false });
const maybe = (name: string, is: Content = "string"): Shape => ({ name, is, required: false, many: false });
const any = (name: string, is: Content = "string"): Shape => ({ name, is, required: false, many: true });

const pair: Content = { children: [one("valueName"), one("value")] };

const resource: Content = {
  children: [
    one("resourceDesc"),
    one("mimeType"),
    maybe("size", "integer"),
    maybe("uri", "anyURI"),
    maybe("derefUri"),
    maybe("digest"),
  ],
};

const area: Content = {
  children: [
    one("areaDesc"),
    any("polygon"),
    any("circle"),
    any("geocode", pair),
    maybe("altitude", "decimal"),
    maybe("ceiling", "decimal"),
  ],
};

const info: Content = {
  children: [
    maybe("language", "language"),
    { name: "category", is: capCategories, required: true, many: true },
    one("event"),
    any("responseType", capResponses),
    one("urgency", capUrgencies),
    one("severity", capSeverities),
    one("certainty", capCertainties),
    maybe("audience"),
    any("eventCode", pair),
    maybe("effective", "dateTime"),
    maybe("onset", "dateTime"),
    maybe("expires", "dateTime"),
    maybe("senderName"),
    maybe("headline"),
    maybe("description"),
    maybe("instruction"),
    maybe("web", "anyURI"),
    maybe("contact"),
    any("parameter", pair),
    any("resource", resource),
    any("area", area),
  ],
};

export const alertShape: readonly Shape[] = [
  one("identifier"),
  one("sender"),
  one("sent", "dateTime"),
  one("status", capStatuses),
  one("msgType", capMessageTypes),
  maybe("source"),
  one("scope", capScopes),
  maybe("restriction"),
  maybe("addresses"),
  any("code"),
  maybe("note"),
  maybe("references"),
  maybe("incidents"),
  any("info", info),
];

/** What the schema asks of the text of an element; XML Schema strips the white space around all but strings. */
export const fitsText = (is: TextType | readonly string[], text: string): boolean => {
  if (typeof is !== "string") return is.includes(text);
  const value = text.trim();
  if (is === "dateTime") return isCapTime(value);
  if (is === "language") return /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(value);
  if (is === "integer") return /^[+-]?\d+$/.test(value);
  if (is === "decimal") return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value);
  return true;
};

const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;

/** §3.3.2: always an offset, never `Z` and never a fraction; a day that exists. */
export const isCapTime = (text: string): boolean => {
  if (!timeForm.test(text)) return false;
  try {
    const { offset } = Temporal.ZonedDateTime.from(`${text}[${text.slice(19)}]`, { overflow: "reject" });
    return Number(offset.slice(1, 3)) <= 14; // XML Schema Part 2, §3.2.7: offsets up to 14 hours
  } catch {
    return false;
  }
};
