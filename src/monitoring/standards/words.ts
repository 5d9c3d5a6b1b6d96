import { findProperty } from "./observed-properties.ts";

type Words = { zh: string; en: string };

export const propertyWords = (code: string): Words => {
  const property = findProperty(code);
  return property ? { zh: property.zh, en: property.en } : { zh: code, en: code };
};

/** A number with its unit; the text is the one that was measured. */
export const withUnit = (value: number, code: string): string => {
  const unit = findProperty(code)?.shownUnit;
  return unit ? `${value} ${unit}` : String(value);
};
