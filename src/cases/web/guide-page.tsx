import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { answerOf, cases } from "#web/api.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { useTitle } from "#web/title.ts";
import { PartyNames, usePartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { ApplyCard } from "./guide-apply.tsx";
import { Basis } from "./guide-basis.tsx";
import { GuideMaterials } from "./guide-materials.tsx";
import type { Guide } from "./guide.ts";
import { isSample, showLimit } from "./item-view.ts";
import "./public.css";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const GuidePage = () => {
  const { id } = useParams({ strict: false }) as { id: string };
  const search = useSearch({ strict: false }) as { deciding?: string };
  const said = useSaid();
  const guide = useQuery({
    queryKey: ["item", id],
    queryFn: () => answerOf(cases.readItem({ params: { id } })),
  });
  useTitle(guide.data && said(guide.data.item.name));
  if (guide.isPending)
    return (
      <div className="wrap" style={{ paddingBlock: "2.5rem" }}>
        <Skeleton lines={10} height="40rem" />
      </div>
    );
  if (guide.isError) return <FailedPage error={guide.error} onRetry={() => void guide.refetch()} />;
  return (
    <div className="wrap">
      <Head guide={guide.data} />
      <div className="guide">
        <div>
          <About guide={guide.data} />
          <GuideMaterials item={guide.data.item} />
          <Times guide={guide.data} />
          <Places guide={guide.data} />
          <Questions guide={guide.data} />
          <Basis guide={guide.data} />
        </div>
        <aside>
          <ApplyCard guide={guide.data} deciding={search.deciding} />
        </aside>
      </div>
    </div>
  );
};

const Head = ({ guide: { item, acceptableFor } }: { guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <div className="page-head">
      <div>
        <p className="tiny">{say(`domain.${item.domain}`)}</p>
        <h1 tabIndex={-1}>{said(item.name)}</h1>
        <p className="muted">{said(item.summary)}</p>
        {acceptableFor.length > 0 && (
          <p className="small">
            <Rich text={say("handOver")} with={{ deciding: <PartyNames parties={acceptableFor} /> }} />
          </p>
        )}
      </div>
      <button type="button" className="btn ghost no-print" onClick={() => print()}>
        {say("print")}
      </button>
    </div>
  );
};

const About = ({ guide: { item } }: { guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const separator = said({ zh: "、", en: ", " });
  return (
    <section className="card">
      <h2>{say("who")}</h2>
      <p>{item.serves.map((one) => say(`serves.${one}`)).join(separator)}</p>
      <h3 style={{ marginTop: ".9rem" }}>
        {say("conditions")} {isSample(item, "conditions") && <SampleMark />}
      </h3>
      <ul>
        {item.conditions.map((one) => (
          <li key={one.zh}>{said(one)}</li>
        ))}
      </ul>
    </section>
  );
};

const Times = ({ guide: { item, clockStart } }: { guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <section className="card">
      <h2>{say("howLong")}</h2>
      <dl className="limits">
        <div>
          <dt>{say("promisedLimit")}</dt>
          <dd className="promised">
            {showLimit(item.promisedLimit, say)} {isSample(item, "promisedLimit") && <SampleMark />}
          </dd>
        </div>
        <div>
          <dt>{say("legalLimit")}</dt>
          <dd>
            {showLimit(item.legalLimit, say)} {isSample(item, "legalLimit.unit") && <SampleMark />}
          </dd>
        </div>
      </dl>
      <p>
        <b>{say("clockStart")}</b>
        {"\u3000"}
        {said(clockStart)}
      </p>
      {item.legalLimit.note && <p className="small muted">{said(item.legalLimit.note)}</p>}
      {item.specialProcedures.length > 0 && (
        <p className="small muted">
          {`${say("special")}${said({ zh: "", en: " " })}${item.specialProcedures.map((one) => say(`special.${one}`)).join(said({ zh: "、", en: ", " }))}${said({ zh: "；", en: ". " })}${say("specialNote")}`}
        </p>
      )}
    </section>
  );
};

const Places = ({ guide: { item, here, acceptableFor } }: { guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const partyName = usePartyName();
  return (
    <section className="card">
      <h2>
        {say("where")} {isSample(item, "authorities.0.hours") && <SampleMark />}
      </h2>
      <div className="bodies">
        {item.authorities.map((one) => (
          <dl key={one.party}>
            <dt>
              {[
                partyName(one.party),
                one.party === here && say("accepts"),
                acceptableFor.includes(one.party) && say("decides"),
              ]
                .filter(Boolean)
                .join(" · ")}
            </dt>
            <dd>
              <b>{said(one.name)}</b>
              {one.party !== here && !acceptableFor.includes(one.party) && (
                <span className="tiny">{` ${say("notAvailable")}`}</span>
              )}
            </dd>
            <dt>{say("address")}</dt>
            <dd>{said(one.address)}</dd>
            <dt>{say("hours")}</dt>
            <dd>{said(one.hours)}</dd>
            <dt>{say("phone")}</dt>
            <dd>{one.phone}</dd>
            <dt>{say("complaint")}</dt>
            <dd>{one.complaintPhone}</dd>
          </dl>
        ))}
      </div>
    </section>
  );
};

const Questions = ({ guide: { item } }: { guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (item.questions.length === 0) return null;
  return (
    <section className="card">
      <h2>
        {say("questions")} {isSample(item, "questions") && <SampleMark />}
      </h2>
      {item.questions.map((one) => (
        <details key={one.ask.zh}>
          <summary>{said(one.ask)}</summary>
          <p>{said(one.answer)}</p>
        </details>
      ))}
    </section>
  );
};
