import { agoOf } from "#web/desk/ago.ts";
import { en } from "#web/desk/words.en.ts";
import { zh } from "#web/desk/words.zh.ts";
import { useWords } from "#web/language.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName, useParties } from "#web/ui/parties.tsx";
import { useConnection } from "./use-connection.ts";

/** Does the other side answer, since when not, and is anything of ours waiting for it? On every desk, always. */
export const ConnectionLights = () => {
  const say = useWords(zh, en);
  const order = useParties().map((one) => one.party);
  const { data } = useConnection();
  const peers = (data?.peers ?? []).toSorted((a, b) => order.indexOf(a.party) - order.indexOf(b.party));
  return peers.map((peer) => {
    if (peer.lastContactSeconds === null)
      return <Peer key={peer.party} party={peer.party} colour="none" words={say("never")} />;
    const { unit, n } = agoOf(peer.lastContactSeconds);
    const ago = say(unit, { n });
    const words = peer.connected
      ? say("connected", { ago })
      : say(peer.queuedPages > 0 ? "waiting" : "waitingNone", { ago });
    return (
      <Peer key={peer.party} party={peer.party} colour={peer.connected ? "green" : "yellow"} words={words} />
    );
  });
};

const Peer = ({
  party,
  colour,
  words,
}: {
  party: string;
  colour: "green" | "yellow" | "none";
  words: string;
}) => (
  <span className="link">
    <PartyName party={party} /> <State colour={colour}>{words}</State>
  </span>
);
