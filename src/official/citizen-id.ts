import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { isDay, yearOf } from "./calendar-day.ts";
import { identityCheck } from "./check-characters.ts";
import { isInProvince, isSampleDivision, residencePermits } from "./province.ts";
import type { OfficialRefusal } from "./refusals.ts";
import { tidy } from "./tidy.ts";

export type CitizenId = {
  kind: "citizen-id";
  value: string;
  /** The card it stands on: citizen's card, 港澳台居民居住证, or 外国人永久居留身份证 (18 characters since 2023-12). */
  card: "citizen" | "residence-permit" | "permanent-residence";
  birthOn: Day;
  sex: "female" | "male";
  /** Where the number was first given out; says nothing about where the person lives. */
  division: string;
  sample: boolean;
};

const earliestBirth: Day = "1800-01-01"; // the standard's own example was born in 1880

/** Reads a citizen identity number (GB 11643). `today` is the legal day on which it is read. */
export const citizenId = (typed: string, today: Day): Outcome<CitizenId, OfficialRefusal> => {
  const value = tidy(typed);
  if (/^\d{15}$/.test(value)) return refuse("CITIZEN_ID_FIRST_GENERATION");
  if (value.length !== 18) return refuse("CITIZEN_ID_LENGTH", { length: value.length });
  if (!/^\d{17}[\dX]$/.test(value)) return refuse("CITIZEN_ID_CHARACTERS");
  const division = value.slice(0, 6);
  const card = findCard(division);
  if (!card) return refuse("CITIZEN_ID_DIVISION", { prefix: value.slice(0, 2) });
  const birthOn = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDay(birthOn) || birthOn < earliestBirth) return refuse("CITIZEN_ID_BIRTH_DATE");
  if (birthOn > today) return refuse("CITIZEN_ID_BIRTH_IN_FUTURE");
  if (identityCheck(value) !== value[17]) return refuse("CITIZEN_ID_CHECK");
  const sex = Number(value[16]) % 2 === 1 ? "male" : "female";
  return done({
    kind: "citizen-id",
    value,
    card,
    birthOn,
    sex,
    division,
    sample: isSampleDivision(division),
  });
};

const findCard = (division: string): CitizenId["card"] | undefined => {
  if (Object.hasOwn(residencePermits, division)) return "residence-permit";
  if (division.startsWith("8")) return undefined; // Hong Kong and Macao appear in permits only
  if (isInProvince(division) || isSampleDivision(division)) return "citizen";
  // A foreigner's: 9, the province that received the application, then three digits for the country.
  return division.startsWith("9") && isInProvince(division.slice(1)) ? "permanent-residence" : undefined;
};

/** Whole years of age on `day`. */
export const ageOn = (birthOn: Day, day: Day): number =>
  yearOf(day) - yearOf(birthOn) - (day.slice(5) < birthOn.slice(5) ? 1 : 0);

/** `1101**********1234`: as identity numbers are shown wherever the whole is not needed. */
export const maskCitizenId = (value: string): string =>
  value.length <= 8
    ? "*".repeat(value.length)
    : value.slice(0, 4) + "*".repeat(value.length - 8) + value.slice(-4);
