import type { Field } from "#cases/field.ts";
import { useWords } from "#web/language.tsx";
import { FieldInput } from "#web/ui/field.tsx";
import { AgentPart } from "./agent-part.tsx";
import { withAgent } from "./draft-content.ts";
import { idOf, type PartProps } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const field = (id: string, kind: Field["kind"], label: string, more: Partial<Field> = {}): Field => ({
  id,
  kind,
  label: { zh: label, en: label },
  required: true,
  ...more,
});
const both = (text: string) => ({ zh: text, en: text }); // the words below are already in the reader's language

/** In whose name, and by whose hand. */
export const WhoStep = ({ content, change, item, errorAt }: PartProps) => {
  const say = useWords(zh, en);
  const { applicant } = content;
  const mayBePerson = item.serves.includes("1");
  const mayBeBody = item.serves.some((one) => one !== "1");
  const kind =
    applicant.kind ?? (mayBePerson && mayBeBody ? undefined : mayBePerson ? "person" : "organisation");
  const set = (name: string) => (value: string | boolean) =>
    change((now) => ({ ...now, applicant: { ...now.applicant, ...(kind && { kind }), [name]: value } }));
  const ask = (name: keyof typeof applicant, one: Field, autoComplete?: string) => (
    <FieldInput
      key={name}
      field={one}
      id={idOf(`applicant.${name}`)}
      value={applicant[name]}
      error={errorAt(`applicant.${name}`)}
      onChange={set(name)}
      autoComplete={autoComplete}
    />
  );
  const isBody = kind === "organisation";
  const acting = field("byAgent", "choice", say("byAgent"), {
    options: [
      { value: "no", label: both(say("mySelf")) },
      { value: "yes", label: both(say("anAgent")) },
    ],
  });
  const kinds = field("kind", "choice", say("whoKind"), {
    options: [
      ...(mayBePerson ? [{ value: "person", label: both(say("person")) }] : []),
      ...(mayBeBody ? [{ value: "organisation", label: both(say("organisation")) }] : []),
    ],
  });
  return (
    <>
      <FieldInput
        field={acting}
        id="agent"
        value={content.agent ? "yes" : "no"}
        onChange={(value) => change((now) => withAgent(now, value === "yes", item))}
      />
      {mayBePerson && mayBeBody && ask("kind", kinds)}
      {kind && (
        <>
          {ask(
            "name",
            field("name", "text", say(isBody ? "organisationName" : "name"), { maxLength: 100 }),
            isBody ? "organization" : "name",
          )}
          {ask(
            "idNumber",
            field("idNumber", isBody ? "credit-code" : "identity", say(isBody ? "creditCode" : "idNumber"), {
              hint: both(say(isBody ? "creditHint" : "idHint")),
              basis: both(say("basisId")),
              maxLength: 24,
            }),
          )}
          {isBody &&
            ask(
              "legalRepresentative",
              field("legalRepresentative", "text", say("legalRepresentative"), { maxLength: 100 }),
            )}
          {ask(
            "phone",
            field("phone", "phone", say("phone"), { hint: both(say("phoneHint")), maxLength: 20 }),
            "tel",
          )}
          {ask(
            "address",
            field("address", "text", say("addressField"), { required: false, maxLength: 200 }),
            "street-address",
          )}
        </>
      )}
      {content.agent && <AgentPart content={content} change={change} errorAt={errorAt} />}
    </>
  );
};
