import { useQuery } from "@tanstack/react-query";
import { answerOf, problemOf } from "#web/api.ts";
import { agoOf } from "#web/desk/ago.ts";
import { en as deskEn } from "#web/desk/words.en.ts";
import { zh as deskZh } from "#web/desk/words.zh.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { HealthView } from "../contract-health.ts";
import { exchange } from "./exchange-client.ts";
import { PeersTable } from "./peers-table.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const colours = { good: "green", warning: "yellow", bad: "red" } as const;
const levelWords = { good: "healthGood", warning: "healthWarning", bad: "healthBad" } as const;

/** How the node is doing: what is wrong, the worst first, each with what to do; then the figures behind it. */
export const HealthPage = () => {
  const say = useWords(zh, en);
  useTitle(say("health"));
  const health = useQuery({
    queryKey: ["health"],
    queryFn: () => answerOf(exchange.health({})),
    refetchInterval: 5_000,
  });
  const problem = problemOf(health.error);
  const { data } = health;
  return (
    <div className="page-body">
      {problem && <ProblemNote problem={problem} onRetry={() => void health.refetch()} />}
      {health.isPending && <Skeleton lines={6} />}
      {data && (
        <>
          <p>
            <State colour={colours[data.level]}>{say(levelWords[data.level])}</State>{" "}
            <span className="tiny">{showMoment(data.at)}</span>
          </p>
          <Findings findings={data.findings} />
          <Unsealed health={data} />
          <h2>{say("peers")}</h2>
          {data.peers.length === 0 ? (
            <Empty>{say("noPeers")}</Empty>
          ) : (
            <PeersTable peers={data.peers} readAt={health.dataUpdatedAt} />
          )}
          <h2>{say("missedTitle")}</h2>
          <p className="muted">{say("missedWhy")}</p>
          {data.missed.length === 0 ? (
            <p className="muted">{say("noMissed")}</p>
          ) : (
            <Missed rows={data.missed} />
          )}
        </>
      )}
    </div>
  );
};

const Findings = ({ findings }: Pick<HealthView, "findings">) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return findings.map((one) => (
    <section key={`${one.id} ${one.party ?? ""}`} className={`note ${one.level === "bad" ? "bad" : "warn"}`}>
      <p>
        <State colour={colours[one.level]}>{say(levelWords[one.level])}</State> <b>{said(one)}</b>
      </p>
      <p>{said(one.next)}</p>
    </section>
  ));
};

const Unsealed = ({ health: { unsealed, head } }: { health: HealthView }) => {
  const say = useWords(zh, en);
  const time = useWords(deskZh, deskEn);
  const { unit, n } = agoOf(unsealed.seconds);
  return (
    <div className="figures" style={{ paddingInline: 0 }}>
      <div>
        <strong>{say("headPage", { n: head })}</strong>
        {say("head")}
      </div>
      <div>
        <strong>{unsealed.events.toLocaleString("en-US")}</strong>
        {say("queued")}
      </div>
      <div>
        <strong>{unsealed.events === 0 ? "–" : time(unit, { n })}</strong>
        {say("oldestQueued", {
          n: unsealed.limitEvents.toLocaleString("en-US"),
          minutes: unsealed.limitMinutes,
        })}
      </div>
    </div>
  );
};

const Missed = ({ rows }: { rows: HealthView["missed"] }) => {
  const say = useWords(zh, en);
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("missedSaidAt")}</th>
          <th scope="col">{say("by2")}</th>
          <th scope="col">{say("subject")}</th>
          <th scope="col">{say("missedWhat")}</th>
          <th scope="col">{say("arrived")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.about} ${row.party} ${row.kind}`}>
            <td data-label={say("missedSaidAt")}>{showMoment(row.saidAt)}</td>
            <td data-label={say("by2")}>
              <PartyName party={row.saidBy} />
            </td>
            <td data-label={say("subject")} className="hash">
              {row.subject}
            </td>
            <td data-label={say("missedWhat")}>
              <span>
                <PartyName party={row.party} />{" "}
                {say(row.kind === "relay" ? "missedRelay" : "missedDelivery", { n: row.limitHours })}
              </span>
            </td>
            <td data-label={say("arrived")}>{row.arrivedAt ? showMoment(row.arrivedAt) : say("notYet")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
