import { inLanguage, type Language } from "#base/bilingual.ts";
import type { PersonRow } from "../contract.ts";
import { roleName } from "./role-name.ts";

/** People whose name, number, role or department holds what was typed. */
export const findPeople = (people: readonly PersonRow[], typed: string, language: Language): PersonRow[] => {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return [...people];
  return people.filter((person) =>
    [
      person.displayName,
      person.staffNumber ?? "",
      inLanguage(roleName(person.role), language),
      inLanguage(person.department.name, language),
    ].some((text) => text.toLowerCase().includes(wanted)),
  );
};
