import { useState } from "react";
import { problemOf } from "#web/api.ts";
import { DeskFacts } from "#web/desk/desk-bar.tsx";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { Rich, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName, PartyNames } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { LevelMark } from "../../alerts/web/level-mark.tsx";
import { monitoringPaths } from "../../web/monitoring-paths.ts";
import { useLive } from "../../web/use-live.ts";
import type { CapReading } from "../contract.ts";
import type { IncidentRow } from "../view.ts";
import { CapReader } from "./cap-reader.tsx";
import { NewIncident } from "./new-incident.tsx";
import { useIncidents } from "./use-incidents.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../../web/monitoring.css";
import "./incidents.css";

/** What is going on at the borders, and what this side still owes the others. */
export const IncidentsPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  useLive();
  const { search, hrefOf } = useDeskSearch();
  const [read, setRead] = useState<CapReading>();
  const state = search["state"] === "ended" ? "ended" : "open";
  const asked = useIncidents(state);
  const problem = problemOf(asked.error);
  const rows = asked.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="page-body incidents-page">
      {state === "open" && (
        <DeskFacts>
          <span>{say("factsOpen", { n: rows.length })}</span>
          <span>{say("factsConfirm", { n: rows.reduce((sum, { toConfirm }) => sum + toConfirm, 0) })}</span>
        </DeskFacts>
      )}
      <nav className="desk-tabs" aria-label={say("title")}>
        <To href={hrefOf({ state: undefined })} aria-current={state === "open" ? "page" : undefined}>
          {say("open")}
        </To>
        <To href={hrefOf({ state: "ended" })} aria-current={state === "ended" ? "page" : undefined}>
          {say("ended")}
        </To>
      </nav>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && rows.length === 0 && (
        <Empty>
          {say(state === "open" ? "none" : "noneEnded")}
          <br />
          {state === "open" && say("noneWhy")}
        </Empty>
      )}
      <ul className="incident-rows">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button look="ghost" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("more")}
        </Button>
      )}
      {state === "open" && asked.data && (
        <NewIncident
          group={search["group"]}
          mayOpen={asked.data.pages[0]?.mayOpen ?? []}
          {...(read && { read })}
        />
      )}
      {state === "open" && <CapReader onUse={setRead} />}
    </div>
  );
};

const Row = ({ row }: { row: IncidentRow }) => {
  const say = useWords(zh, en);
  return (
    <li>
      <p className="head">
        <LevelMark level={row.level} />
        <To href={monitoringPaths.incident(row.id)}>
          <b>{row.title}</b>
        </To>
        <PartyName party={row.holder} />
        {row.isExercise && <strong className="exercise-mark">{say("exercise")}</strong>}
        {row.isSample && <SampleMark />}
      </p>
      <p className="small">
        <span>{say("openedAt", { at: showMoment(row.openedAt) })}</span>
        {row.endedAt && <span>{say("endedAt", { at: showMoment(row.endedAt) })}</span>}
        <span>{say("tasksDone", { done: row.tasksDone, all: row.tasks })}</span>
        {row.waitingFor.length > 0 ? (
          <span className={row.isLate ? "no" : ""}>
            <Rich text={say("waiting")} with={{ who: <PartyNames parties={row.waitingFor} /> }} />
            {row.isLate && ` · ${say("late")}`}
          </span>
        ) : (
          row.messages > 0 && <span className="ok">{say("allConfirmed")}</span>
        )}
        {row.toConfirm > 0 && <strong className="no">{say("mineConfirm", { n: row.toConfirm })}</strong>}
        {row.toDo > 0 && <span>{say("mineTasks", { n: row.toDo })}</span>}
      </p>
    </li>
  );
};
