import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Draft } from "#cases/draft.ts";
import type { CaseRow } from "#cases/view.ts";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { Signed } from "#web/layout/sign-in-page.tsx";
import { paths } from "#web/paths.ts";
import { shortCaseNumber, showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { DaysLeft } from "#web/ui/days-left.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { Light } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import "./case.css";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";
import { SaidWithParties } from "./said-with-parties.tsx";

export const MyCasesPage = () => {
  const say = useWords(zh, en);
  useTitle(say("myCases"));
  return (
    <Signed>
      <div className="wrap" style={{ paddingBottom: "3rem" }}>
        <div className="case-head">
          <h1 tabIndex={-1}>{say("myCases")}</h1>
          <To className="push" href={paths.mandates()}>
            {say("mandates")}
          </To>
        </div>
        <Drafts />
        <Cases />
      </div>
    </Signed>
  );
};

const Cases = () => {
  const say = useWords(zh, en);
  const mine = useInfiniteQuery({
    queryKey: ["my-cases", "pages"],
    queryFn: ({ pageParam }) => answerOf(cases.myCases({ query: { after: pageParam } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const rows = mine.data?.pages.flatMap((page) => page.rows) ?? [];
  if (mine.isError && rows.length === 0)
    return <FailedPage error={mine.error} onRetry={() => void mine.refetch()} />;
  return (
    <div className="card">
      {mine.isPending && (
        <div className="body">
          <Skeleton lines={6} height="16rem" />
        </div>
      )}
      {mine.data && rows.length === 0 && (
        <Empty
          action={
            <To className="btn" href={paths.items()}>
              {say("findItem")}
            </To>
          }
        >
          {say("noCases")}
        </Empty>
      )}
      <ul className="plain case-list">
        {rows.map((row) => (
          <li key={row.id}>
            <Row row={row} />
          </li>
        ))}
      </ul>
      {mine.hasNextPage && (
        <p className="row">
          <Button look="quiet" busy={mine.isFetchingNextPage} onClick={() => void mine.fetchNextPage()}>
            {say("more")}
          </Button>
        </p>
      )}
    </div>
  );
};

const Row = ({ row }: { row: CaseRow }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const running = row.clock?.state === "running" || row.clock?.state === "paused";
  return (
    <To href={paths.case(row.id)}>
      <span>
        <b>{said(row.itemName)}</b>
        <br />
        <span className="small">
          <SaidWithParties words={row.stateWords} />
        </span>
        <br />
        <span className="tiny">
          {`${shortCaseNumber(row.number)} · ${showMoment(row.submittedAt)} · `}
          <PartyName party={row.accepting} />
          {" → "}
          <PartyName party={row.deciding} />
          {row.waiting && ` · ${say("waiting")}`}
        </span>
      </span>
      <span className="left">
        {running ? <DaysLeft clock={row.clock} light={row.light} small /> : <Light light={row.light} />}
      </span>
    </To>
  );
};

const Drafts = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const queries = useQueryClient();
  const drafts = useQuery({ queryKey: ["drafts"], queryFn: () => answerOf(cases.listDrafts({})) });
  const [leaving, setLeaving] = useState<Draft>();
  const remove = async (draft: Draft) => {
    await cases.deleteDraft({ params: { id: draft.id } });
    setLeaving(undefined);
    announce(say("deleted"));
    await queries.invalidateQueries({ queryKey: ["drafts"] });
  };
  if (!drafts.data || drafts.data.drafts.length === 0) return null;
  return (
    <section className="card" style={{ marginBottom: "1.25rem" }}>
      <div className="head">
        <h2>{say("drafts")}</h2>
      </div>
      {drafts.data.drafts.map((draft) => (
        <div className="row" key={draft.id}>
          <span>
            {said(draft.itemName)}{" "}
            <span className="tiny">
              → <PartyName party={draft.deciding} />
            </span>
          </span>
          <span className="r actions">
            <span className="tiny">{say("savedAt", { moment: showMoment(draft.savedAt) })}</span>
            <To className="btn ghost" href={paths.draft(draft.id)}>
              {say("goOn")}
            </To>
            <Button look="quiet" onClick={() => setLeaving(draft)}>
              {say("deleteDraft")}
            </Button>
          </span>
        </div>
      ))}
      <Dialog
        title={say("deleteDraftTitle")}
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
      >
        <p>{say("deleteDraftWhy", { item: leaving ? said(leaving.itemName) : "" })}</p>
        <div className="actions">
          <Button look="ghost" onClick={() => setLeaving(undefined)}>
            {say("keepDraft")}
          </Button>
          <Button look="danger" onClick={() => leaving && void remove(leaving)}>
            {say("deleteDraft")}
          </Button>
        </div>
      </Dialog>
    </section>
  );
};
