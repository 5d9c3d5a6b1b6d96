import { useQuery } from "@tanstack/react-query";
import type { Field } from "#cases/field.ts";
import { answerOf, node } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { FieldInput } from "#web/ui/field.tsx";
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

const AgentPart = ({ content, change, errorAt }: Pick<PartProps, "content" | "change" | "errorAt">) => {
  const say = useWords(zh, en);
  const agent = content.agent ?? {};
  const ask = (name: keyof typeof agent, kind: Field["kind"], label: string, more: Partial<Field> = {}) => (
    <FieldInput
      field={field(name, kind, label, more)}
      id={idOf(`agent.${name}`)}
      value={agent[name]}
      error={errorAt(`agent.${name}`)}
      onChange={(value) => change((now) => ({ ...now, agent: { ...now.agent, [name]: value } }))}
    />
  );
  return (
    <section className="card" style={{ padding: "0 1.25rem" }}>
      <h2 style={{ marginTop: "1rem" }}>{say("agentPart")}</h2>
      {ask("name", "text", say("agentName"), { maxLength: 100 })}
      {ask("idNumber", "identity", say("agentId"), { maxLength: 24 })}
      {ask("phone", "phone", say("agentPhone"), { maxLength: 20 })}
      <RecordedMandates
        onTake={(mandate) => change((now) => ({ ...now, agent: { ...now.agent, mandate } }))}
      />
      {ask("mandate", "long-text", say("mandate"), { hint: both(say("mandateHint")), maxLength: 200 })}
    </section>
  );
};

const RecordedMandates = ({ onTake }: { onTake: (mandate: string) => void }) => {
  const say = useWords(zh, en);
  const { data } = useQuery({ queryKey: ["mandates"], queryFn: () => answerOf(node.listMandates({})) });
  const valid = data?.filter((one) => !one.isRevoked) ?? [];
  if (valid.length === 0) return null;
  return (
    <p className="actions small">
      <span>{say("mandateTake")}</span>
      {valid.map((one) => {
        const line = say("mandateLine", {
          name: one.principal.displayName,
          scope: one.scope,
          day: one.validUntil,
        });
        return (
          <button key={one.id} type="button" className="chip" onClick={() => onTake(line)}>
            {line}
          </button>
        );
      })}
    </p>
  );
};
