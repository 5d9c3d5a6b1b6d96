import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Item } from "../../item.ts";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSendKey } from "#web/desk/use-shortcuts.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { FieldInput } from "#web/ui/field.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { printDocument } from "../desk/print-document.ts";
import { HandInPapers } from "./hand-in-papers.tsx";
import { HandInWho } from "./hand-in-who.tsx";
import { HandInDelivery } from "./hand-in-delivery.tsx";
import {
  gapsOf,
  missingPapers,
  questionsFor,
  toHandIn,
  type ChangeHandIn,
  type HandInDraft,
} from "./hand-in-draft.ts";
import { en } from "./hand-in.en.ts";
import { zh } from "./hand-in.zh.ts";

type Props = {
  draft: HandInDraft;
  onChange: ChangeHandIn;
  onClose: () => void;
  onBack: () => void;
  onDone: (caseId: string) => void;
};

/** The whole hand-in on one page, in the order a clerk asks; Ctrl+Enter hands in and prints the receipt. */
export const HandInForm = (props: Props) => {
  const query = useQuery({
    queryKey: ["item", props.draft.itemId],
    queryFn: () => answerOf(cases.readItem({ params: { id: props.draft.itemId } })),
  });
  const problem = problemOf(query.error);
  if (query.data) return <Form {...props} item={query.data.item} />;
  return (
    <section className="middle">
      {problem ? (
        <ProblemNote problem={problem} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton lines={10} />
      )}
    </section>
  );
};

/** The first field or choice of a gap. */
const focusOn = (gap: string): void => {
  const id = `hand-in-${gap.replaceAll(".", "-")}`;
  document.querySelector<HTMLElement>(`#${id}, [id^="${id}-"]:is(input, select, textarea)`)?.focus();
};

const Form = ({ draft, item, onChange, onClose, onBack, onDone }: Props & { item: Item }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const command = useCommand();
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const deciding = item.authorities.find((one) => one.code === draft.item);
  const gaps = gapsOf(draft, item);
  const missing = missingPapers(draft, item);
  const at = command.problem?.at;
  const errorOf = (path: string) =>
    at === path ? command.problem?.title : tried && gaps.includes(path) ? say("needed") : undefined;
  useSendKey(() => form.current?.requestSubmit());
  useEffect(() => form.current?.querySelector<HTMLElement>("input:not([type=radio])")?.focus(), []);
  const send = () => {
    setTried(true);
    if (gaps.length > 0) {
      announce(say("gaps", { n: gaps.length }));
      return focusOn(gaps[0]!);
    }
    void command.run(
      () => cases.handIn({ body: toHandIn(draft, item) }),
      (value) => {
        const receipt = value.case.documents.find((one) => one.kind === "receipt");
        if (receipt) printDocument(value.case.id, receipt.index);
        announce(say("done", { number: receipt?.number ?? value.case.number }));
        onDone(value.case.id);
      },
    );
  };
  return (
    <form
      ref={form}
      style={{ display: "contents" }}
      noValidate
      onSubmit={(event) => (event.preventDefault(), send())}
    >
      <section className="middle" aria-label={say("title")}>
        <div className="case-head">
          <div>
            <h2>{said(item.name)}</h2>
            <p className="muted">
              {deciding && (
                <Rich
                  text={say("decidedByLine")}
                  with={{ party: <PartyName party={deciding.party} />, name: said(deciding.name) }}
                />
              )}
            </p>
          </div>
          <div className="when">
            <Button look="quiet" onClick={onBack}>
              {say("otherItem")}
            </Button>
          </div>
        </div>
        <HandInWho draft={draft} item={item} onChange={onChange} errorOf={errorOf} />
        <h3>{say("questions")}</h3>
        {questionsFor(item, draft.form).map((field) => (
          <FieldInput
            key={field.id}
            field={field}
            id={`hand-in-form-${field.id}`}
            value={draft.form[field.id]}
            error={errorOf(`form.${field.id}`)}
            onChange={(value) => onChange({ ...draft, form: { ...draft.form, [field.id]: value } })}
          />
        ))}
        {item.form.length === 0 && <p className="muted">{say("noQuestions")}</p>}
      </section>
      <section className="side" aria-label={say("papers")}>
        <HandInPapers draft={draft} item={item} onChange={onChange} />
        <HandInDelivery draft={draft} item={item} onChange={onChange} errorOf={errorOf} />
        {command.problem && <ProblemNote problem={command.problem} />}
        {missing.length > 0 && <p className="note warn">{say("missing", { n: missing.length })}</p>}
        <div className="desk-actions">
          <Button type="submit" keys="Ctrl ⏎" busy={command.busy}>
            {say("send")}
          </Button>
          <Button look="ghost" onClick={onClose}>
            {say("keepForLater")}
          </Button>
        </div>
        <p className="tiny">{say("kept")}</p>
      </section>
    </form>
  );
};
