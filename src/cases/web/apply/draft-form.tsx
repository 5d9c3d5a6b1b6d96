import { useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { Draft } from "#cases/draft.ts";
import { cases } from "#web/api.ts";
import { Rich, useReading, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useGo } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { PartyName, usePartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Steps } from "#web/ui/steps.tsx";
import type { Guide } from "../guide.ts";
import { CheckStep } from "./check-step.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { DeliveryStep } from "./delivery-step.tsx";
import { gapsOf, gapsOfStep, nextStep, readStep, stepBefore, steps, type Gap, type StepId } from "./draft-gaps.ts";
import { toSend } from "./draft-content.ts";
import { GapList } from "./gap-list.tsx";
import { PapersStep } from "./papers-step.tsx";
import { QuestionsStep } from "./questions-step.tsx";
import { SaveLine } from "./save-line.tsx";
import { useDraft } from "./use-draft.ts";
import { WhoStep } from "./who-step.tsx";
import "./apply.css";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Five short steps. A step is left only when it is whole, and can always be gone back to. */
export const DraftForm = ({ draft, guide }: { draft: Draft; guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const partyName = usePartyName();
  const queries = useQueryClient();
  const { language } = useReading();
  const { step: asked } = useSearch({ strict: false }) as { step?: string };
  const step = readStep(asked);
  const form = useDraft(draft);
  const [shown, setShown] = useState(false); // gaps are marked only after trying to go on
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const heading = useRef<HTMLHeadingElement>(null);
  const { item, here } = guide;
  const gaps = gapsOf(form.content, item, language);
  const mine = step === "check" ? gaps : gapsOfStep(gaps, step);
  const visible = shown ? mine : [];
  const arrived = useRef(false);
  useEffect(() => {
    if (arrived.current) heading.current?.focus();
    arrived.current = true;
    setShown(false);
    scrollTo(0, 0);
  }, [step]);

  const open = (next: StepId) => go(paths.draft(draft.id, next));
  const forward = () => {
    if (mine.length > 0) return setShown(true);
    void form.saveNow();
    open(nextStep(step));
  };
  const send = async () => {
    if (mine.length > 0) return setShown(true);
    setSending(true);
    setProblem(undefined);
    form.change(toSend(form.content, item));
    const reply = (await form.saveNow()) && (await cases.submit({ params: { id: draft.id }, body: { revision: form.revision() } }));
    setSending(false);
    if (!reply) return undefined;
    if (!reply.ok) return setProblem(reply.problem);
    form.drop();
    queries.setQueryData(["case", reply.value.case.id], reply.value.case);
    void queries.invalidateQueries({ queryKey: ["my-cases"] });
    void queries.invalidateQueries({ queryKey: ["drafts"] });
    announce(say("submitted"));
    go(paths.case(reply.value.case.id), true);
    return undefined;
  };

  const part = { content: form.content, change: form.change, item, here, errorAt: (at: string) => sentenceOf(visible, at) };
  const sentenceOf = (list: readonly Gap[], at: string) => {
    const gap = list.find((one) => one.at === at);
    if (!gap) return problem?.at === at ? said(problem) : undefined;
    return gap.sentence ?? say(gap.kind === "missing" ? "missing" : gap.kind === "paper" ? "paperMissing" : gap.kind === "consent" ? "consentMissing" : "wrong");
  };
  const elements = { deciding: <PartyName party={draft.deciding} />, here: partyName(here) };
  return (
    <div className="wrap narrow apply">
      <p className="tiny">{say("title", { item: said(draft.itemName) })} · <Rich text={say("decidedBy")} with={elements} /></p>
      <Steps steps={steps.map((id) => ({ id, name: say(`step.${id}`) }))} now={step} onOpen={(id) => open(readStep(id))} />
      <h1 ref={heading} tabIndex={-1}>{say(`step.${step}`)}</h1>
      <SaveLine save={form.save} />
      <GapList gaps={visible} onOpen={(gap) => gap.step !== step && open(gap.step)} />
      {problem && <ProblemNote problem={problem} />}
      {step === "who" && <WhoStep {...part} />}
      {step === "questions" && <QuestionsStep {...part} />}
      {step === "papers" && <PapersStep {...part} />}
      {step === "delivery" && <DeliveryStep {...part} />}
      {step === "check" && <CheckStep {...part} onOpen={open} />}
      <div className="actions apply-foot">
        {step === "check" ? (
          <Button large busy={sending} onClick={() => void send()}>{say(sending ? "submitting" : "submit")}</Button>
        ) : (
          <Button large onClick={forward}>{say("next")}</Button>
        )}
        {step !== "who" && <Button look="ghost" large onClick={() => open(stepBefore(step))}>{say("back")}</Button>}
        <Button look="quiet" onClick={() => void form.saveNow().then(() => go(paths.myCases()))}>{say("leave")}</Button>
      </div>
      <ConflictDialog conflicts={form.conflicts} item={item} onSettle={form.settle} />
    </div>
  );
};
