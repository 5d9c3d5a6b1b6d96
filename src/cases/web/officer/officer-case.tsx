import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseView } from "../../view.ts";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Crossing } from "#web/ui/crossing.tsx";
import { CaseProblem, isErased } from "../erasure/case-problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { AnswersView } from "../desk/answers-view.tsx";
import { CaseHead } from "../desk/case-head.tsx";
import { CaseSide } from "../desk/case-side.tsx";
import { useRoles } from "../desk/use-roles.ts";
import { TransitNote } from "../desk/transit-note.tsx";
import { ApplicantHistory } from "./applicant-history.tsx";
import { OfficerActions, type Task } from "./officer-actions.tsx";
import { PaperViewer } from "./paper-viewer.tsx";
import { Proposal } from "./proposal.tsx";
import { TaskForm } from "./task-form.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One file: what it is and what may be done on the left, its papers to read on the right. */
export const OfficerCase = ({ id, onChanged }: { id: string; onChanged: () => void }) => {
  const [unmask, setUnmask] = useState(false);
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["case", id, unmask],
    queryFn: () => answerOf(cases.readCase({ params: { id }, query: unmask ? { unmask: "yes" } : {} })),
    refetchInterval: unmask ? false : 30_000, // each reading in full is written down
    placeholderData: (before: CaseView | undefined) => before,
  });
  const problem = problemOf(query.error);
  if (!query.data || isErased(problem))
    return (
      <section className="middle">
        {problem ? (
          <CaseProblem problem={problem} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={8} height="24rem" />
        )}
      </section>
    );
  return (
    <File
      view={query.data}
      onUnmask={() => setUnmask(true)}
      onChanged={(next) => {
        queries.setQueryData(["case", id, unmask], next);
        onChanged();
      }}
    />
  );
};

type FileProps = { view: CaseView; onUnmask: () => void; onChanged: (next: CaseView) => void };

const File = ({ view, onUnmask, onChanged }: FileProps) => {
  const say = useWords(zh, en);
  const [task, setTask] = useState<Task>();
  const done = (next: CaseView, words: string) => {
    onChanged(next);
    setTask(undefined);
    announce(words);
  };
  const roles = useRoles(view);
  return (
    <>
      <section className="middle">
        <CaseHead view={view} />
        <TransitNote view={view} />
        {view.proposal && <Proposal view={view} onDone={done} />}
        <OfficerActions view={view} task={task} onTask={setTask} onDone={done} />
        {task && (
          <TaskForm key={task} task={task} view={view} onClose={() => setTask(undefined)} onDone={done} />
        )}
        <h3>{say("answers")}</h3>
        <AnswersView view={view} />
        <Crossing way={view.way} roles={roles} />
        <div className="side-in">
          <CaseSide view={view} onUnmask={onUnmask} />
          <ApplicantHistory key={view.id} view={view} />
        </div>
      </section>
      <section className="papers" aria-label={say("papers")}>
        <PaperViewer view={view} />
      </section>
    </>
  );
};
