import type { Bundle } from "#agreements/agreement.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import type { Fault } from "#agreements/finding.ts";
import { creditCode } from "#official/credit-code.ts";
import { itemCode } from "#official/item-code.ts";
import type { Condition, Field } from "./field.ts";
import { Item, type ItemAuthority, type Limit } from "./item.ts";
import { itemTexts } from "./check-item-texts.ts";

/** Roughly in days, only to see which of two limits is the longer. */
const roughDays = ({ n, unit }: Limit): number =>
  n * { workday: 7 / 5, day: 1, month: 30.5, year: 365 }[unit];

const asked = (condition: Condition): { field: string; is: string | boolean }[] => {
  if ("field" in condition) return [condition];
  if ("not" in condition) return asked(condition.not);
  return ("all" in condition ? condition.all : condition.any).flatMap(asked);
};

const conditionFaults = (when: Condition | undefined, pointer: string, form: readonly Field[]): Fault[] =>
  (when ? asked(when) : []).flatMap(({ field, is }): Fault[] => {
    const question = form.find(({ id }) => id === field);
    if (!question)
      return [
        { pointer, code: "QUESTION_UNKNOWN", detail: { field, known: form.map(({ id }) => id).join(", ") } },
      ];
    const isPossible =
      question.kind === "choice"
        ? (question.options ?? []).some(({ value }) => value === is)
        : typeof is === (question.kind === "consent" ? "boolean" : "string");
    return isPossible ? [] : [{ pointer, code: "ANSWER_IMPOSSIBLE", detail: { field, is: String(is) } }];
  });

const repeated = (ids: readonly string[], pointerOf: (index: number) => string): Fault[] =>
  ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ pointer: pointerOf(index), code: "ID_TWICE", detail: { id } }] : [],
  );

const formFaults = (form: readonly Field[]): Fault[] => [
  ...repeated(
    form.map(({ id }) => id),
    (index) => `/form/${index}/id`,
  ),
  ...form.flatMap((field, index): Fault[] => {
    const pointer = `/form/${index}`;
    const earlier = form.slice(0, index);
    return [
      ...conditionFaults(field.when, `${pointer}/when`, earlier),
      ...((field.kind === "choice") === (field.options !== undefined && field.options.length > 1)
        ? []
        : [{ pointer, code: "CHOICE_OPTIONS", detail: { field: field.id } }]),
      ...(field.basis || field.kind === "consent"
        ? []
        : [{ pointer, code: "QUESTION_WITHOUT_BASIS", detail: { field: field.id } }]),
    ];
  }),
];

const authorityFaults = (
  authority: ItemAuthority,
  pointer: string,
  item: Item,
  { agreement }: Bundle,
): Fault[] => {
  const { party, code } = authority;
  const body = creditCode(authority.creditCode);
  const implementation = itemCode(code);
  return [
    ...(agreement.parties.includes(party)
      ? []
      : [
          {
            pointer: `${pointer}/party`,
            code: "PARTY_UNKNOWN",
            detail: { party, parties: agreement.parties.join("、") },
          },
        ]),
    ...(body.ok
      ? []
      : [{ pointer: `${pointer}/creditCode`, code: body.refusal.code, detail: body.refusal.detail ?? {} }]),
    ...(implementation.ok
      ? []
      : [
          {
            pointer: `${pointer}/code`,
            code: implementation.refusal.code,
            detail: implementation.refusal.detail ?? {},
          },
        ]),
    ...(code.startsWith(authority.creditCode)
      ? []
      : [{ pointer: `${pointer}/code`, code: "CODE_OTHER_BODY", detail: { code } }]),
    ...(code.endsWith(item.basicCode)
      ? []
      : [
          {
            pointer: `${pointer}/code`,
            code: "CODE_OTHER_ITEM",
            detail: { code, basicCode: item.basicCode },
          },
        ]),
  ];
};

/** Whether a path of `unverified` (`authorities.*.code`) leads to anything. */
const leadsSomewhere = (value: unknown, [part, ...rest]: readonly string[]): boolean => {
  if (part === undefined) return value !== undefined;
  if (typeof value !== "object" || value === null) return false;
  const members = value as Record<string, unknown>;
  return part === "*"
    ? Object.values(members).some((one) => leadsSomewhere(one, rest))
    : leadsSomewhere(members[part], rest);
};

/** What the schema of an item cannot say. */
export const itemFaults = (item: Item, bundle: Bundle): Fault[] => [
  ...(roughDays(item.promisedLimit) > roughDays(item.legalLimit)
    ? [{ pointer: "/promisedLimit", code: "PROMISE_EXCEEDS_LEGAL" }]
    : []),
  ...(bundle.files[`procedures/${item.procedure}.json`] === undefined
    ? [{ pointer: "/procedure", code: "PROCEDURE_NOT_GRANTED", detail: { procedure: item.procedure } }]
    : []),
  ...repeated(
    item.materials.map(({ id }) => id),
    (index) => `/materials/${index}/id`,
  ),
  ...item.materials.flatMap((material, index) => [
    ...conditionFaults(material.when, `/materials/${index}/when`, item.form),
    ...(material.fromSharing && material.originals + material.copies > 0
      ? [
          {
            pointer: `/materials/${index}/fromSharing`,
            code: "SHARED_YET_ASKED",
            detail: { material: material.id },
          },
        ]
      : []),
  ]),
  ...formFaults(item.form),
  ...repeated(
    item.authorities.map(({ party }) => party),
    (index) => `/authorities/${index}/party`,
  ),
  ...item.authorities.flatMap((authority, index) =>
    authorityFaults(authority, `/authorities/${index}`, item, bundle),
  ),
  ...item.unverified.flatMap((path, index) =>
    leadsSomewhere(item, path.split("."))
      ? []
      : [{ pointer: `/unverified/${index}`, code: "PATH_LEADS_NOWHERE", detail: { path } }],
  ),
];

export const serviceItemKind: DefinitionKind = {
  kind: "service-item",
  schema: Item,
  examine: itemFaults,
  texts: itemTexts,
};
