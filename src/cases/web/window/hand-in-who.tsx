import type { Field } from "../../field.ts";
import type { Item } from "../../item.ts";
import { useWords } from "#web/language.tsx";
import { FieldInput } from "#web/ui/field.tsx";
import { withAgent, type ChangeHandIn, type HandInDraft } from "./hand-in-draft.ts";
import { en } from "./hand-in.en.ts";
import { zh } from "./hand-in.zh.ts";

type Props = {
  draft: HandInDraft;
  item: Item;
  onChange: ChangeHandIn;
  errorOf: (path: string) => string | undefined;
};
type WhoField = {
  name: "name" | "idNumber" | "phone" | "mandate" | "legalRepresentative";
  kind: Field["kind"];
  word: keyof typeof zh;
  required: boolean;
};

const personFields: readonly WhoField[] = [
  { name: "name", kind: "text", word: "name", required: true },
  { name: "idNumber", kind: "identity", word: "idNumber", required: true },
  { name: "phone", kind: "phone", word: "phone", required: true },
];
const organisationFields: readonly WhoField[] = [
  { name: "name", kind: "text", word: "organisationName", required: true },
  { name: "idNumber", kind: "credit-code", word: "creditCode", required: true },
  { name: "legalRepresentative", kind: "text", word: "legalRepresentative", required: false },
  { name: "phone", kind: "phone", word: "phone", required: true },
];
const agentFields: readonly WhoField[] = [
  ...personFields,
  { name: "mandate", kind: "text", word: "mandate", required: true },
];

/** Who applies and, if it is somebody else, who stands at the counter. Numbers are checked as they are typed. */
export const HandInWho = ({ draft, item, onChange, errorOf }: Props) => {
  const say = useWords(zh, en);
  const { applicant, agent } = draft;
  const both = item.serves.includes("1") && item.serves.some((one) => one !== "1");
  const fields = applicant.kind === "person" ? personFields : organisationFields;
  const asField = ({ name, kind, word, required }: WhoField): Field => ({
    id: name,
    kind,
    required,
    label: { zh: zh[word], en: en[word] },
  });
  return (
    <>
      <h3>{say("who")}</h3>
      {both && (
        <div className="actions" role="radiogroup" aria-label={say("who")}>
          {(["person", "organisation"] as const).map((kind) => (
            <label key={kind} className="choice">
              <input
                type="radio"
                name="hand-in-kind"
                checked={applicant.kind === kind}
                onChange={() => onChange({ ...draft, applicant: { ...applicant, kind } })}
              />
              <span>{say(kind)}</span>
            </label>
          ))}
        </div>
      )}
      <div className="grid-two">
        {fields.map((one) => (
          <FieldInput
            key={one.name}
            field={asField(one)}
            id={`hand-in-applicant-${one.name}`}
            error={errorOf(`applicant.${one.name}`)}
            value={one.name === "mandate" ? undefined : applicant[one.name]}
            onChange={(value) => onChange({ ...draft, applicant: { ...applicant, [one.name]: value } })}
          />
        ))}
      </div>
      <label className="choice">
        <input
          type="checkbox"
          checked={agent !== undefined}
          onChange={(event) => onChange(withAgent(draft, item, event.target.checked ? {} : undefined))}
        />
        <span>{say("byAgent")}</span>
      </label>
      {agent && (
        <div className="grid-two">
          {agentFields.map((one) => (
            <FieldInput
              key={one.name}
              field={asField(one)}
              id={`hand-in-agent-${one.name}`}
              error={errorOf(`agent.${one.name}`)}
              value={one.name === "legalRepresentative" ? undefined : agent[one.name]}
              onChange={(value) => onChange({ ...draft, agent: { ...agent, [one.name]: value } })}
            />
          ))}
        </div>
      )}
    </>
  );
};
