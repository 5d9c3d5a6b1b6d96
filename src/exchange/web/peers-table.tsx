import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { agoOf } from "#web/desk/ago.ts";
import { en as deskEn } from "#web/desk/words.en.ts";
import { zh as deskZh } from "#web/desk/words.zh.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName, useParties } from "#web/ui/parties.tsx";
import type { PeerView } from "../contract-operator.ts";
import { exchange } from "./exchange-client.ts";
import { stateOfPeer } from "./peer-state.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Both directions of each pair: what of theirs is applied here, and what of ours they have signed for. */
export const PeersTable = ({ peers, readAt }: { peers: readonly PeerView[]; readAt: number }) => {
  const say = useWords(zh, en);
  const order = useParties().map((one) => one.party);
  const sorted = peers.toSorted((a, b) => order.indexOf(a.party) - order.indexOf(b.party));
  return (
    <div className="scroll-x">
      <table className="list stack">
        <thead>
          <tr>
            <th scope="col">{say("peer")}</th>
            <th scope="col">{say("state")}</th>
            <th scope="col">{say("theirs")}</th>
            <th scope="col">{say("lag")}</th>
            <th scope="col">{say("ours")}</th>
            <th scope="col">{say("unacknowledged")}</th>
            <th scope="col">{say("waiting")}</th>
            <th scope="col">{say("trouble")}</th>
            <th scope="col">
              <span className="unseen">{say("test")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((peer) => (
            <PeerRow key={peer.party} peer={peer} readAt={readAt} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const PeerRow = ({ peer, readAt }: { peer: PeerView; readAt: number }) => {
  const say = useWords(zh, en);
  const time = useWords(deskZh, deskEn);
  const said = useSaid();
  const state = stateOfPeer(peer, readAt);
  const span = (seconds: number) => {
    const { unit, n } = agoOf(seconds);
    return time(unit, { n });
  };
  const lag = (pages: number, seconds: number) =>
    pages === 0 ? say("none") : say("lagWords", { pages, seconds: span(seconds) });
  return (
    <tr>
      <td data-label={say("peer")} className="short">
        <span>
          <PartyName party={peer.party} />
          <br />
          <span className="tiny">{peer.url}</span>
          {peer.software !== null && (
            <>
              <br />
              <span className="tiny">
                {say(peer.isNewer ? "newerSoftware" : "software", { version: peer.software })}
              </span>
            </>
          )}
        </span>
      </td>
      <td data-label={say("state")}>
        <State colour={state.colour}>{say(state.word, { ago: span(state.quietSeconds) })}</State>
      </td>
      <td data-label={say("theirs")} className="short">
        {peer.applied} / {peer.seen}
      </td>
      <td data-label={say("lag")} className="short">
        {lag(peer.lagPages, peer.lagSeconds)}
      </td>
      <td data-label={say("ours")} className="short">
        {say("headPage", { n: peer.acknowledged })}
      </td>
      <td data-label={say("unacknowledged")} className="short">
        {lag(peer.unacknowledgedPages, peer.unacknowledgedSeconds)}
      </td>
      <td data-label={say("waiting")}>
        {peer.waiting + peer.refused === 0
          ? say("none")
          : say("waitingWords", { waiting: peer.waiting, refused: peer.refused })}
      </td>
      <td data-label={say("trouble")}>
        {peer.trouble ? (
          <span>
            {said(peer.trouble)}{" "}
            <span className="tiny">
              {peer.trouble.code} · {showMoment(peer.trouble.at)}
            </span>
          </span>
        ) : (
          say("none")
        )}
      </td>
      <td className="short">
        <TestPeer peer={peer} />
      </td>
    </tr>
  );
};

const TestPeer = ({ peer }: { peer: PeerView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    const answer = await exchange.testPeer({ params: { party: peer.party } });
    setBusy(false);
    void queries.invalidateQueries({ queryKey: ["peers"] });
    const name = said(peer.name);
    if (!answer.ok) return announce(answer.problem.title);
    const { reached, millis, head, trouble } = answer.value;
    announce(
      reached
        ? say("testOk", { peer: name, millis: Math.round(millis), n: head?.number ?? 0 })
        : say("testFailed", { peer: name, why: trouble ? said(trouble) : "" }),
    );
  };
  return (
    <Button look="ghost" busy={busy} onClick={() => void test()}>
      {say("test")}
    </Button>
  );
};
