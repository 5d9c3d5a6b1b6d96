import { useQuery } from "@tanstack/react-query";
import { answerOf, problemOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { showMoment, showSize } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { ChainView } from "../contract-operator.ts";
import { Conflicts } from "./conflicts.tsx";
import { exchange } from "./exchange-client.ts";
import { shortDigest } from "./peer-state.ts";
import { RecoveryNote } from "./recovery-note.tsx";
import { StandingNote } from "./standing-note.tsx";
import { PeersTable } from "./peers-table.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The node's own chain and how far each peer is with it: what a system administrator looks at first. */
export const ChainPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const chain = useQuery({
    queryKey: ["chain"],
    queryFn: () => answerOf(exchange.chain({})),
    refetchInterval: 5_000,
  });
  const peers = useQuery({
    queryKey: ["peers"],
    queryFn: () => answerOf(exchange.peers({})),
    refetchInterval: 5_000,
  });
  const chainProblem = problemOf(chain.error);
  const peersProblem = problemOf(peers.error);
  return (
    <div className="page-body">
      <h2>{say("peers")}</h2>
      {peersProblem && <ProblemNote problem={peersProblem} onRetry={() => void peers.refetch()} />}
      {peers.isPending && <Skeleton lines={3} />}
      {peers.data?.peers.length === 0 && <Empty>{say("noPeers")}</Empty>}
      {peers.data && peers.data.peers.length > 0 && (
        <PeersTable peers={peers.data.peers} readAt={peers.dataUpdatedAt} />
      )}
      <Conflicts />
      <h2>{say("own")}</h2>
      {chainProblem && <ProblemNote problem={chainProblem} onRetry={() => void chain.refetch()} />}
      {chain.isPending && <Skeleton lines={6} />}
      {chain.data && <Chain chain={chain.data} />}
    </div>
  );
};

const Chain = ({ chain }: { chain: ChainView }) => {
  const say = useWords(zh, en);
  return (
    <>
      <StandingNote standing={chain.standing} />
      <RecoveryNote behind={chain.standing.state === "behind"} />
      <div className="figures" style={{ paddingInline: 0 }}>
        <div>
          <strong>{say("headPage", { n: chain.head.number })}</strong>
          {say("head")}
        </div>
        <div>
          <strong>{chain.events.toLocaleString("en-US")}</strong>
          {say("events")}
        </div>
        <div>
          <strong>{chain.queued.toLocaleString("en-US")}</strong>
          {say("queued")}
        </div>
        <div>
          <strong>{chain.sealedAt ? showMoment(chain.sealedAt) : "–"}</strong>
          {say("lastSealedAt")}
        </div>
      </div>
      <dl className="pairs">
        <dt>{say("digest")}</dt>
        <dd className="hash">{chain.head.digest}</dd>
        <dt>{say("key")}</dt>
        <dd className="hash">{chain.key}</dd>
      </dl>
      <h2 style={{ marginTop: "1.4rem" }}>{say("pages")}</h2>
      {chain.pages.length === 0 ? <Empty>{say("noPages")}</Empty> : <Pages pages={chain.pages} />}
    </>
  );
};

const Pages = ({ pages }: { pages: ChainView["pages"] }) => {
  const say = useWords(zh, en);
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("page")}</th>
          <th scope="col">{say("sealedAt")}</th>
          <th scope="col">{say("first")}</th>
          <th scope="col">{say("count")}</th>
          <th scope="col">{say("bytes")}</th>
          <th scope="col">{say("digest")}</th>
        </tr>
      </thead>
      <tbody>
        {pages.map((page) => (
          <tr key={page.number}>
            <td data-label={say("page")}>{page.number}</td>
            <td data-label={say("sealedAt")}>{showMoment(page.sealedAt)}</td>
            <td data-label={say("first")}>{page.count === 0 ? "–" : page.first}</td>
            <td data-label={say("count")}>{page.count === 0 ? say("receipt") : page.count}</td>
            <td data-label={say("bytes")}>{page.count === 0 ? "–" : showSize(page.bytes)}</td>
            <td data-label={say("digest")} className="hash" title={page.digest}>
              {shortDigest(page.digest)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
