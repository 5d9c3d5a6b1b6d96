import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { Signed } from "#web/layout/sign-in-page.tsx";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { CaseView } from "#cases/view.ts";
import { CaseApplicant } from "./case-applicant.tsx";
import { CaseBasis } from "./case-basis.tsx";
import { CaseHead } from "./case-head.tsx";
import { CasePapers } from "./case-papers.tsx";
import { CaseProgress } from "./case-progress.tsx";
import { CaseRatings } from "./case-ratings.tsx";
import { CaseSupplement } from "./case-supplement.tsx";
import { Timeline } from "./case-timeline.tsx";
import "./case.css";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";
import { KeepNumber } from "./keep-number.tsx";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

export const CasePage = () => (
  <Signed>
    <OneCase />
  </Signed>
);

const OneCase = () => {
  const { id } = useParams({ strict: false }) as { id: string };
  const said = useSaid();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["case", id],
    queryFn: () => answerOf(cases.readCase({ params: { id } })),
    refetchInterval: 20_000, // the other side may have moved; a quiet look is enough
  });
  useTitle(query.data && said(query.data.item.name));
  if (query.isPending)
    return (
      <div className="wrap" style={{ paddingBlock: "2.5rem" }}>
        <Skeleton lines={10} height="44rem" />
      </div>
    );
  if (query.isError && !query.data)
    return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  const onChanged = (view: CaseView, what: string) => {
    queries.setQueryData(["case", id], view);
    void queries.invalidateQueries({ queryKey: ["my-cases"] });
    announce(what);
  };
  return <Shown view={query.data} onChanged={onChanged} />;
};

const Shown = ({
  view,
  onChanged,
}: {
  view: CaseView;
  onChanged: (view: CaseView, what: string) => void;
}) => (
  <div className="wrap">
    <CaseHead view={view} />
    <KeepNumber view={view} />
    <CaseSupplement view={view} onChanged={onChanged} />
    <CaseRatings view={view} onChanged={onChanged} />
    <CaseProgress view={view} />
    <Actions view={view} onChanged={onChanged} />
    <div className="case-cols">
      <div>
        <CasePapers view={view} />
        <CaseApplicant view={view} />
      </div>
      <div>
        <CaseBasis view={view} withEvidence />
      </div>
    </div>
    <Timeline view={view} />
  </div>
);

const Actions = ({
  view,
  onChanged,
}: {
  view: CaseView;
  onChanged: (view: CaseView, what: string) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const [asking, setAsking] = useState(false);
  const receipt = view.documents.find((one) => one.kind === "receipt");
  const withdraw = view.commands["withdraw"];
  const reason = view.withdrawalAsked ? say("withdrawAsked") : withdraw?.reason && said(withdraw.reason);
  return (
    <div className="case-actions no-print">
      {receipt && (
        <a
          className="btn ghost"
          href={`/api/cases/${encodeURIComponent(view.id)}/documents/${receipt.index}?as=html`}
          target="_blank"
          rel="noreferrer"
        >
          {say("receipt")}
        </a>
      )}
      <Button
        look="quiet"
        onClick={() => void navigator.clipboard?.writeText(view.number).then(() => announce(say("copied")))}
      >
        {say("copy")}
      </Button>
      {withdraw && (
        <Button
          look="quiet"
          reason={withdraw.allowed && !view.withdrawalAsked ? undefined : reason}
          onClick={() => setAsking(true)}
        >
          {say("withdraw")}
        </Button>
      )}
      <WithdrawDialog
        view={view}
        open={asking}
        onClose={() => setAsking(false)}
        onDone={(next) => onChanged(next, say("withdrawn"))}
      />
    </div>
  );
};
