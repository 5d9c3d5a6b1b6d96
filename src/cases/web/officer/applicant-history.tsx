import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseView } from "../../view.ts";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What this department has for the same applicant: asked for on purpose, because each reading is recorded. */
export const ApplicantHistory = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const [isOpen, setOpen] = useState(false);
  const history = useQuery({
    queryKey: ["applicant-history", view.id],
    queryFn: () => answerOf(cases.applicantHistory({ params: { id: view.id } })),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const problem = problemOf(history.error);
  const rows = history.data?.rows ?? [];
  return (
    <>
      <h3>{say("sameApplicant")}</h3>
      {!isOpen && (
        <p title={say("sameApplicantWhy")}>
          <Button look="quiet" onClick={() => setOpen(true)}>
            {say("sameApplicantShow")}
          </Button>
        </p>
      )}
      {problem && <ProblemNote problem={problem} onRetry={() => void history.refetch()} />}
      {isOpen && history.isPending && <Skeleton lines={2} />}
      {history.data && rows.length === 0 && <p className="tiny">{say("sameApplicantNone")}</p>}
      {rows.length > 0 && (
        <ul className="plain">
          {rows.map((row) => (
            <li key={row.id}>
              <To href={`/officer?case=${row.id}`}>{said(row.itemName)}</To>{" "}
              <span className="tiny">
                {showMoment(row.submittedAt)} · {said(row.stateWords)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
