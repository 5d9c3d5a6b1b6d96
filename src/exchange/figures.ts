import { sql } from "kysely";
import type { Instant } from "#base/time.ts";
import { readBacklog, secondsSince, usualBacklog, type BacklogLimit } from "./backlog.ts";
import { getChain } from "./chain-store.ts";
import type { Exchange } from "./open.ts";
import { readPeerFigures, type PeerFigures } from "./peer-figures.ts";
import type { Standing } from "./standing.ts";

/** Everything an operator measures of a node's exchange, read at once. */
export type Figures = {
  head: number;
  events: number;
  unsealedEvents: number;
  unsealedSeconds: number;
  limit: BacklogLimit;
  standing: Standing;
  attachmentsMissing: number;
  /** What did not come in time and has been recorded so, ever. */
  missed: number;
  peers: PeerFigures[];
};

export const readFigures = async (exchange: Exchange, now: Instant): Promise<Figures> => {
  const { db, here, backlog } = exchange.deps;
  const peers = await readPeerFigures(exchange, now);
  const { end } = await getChain(db, here);
  const { events, since } = await readBacklog(db);
  const { rows } = await sql<{ attachments: bigint; missed: bigint }>`
    select (select count(*) from exchange.parked where state = 'waiting' and code = 'ATTACHMENT_MISSING') as attachments,
      (select count(*) from exchange.missed where said_by = ${here}) as missed`.execute(db);
  return {
    head: end.number,
    events: end.next - 1,
    unsealedEvents: events,
    unsealedSeconds: secondsSince(since, now),
    limit: backlog ?? usualBacklog,
    standing: await exchange.held.standing(),
    attachmentsMissing: Number(rows[0]!.attachments),
    missed: Number(rows[0]!.missed),
    peers,
  };
};
