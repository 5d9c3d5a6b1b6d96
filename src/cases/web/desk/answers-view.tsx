import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showFen } from "#web/show.ts";
import { PlaceNamed } from "#web/ui/place.tsx";
import type { Field } from "../../field.ts";
import type { CaseView } from "../../view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What the applicant answered, with the item's own questions; an answer the item no longer asks for keeps its key. */
export const AnswersView = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const guide = useQuery({
    queryKey: ["item", view.item.id],
    queryFn: () => answerOf(cases.readItem({ params: { id: view.item.id } })),
    staleTime: 600_000,
  });
  const fields = new Map((guide.data?.item.form ?? []).map((field) => [field.id, field]));
  // Signed values travel in alphabetical order; people read a form in the order in which it asks.
  const order = [...fields.keys()];
  const place = (id: string) => (fields.has(id) ? order.indexOf(id) : order.length);
  const answers = Object.entries(view.form ?? {}).toSorted(([a], [b]) => place(a) - place(b));
  const show = (field: Field | undefined, answer: string | boolean): ReactNode => {
    if (typeof answer === "boolean") return say(answer ? "yes" : "no");
    const option = field?.options?.find((one) => one.value === answer);
    if (option) return said(option.label);
    if (field?.kind === "division") return <PlaceNamed code={answer} />;
    return field?.kind === "amount" ? showFen(answer) : answer;
  };
  if (answers.length === 0) return <p className="muted">{say("noAnswers")}</p>;
  return (
    <dl className="pairs">
      {answers.map(([id, answer]) => [
        <dt key={`${id}-label`}>{fields.has(id) ? said(fields.get(id)!.label) : id}</dt>,
        <dd key={id}>{show(fields.get(id), answer)}</dd>,
      ])}
    </dl>
  );
};
