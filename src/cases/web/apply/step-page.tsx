import { useEffect, useRef, useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { CaseView } from "#cases/view.ts";
import { cases } from "#web/api.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useGo } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { Guide } from "../guide.ts";
import { CheckStep } from "./check-step.tsx";
import { DeliveryStep } from "./delivery-step.tsx";
import { toSend } from "./draft-content.ts";
import { gapsOf, gapsOfStep, nextStep, stepBefore, type Gap, type StepId } from "./draft-gaps.ts";
import type { DraftKeeper, Kept } from "./draft-keeper.ts";
import { GapList } from "./gap-list.tsx";
import type { PartProps } from "./part.ts";
import { PapersStep } from "./papers-step.tsx";
import { QuestionsStep } from "./questions-step.tsx";
import { SaveLine } from "./save-line.tsx";
import { WhoStep } from "./who-step.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  step: StepId;
  draftId: string;
  guide: Guide;
  keeper: DraftKeeper;
  kept: Kept;
  onOpen: (step: StepId) => void;
  onSent: (view: CaseView) => void;
};
const parts = {
  who: WhoStep,
  questions: QuestionsStep,
  papers: PapersStep,
  delivery: DeliveryStep,
  check: CheckStep,
};
const gapWords = {
  missing: "missing",
  wrong: "wrong",
  paper: "paperMissing",
  consent: "consentMissing",
} as const;

/** One step: its questions, what is still open once the person tried to go on, and the way forward. */
export const StepPage = ({ step, draftId, guide, keeper, kept, onOpen, onSent }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const { language } = useReading();
  const [shown, setShown] = useState(false); // gaps are marked only after trying to go on
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    scrollTo(0, 0);
  }, []);
  const all = gapsOf(kept.content, guide.item, language);
  const open = step === "check" ? all : gapsOfStep(all, step);
  const visible = shown ? open : [];
  const forward = () => {
    if (open.length > 0) return setShown(true);
    void keeper.saveNow();
    return onOpen(nextStep(step));
  };
  const send = async () => {
    if (open.length > 0) return setShown(true);
    setSending(true);
    setProblem(undefined);
    keeper.change((now) => toSend(now, guide.item));
    const isSaved = await keeper.saveNow();
    const reply =
      isSaved && (await cases.submit({ params: { id: draftId }, body: { revision: keeper.revision() } }));
    setSending(false);
    if (!reply) return undefined;
    return reply.ok ? onSent(reply.value.case) : setProblem(reply.problem);
  };
  const sentenceOf = (gap: Gap) => gap.sentence ?? say(gapWords[gap.kind]);
  const errorAt = (at: string) => {
    const gap = visible.find((one) => one.at === at);
    if (gap) return sentenceOf(gap);
    return problem?.at === at ? said(problem) : undefined;
  };
  const Part: (props: PartProps) => React.ReactNode = parts[step];
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {say(`step.${step}`)}
      </h1>
      <SaveLine save={kept.save} />
      <GapList gaps={visible} onOpen={(gap) => gap.step !== step && onOpen(gap.step)} />
      {problem && <ProblemNote problem={problem} />}
      <Part
        content={kept.content}
        change={keeper.change}
        item={guide.item}
        here={guide.here}
        errorAt={errorAt}
        onOpen={onOpen}
      />
      <div className="actions apply-foot">
        {step === "check" ? (
          <Button large busy={sending} onClick={() => void send()}>
            {say(sending ? "submitting" : "submit")}
          </Button>
        ) : (
          <Button large onClick={forward}>
            {say("next")}
          </Button>
        )}
        {step !== "who" && (
          <Button look="ghost" large onClick={() => onOpen(stepBefore(step))}>
            {say("back")}
          </Button>
        )}
        <Button look="quiet" onClick={() => void keeper.saveNow().then(() => go(paths.myCases()))}>
          {say("leave")}
        </Button>
      </div>
    </>
  );
};
