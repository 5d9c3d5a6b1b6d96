import type { PeerView } from "../contract-operator.ts";

export type PeerState = {
  colour: "green" | "yellow" | "red" | "none";
  word: "connected" | "quiet" | "never";
  quietSeconds: number;
};

const answersWithinSeconds = 40; // a long poll is answered after 25 s at the latest

/** Green while it answers; yellow when it is quiet; red when it is quiet and something of ours waits for it. */
export const stateOfPeer = (
  peer: Pick<PeerView, "contactAt" | "unacknowledgedPages" | "trouble">,
  nowMs: number,
): PeerState => {
  if (peer.contactAt === null) return { colour: "none", word: "never", quietSeconds: 0 };
  const quietSeconds = Math.max(0, (nowMs - Date.parse(peer.contactAt)) / 1000);
  if (quietSeconds <= answersWithinSeconds)
    return { colour: peer.trouble ? "yellow" : "green", word: "connected", quietSeconds };
  return { colour: peer.unacknowledgedPages > 0 ? "red" : "yellow", word: "quiet", quietSeconds };
};

/** The first and last digits are enough for an eye; the whole is in the title. */
export const shortDigest = (digest: string): string => `${digest.slice(0, 8)}…${digest.slice(-4)}`;
