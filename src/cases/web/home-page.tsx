import { useQuery } from "@tanstack/react-query";
import { answerOf, cases } from "#web/api.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { paths } from "#web/paths.ts";
import { useNode, usePerson } from "#web/session.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyNames } from "#web/ui/parties.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { Figures } from "./figures.tsx";
import { ItemRowView } from "./item-row-view.tsx";
import { ItemSearch } from "./item-search.tsx";
import { pickOften } from "./item-view.ts";
import { MyCard } from "./my-card.tsx";
import "./public.css";
import { TrackForm } from "./track-form.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const HomePage = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const here = useNode();
  const person = usePerson();
  const items = useQuery({ queryKey: ["items", {}], queryFn: () => answerOf(cases.listItems({})) });
  const rows = (items.data?.items ?? []).filter((row) => row.available);
  const often = pickOften(rows, 12);
  const others = here?.parties.map((one) => one.party).filter((party) => party !== here.party) ?? [];
  useTitle(say("title"));
  return (
    <div className="wrap">
      <section className="hero">
        <h1 tabIndex={-1}>
          {here ? (
            <Rich
              text={say("heading")}
              with={{ here: said(here.name), others: <PartyNames parties={others} /> }}
            />
          ) : (
            "\u00a0"
          )}
        </h1>
        <p className="muted">{say("lead")}</p>
        <ItemSearch />
        <div className="hints">
          {rows.length > 0 && <span>{say("often")}</span>}
          {often.slice(0, 5).map((row) => (
            <To key={row.id} href={paths.item(row.id)}>
              {said(row.name)}
            </To>
          ))}
        </div>
      </section>
      <section className="home-grid">
        <div className="card">
          <div className="head">
            <h2>{say("crossItems")}</h2>
            {items.data && <To href={paths.items()}>{say("all", { n: items.data.items.length })}</To>}
          </div>
          {items.isPending && (
            <div className="body">
              <Skeleton lines={7} height="20rem" />
            </div>
          )}
          {items.isError && <FailedPage error={items.error} onRetry={() => void items.refetch()} />}
          {items.data && rows.length === 0 && <Empty>{say("noItems")}</Empty>}
          <ul className="plain">
            {often.slice(5).map((row) => (
              <ItemRowView key={row.id} row={row} />
            ))}
          </ul>
        </div>
        <div>
          {person?.role === "applicant" ? <MyCard /> : <TrackCard />}
          <OpenDataCard />
        </div>
      </section>
      <Figures />
    </div>
  );
};

const TrackCard = () => {
  const say = useWords(zh, en);
  return (
    <div className="card">
      <div className="head">
        <h2>{say("trackHere")}</h2>
      </div>
      <div className="body">
        <p className="muted small">{say("trackLead")}</p>
        <TrackForm />
      </div>
    </div>
  );
};

/** What the parties measure together is open to anyone. */
const OpenDataCard = () => {
  const say = useWords(zh, en);
  return (
    <div className="card" style={{ marginTop: "1rem" }}>
      <div className="head">
        <h2>{say("waterAndAir")}</h2>
        <To href={paths.monitoring()}>{say("waterAndAirGo")}</To>
      </div>
      <div className="body">
        <p className="muted small">{say("waterAndAirLead")}</p>
      </div>
    </div>
  );
};
