import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "#web/api.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { paths } from "#web/paths.ts";
import { showDay, showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { AgreementView } from "../contract.ts";
import { agreements } from "./agreement-client.ts";
import "./agreements.css";
import { Clause } from "./clause.tsx";
import { Difference } from "./difference.tsx";
import { SignBox } from "./sign-box.tsx";
import { Signings } from "./signings.tsx";
import { stateColour } from "./state-colour.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const AgreementPage = () => {
  const { digest } = useParams({ strict: false }) as { digest: string };
  const { against } = useSearch({ strict: false }) as { against?: string };
  const said = useSaid();
  const query = useQuery({
    queryKey: ["agreement", digest],
    queryFn: () => answerOf(agreements.readAgreement({ params: { digest } })),
  });
  useTitle(query.data && said(query.data.title));
  if (query.isPending)
    return (
      <div className="wrap" style={{ paddingBlock: "2.5rem" }}>
        <Skeleton lines={10} height="40rem" />
      </div>
    );
  if (query.isError) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="wrap">
      <Head view={query.data} />
      <section className="card">
        <Signings signatures={query.data.signatures} />
      </section>
      <SignBox view={query.data} />
      {against && <Difference digest={digest} other={against} />}
      <div className="agreement-cols">
        <div>
          <ClausesNote />
          {query.data.clauses.map((clause, at) => (
            <Clause key={clause.id} clause={clause} number={at + 1} />
          ))}
        </div>
        <aside>
          <Aside view={query.data} />
        </aside>
      </div>
    </div>
  );
};

const ClausesNote = () => {
  const say = useWords(zh, en);
  return (
    <p className="small muted" style={{ marginBottom: ".8rem" }}>
      {say("onlyLive")}
    </p>
  );
};

const Head = ({ view }: { view: AgreementView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <div style={{ padding: "1.9rem 0 1.2rem" }}>
      <p className="tiny">
        <To href={paths.agreements()}>{say("title")}</To>
        {` · ${say("version", { n: view.version })}`}
      </p>
      <h1 tabIndex={-1}>{said(view.title)}</h1>
      <p className="muted">
        <State colour={stateColour(view.state)}>{said(view.stateWords)}</State>{" "}
        {[
          say("paperSigned", { day: showDay(view.signedOn, language) }),
          view.inForceFrom
            ? say("inForceFrom", { moment: showMoment(view.inForceFrom) })
            : say("effective", { day: showDay(view.effectiveFrom, language) }),
          view.inForceUntil && say("inForceUntil", { moment: showMoment(view.inForceUntil) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
};

const Aside = ({ view }: { view: AgreementView }) => {
  const say = useWords(zh, en);
  const others = view.versions.filter((one) => one.digest !== view.digest);
  return (
    <>
      <section className="card">
        <div className="body">
          <h2>{say("digest")}</h2>
          <p className="digest">{view.digest}</p>
          <p className="tiny">{say("digestWhy")}</p>
        </div>
      </section>
      <section className="card">
        <div className="body">
          <h2>{say("versions")}</h2>
          <ul className="plain">
            <li>
              {say("version", { n: view.version })} <span className="tiny">{say("thisVersion")}</span>
            </li>
            {others.map((one) => (
              <li key={one.digest}>
                <To href={paths.agreement(one.digest)}>{say("version", { n: one.version })}</To>
                {" · "}
                <To href={paths.agreement(view.digest, one.digest)}>{say("compare", { n: one.version })}</To>
              </li>
            ))}
          </ul>
        </div>
      </section>
      {view.files.length > 0 && <Files view={view} />}
      {view.nodes && <Nodes nodes={view.nodes} />}
    </>
  );
};

const Files = ({ view }: { view: AgreementView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const [all, setAll] = useState(false);
  const shown = all ? view.files : view.files.slice(0, 8);
  return (
    <section className="card">
      <div className="body">
        <h2>{say("files")}</h2>
        <p className="tiny">{say("filesWhy")}</p>
        <ul className="plain">
          {shown.map((file) => {
            const item = /^services\/([a-z0-9-]+)\.json$/.exec(file.path)?.[1];
            const name = file.name ? said(file.name) : file.path;
            return (
              <li key={file.path} title={file.digest}>
                {item ? <To href={paths.item(item)}>{name}</To> : name}
              </li>
            );
          })}
        </ul>
        {!all && view.files.length > shown.length && (
          <button type="button" className="btn quiet" onClick={() => setAll(true)}>
            {say("showAll", { n: view.files.length })}
          </button>
        )}
      </div>
    </section>
  );
};

const Nodes = ({ nodes }: { nodes: NonNullable<AgreementView["nodes"]> }) => {
  const say = useWords(zh, en);
  return (
    <section className="card">
      <div className="body">
        <h2>{say("nodes")}</h2>
        {nodes.map((one) => (
          <p key={one.party}>
            <PartyName party={one.party} />
            <br />
            <span className="tiny">{`${one.url} · ${say("keyId", { key: one.keyId })} · ${say("suite", { suite: one.suite })}`}</span>
          </p>
        ))}
      </div>
    </section>
  );
};
