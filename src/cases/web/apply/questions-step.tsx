import { useWords } from "#web/language.tsx";
import { FieldInput } from "#web/ui/field.tsx";
import { questionsOf } from "./draft-content.ts";
import { idOf, type PartProps } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The item's own questions, each with its reason; one that an answer makes needless is not asked. */
export const QuestionsStep = ({ content, change, item, errorAt }: PartProps) => {
  const questions = questionsOf(item, content.form);
  const say = useWords(zh, en);
  if (questions.length === 0) return <p className="muted">{say("noQuestions")}</p>;
  return questions.map((field) => (
    <FieldInput
      key={field.id}
      field={field}
      id={idOf(`form.${field.id}`)}
      value={content.form[field.id]}
      error={errorAt(`form.${field.id}`)}
      onChange={(value) => change((now) => ({ ...now, form: { ...now.form, [field.id]: value } }))}
    />
  ));
};
