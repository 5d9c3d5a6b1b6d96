import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { OfficialRefusal } from "./refusals.ts";

/** A mobile number, a fixed line with area code, a service number, or `+` and a number abroad. */
const shapes = [/^1[3-9]\d{9}$/, /^0\d{2,3}\d{7,8}$/, /^[48]00\d{7}$/, /^\+[1-9]\d{6,14}$/];

export const phone = (typed: string): Outcome<string, OfficialRefusal> => {
  const value = typed
    .normalize("NFKC")
    .replace(/[\s\-()]/g, "")
    .replace(/^(\+|00)86/, "");
  return shapes.some((shape) => shape.test(value)) ? done(value) : refuse("PHONE_SHAPE");
};

/** `138****1234` */
export const maskPhone = (value: string): string =>
  value.length < 7
    ? "*".repeat(value.length)
    : value.slice(0, 3) + "*".repeat(value.length - 7) + value.slice(-4);

/** A name as on a document, in any script; the dot of names of several parts is written `·`. */
export const personName = (typed: string): Outcome<string, OfficialRefusal> => {
  const value = typed
    .normalize("NFC")
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[•・‧]/g, "·");
  return /^\p{L}[\p{L}\p{M}·'’.\- ]{1,49}$/u.test(value) ? done(value) : refuse("PERSON_NAME_SHAPE");
};

/** `张*`, `欧**`: the first character stays. */
export const maskName = (value: string): string => {
  const [first = "", ...rest] = value;
  return first + "*".repeat(rest.length);
};
