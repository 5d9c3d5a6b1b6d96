import type { ReactNode } from "react";
import type { Field } from "#cases/field.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showDay } from "#web/show.ts";
import { FieldInput } from "#web/ui/field.tsx";
import { yuanFromFen } from "#web/ui/field-values.ts";
import { usePartyName } from "#web/ui/parties.tsx";
import { PlaceNamed } from "#web/ui/place.tsx";
import { consentsOf, findHandedIn, papersOf, questionsOf } from "./draft-content.ts";
import type { StepId } from "./draft-gaps.ts";
import { nameOf } from "./names.ts";
import { idOf, type PartProps } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Rows = [name: string, value: ReactNode][];

/** Everything on one page before it is sent, each part with its way back. */
export const CheckStep = ({ content, change, item, here, errorAt, onOpen }: PartProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const partyName = usePartyName();
  const showAnswer = useShowAnswer();
  const own = (part: "applicant" | "agent" | "delivery", names: string[]): Rows =>
    names.map((name) => [
      nameOf(`${part}.${name}`, say),
      (content[part] as Record<string, string> | undefined)?.[name],
    ]);
  const { applicant, agent, delivery } = content;
  const who: Rows = [
    ...own("applicant", [
      "name",
      "idNumber",
      ...(applicant.kind === "organisation" ? ["legalRepresentative"] : []),
      "phone",
    ]),
    ...(agent ? own("agent", ["name", "idNumber", "phone", "mandate"]) : []),
  ];
  const questions: Rows = questionsOf(item, content.form).map((field) => [
    said(field.label),
    showAnswer(field, content.form[field.id]),
  ]);
  const papers: Rows = papersOf(item, content.form).map(({ material }) => {
    const given = findHandedIn(content, material.id);
    return [
      said(material.name),
      given && (given.way === "upload" ? say("files", { n: given.files.length }) : say("later")),
    ];
  });
  const deliver: Rows = [
    [say("deliveryQuestion"), delivery.way && say(`delivery.${delivery.way}`, { here: partyName(here) })],
    ...(delivery.way === "courier" ? own("delivery", ["recipient", "phone", "address"]) : []),
  ];
  return (
    <>
      <p className="muted">{say("checkLead", { here: partyName(here) })}</p>
      <Part step="who" rows={who} onOpen={onOpen} />
      {questions.length > 0 && <Part step="questions" rows={questions} onOpen={onOpen} />}
      {papers.length > 0 && <Part step="papers" rows={papers} onOpen={onOpen} />}
      <Part step="delivery" rows={deliver} onOpen={onOpen} />
      {consentsOf(item, content.form).map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          id={idOf(`form.${field.id}`)}
          value={content.form[field.id]}
          error={errorAt(`form.${field.id}`)}
          onChange={(value) => change((now) => ({ ...now, form: { ...now.form, [field.id]: value } }))}
        />
      ))}
    </>
  );
};

const Part = ({ step, rows, onOpen }: { step: StepId; rows: Rows; onOpen: (step: StepId) => void }) => {
  const say = useWords(zh, en);
  return (
    <section className="card summary">
      <div className="head">
        <h2>{say(`step.${step}`)}</h2>
        <button type="button" className="btn quiet" onClick={() => onOpen(step)}>
          {say("change")}
          <span className="unseen">{` ${say(`step.${step}`)}`}</span>
        </button>
      </div>
      <dl className="pairs">
        {rows.map(([name, value]) => [
          <dt key={`${name}-t`}>{name}</dt>,
          <dd key={`${name}-d`}>{value || <span className="tiny">{say("none")}</span>}</dd>,
        ])}
      </dl>
    </section>
  );
};

const useShowAnswer = () => {
  const said = useSaid();
  const { language } = useReading();
  const say = useWords(zh, en);
  return (field: Field, value: string | boolean | undefined): ReactNode => {
    if (value === undefined || value === "") return undefined;
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    if (field.kind === "choice") {
      const option = field.options?.find((one) => one.value === value);
      return option ? said(option.label) : value;
    }
    if (field.kind === "date") return showDay(value, language);
    if (field.kind === "amount") return `¥${yuanFromFen(value)}`;
    return field.kind === "division" ? <PlaceNamed code={value} /> : value;
  };
};
