import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { useTitle } from "#web/title.ts";
import { CaseProblem } from "./erasure/case-problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { CaseHead } from "./case-head.tsx";
import { CaseProgress } from "./case-progress.tsx";
import { Timeline } from "./case-timeline.tsx";
import { TrackForm } from "./track-form.tsx";
import "./case.css";
import "./public.css";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Without signing in: the way of the case, its days and whose turn it is, and nothing about the person. */
export const TrackPage = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { number, code } = useSearch({ strict: false }) as { number?: string; code?: string };
  const asked = Boolean(number && code);
  const found = useQuery({
    queryKey: ["track", number, code],
    queryFn: () => answerOf(cases.track({ query: { number: number!, code: code! } })),
    enabled: asked,
  });
  useTitle(found.data ? said(found.data.item.name) : say("trackHere"));
  const problem = problemOf(found.error);
  return (
    <div className="wrap">
      {!found.data && (
        <div className="page-head narrow">
          <div>
            <h1 tabIndex={-1}>{say("trackHere")}</h1>
            <p className="muted">{say("trackLead")}</p>
          </div>
        </div>
      )}
      {found.data && (
        <>
          <CaseHead view={found.data} />
          <div style={{ marginBottom: "1.25rem" }}>
            <CaseProgress view={found.data} />
          </div>
          <Timeline view={found.data} />
        </>
      )}
      {asked && found.isPending && <Skeleton lines={6} height="24rem" />}
      {!found.data && !(asked && found.isPending) && (
        <div className="narrow" style={{ paddingBottom: "3rem" }}>
          {problem && <CaseProblem problem={problem} />}
          <TrackForm key={`${number}${code}`} number={number} code={code} />
        </div>
      )}
    </div>
  );
};
