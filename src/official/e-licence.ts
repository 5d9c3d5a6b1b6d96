import { done, refuse, type Outcome } from "#base/outcome.ts";
import { licenceCheck } from "./check-characters.ts";
import { creditCode } from "./credit-code.ts";
import type { OfficialRefusal } from "./refusals.ts";
import { tidy } from "./tidy.ts";

export type ELicence = {
  kind: "e-licence";
  value: string;
  /** Credit code of the body that defined the licence, and its number there. */
  licenceType: string;
  issuer: string;
  serial: string;
  version: string;
  sample: boolean;
};

export const licenceRoot = "1.2.156.3005.2";
const shape = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,50})\.(\d{3})\.([0-9A-Z])$/;

/** Reads an e-licence identifier (GB/T 36904); its check runs over the four parts without their dots. */
export const eLicence = (typed: string): Outcome<ELicence, OfficialRefusal> => {
  const value = tidy(typed);
  const parts = shape.exec(value);
  if (!parts) return refuse("E_LICENCE_SHAPE");
  const [licenceType, issuer, serial, version, check] = parts.slice(1) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const definedBy = creditCode(licenceType.slice(0, 18));
  if (!definedBy.ok || !/\d{3}$/.test(licenceType)) return refuse("E_LICENCE_TYPE");
  if (licenceCheck(licenceType + issuer + serial + version) !== check) return refuse("E_LICENCE_CHECK");
  return done({
    kind: "e-licence",
    value,
    licenceType,
    issuer,
    serial,
    version,
    sample: definedBy.value.sample,
  });
};

/** The identifier of a new licence from its four parts. */
export const eLicenceOf = (
  parts: Pick<ELicence, "licenceType" | "issuer" | "serial" | "version">,
): string => {
  const { licenceType, issuer, serial, version } = parts;
  const check = licenceCheck(licenceType + issuer + serial + version);
  return [licenceRoot, licenceType, issuer, serial, version, check].join(".");
};
