/** The shipped agreement, cut down to what can be checked a thousand times a second. */
import { readFileSync } from "node:fs";
import type { Agreement } from "#agreements/agreement.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../definitions/${path}`, import.meta.url), "utf8");

const folder = "agreements/2023-integration-pilot";
const service = "services/company-registration.json";
const whole = JSON.parse(read(`${folder}/agreement.json`)) as Agreement;
const agreement = {
  ...whole,
  clauses: whole.clauses.map((clause) => ({
    ...clause,
    grants: clause.grants.map((grant) =>
      "cases" in grant ? { cases: { ...grant.cases, items: [service] } } : grant,
    ),
  })),
};
const names = ["administrative-licence.json", "on-the-spot-registration.json"];

export const agreementTexts: ReadonlyMap<string, string> = new Map([
  ["agreement.json", JSON.stringify(agreement)],
  [service, read(`${folder}/${service}`)],
  ...names.map((name): [string, string] => [`procedures/${name}`, read(`procedures/${name}`)]),
]);

export const agreementsFolder = {
  agreement,
  files: Object.fromEntries(
    [...agreementTexts]
      .filter(([name]) => name !== "agreement.json")
      .map(([name, text]) => [name, JSON.parse(text)]),
  ) as Record<string, unknown>,
};
