import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseView } from "../../view.ts";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Crossing } from "#web/ui/crossing.tsx";
import { CaseProblem, isErased } from "../erasure/case-problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { CaseHead } from "../desk/case-head.tsx";
import { CaseSide } from "../desk/case-side.tsx";
import { TransitNote } from "../desk/transit-note.tsx";
import { useRoles } from "../desk/use-roles.ts";
import { Extension } from "./extension.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** A file as a supervisor reads it: where it is, how long it has been there, and the one thing only they approve. */
export const SupervisedCase = ({ id, onClose }: { id: string; onClose?: () => void }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const [unmask, setUnmask] = useState(false);
  const query = useQuery({
    queryKey: ["case", id, unmask],
    queryFn: () => answerOf(cases.readCase({ params: { id }, query: unmask ? { unmask: "yes" } : {} })),
    placeholderData: (before: CaseView | undefined) => before,
  });
  const roles = useRoles(query.data);
  const problem = problemOf(query.error);
  if (!query.data || isErased(problem))
    return problem ? (
      <CaseProblem problem={problem} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={8} height="24rem" />
    );
  const view = query.data;
  return (
    <>
      {onClose && (
        <Button look="quiet" onClick={onClose}>
          {say("back")}
        </Button>
      )}
      <CaseHead view={view} />
      <TransitNote view={view} />
      {view.extensionAsked && (
        <Extension
          view={view}
          onDone={(next, words) => {
            queries.setQueryData(["case", id, unmask], next);
            void queries.invalidateQueries({ queryKey: ["extensions"] });
            announce(words);
          }}
        />
      )}
      <Crossing way={view.way} roles={roles} />
      <div className="side-in">
        <CaseSide view={view} onUnmask={() => setUnmask(true)} />
      </div>
    </>
  );
};
