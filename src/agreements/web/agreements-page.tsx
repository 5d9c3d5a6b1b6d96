import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { paths } from "#web/paths.ts";
import { showDay } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { AgreementRow } from "../contract.ts";
import { agreements } from "./agreement-client.ts";
import "./agreements.css";
import { Seals } from "./seals.tsx";
import { stateColour } from "./state-colour.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const AgreementsPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const list = useQuery({ queryKey: ["agreements"], queryFn: () => answerOf(agreements.listAgreements({})) });
  return (
    <div className="wrap" style={{ paddingBlock: "1.9rem 3rem" }}>
      <h1 tabIndex={-1}>{say("title")}</h1>
      <p className="muted" style={{ maxWidth: "46rem" }}>
        {say("lead")}
      </p>
      <div className="card" style={{ marginTop: "1.2rem" }}>
        {list.isPending && (
          <div className="body">
            <Skeleton lines={6} height="14rem" />
          </div>
        )}
        {list.isError && <FailedPage error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.agreements.length === 0 && <Empty>{say("none")}</Empty>}
        <ul className="plain">
          {list.data?.agreements.map((row) => (
            <li key={row.digest}>
              <Row row={row} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};

const Row = ({ row }: { row: AgreementRow }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <To href={paths.agreement(row.digest)} className="agreement-row">
      <span>
        <b>{said(row.title)}</b>
        <br />
        <span className="small muted">
          {`${row.isFounding ? `${say("founding")} · ` : ""}${say("version", { n: row.version })} · ${say("paperSigned", { day: showDay(row.signedOn, language) })} · ${say("clausesLive", { n: row.clauses, live: row.liveClauses })}`}
        </span>
        <br />
        <State colour={stateColour(row.state)}>{said(row.stateWords)}</State>
      </span>
      <Seals signatures={row.signatures} />
    </To>
  );
};
