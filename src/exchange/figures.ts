import { sql } from "kysely";
import type { Instant } from "#base/time.ts";
import { readBacklog, secondsSince, usualBacklog, type BacklogLimit } from "./backlog.ts";
import { getChain } from "./chain-store.ts";
import type { Exchange } from "./open.ts";
import { findOwnSigner } from "./own-key.ts";
import { readPeerFigures, type PeerFigures } from "./peer-figures.ts";
import type { Standing } from "./standing.ts";
import type { KeyId } from "./succession-shape.ts";

/** Everything an operator measures of a node's exchange, read at once. */
export type Figures = {
  head: number;
  events: number;
  unsealedEvents: number;
  unsealedSeconds: number;
  limit: BacklogLimit;
  standing: Standing;
  /** The key that must sign next, if this node does not hold it. */
  missingKey?: KeyId;
  attachmentsMissing: number;
  /** What did not come in time and has been recorded so, ever. */
  missed: number;
  peers: PeerFigures[];
};

export const readFigures = async (exchange: Exchange, now: Instant): Promise<Figures> => {
  const { db, here, backlog } = exchange.deps;
  const peers = await readPeerFigures(exchange, now);
  const { end } = await getChain(db, here);
  const signer = await findOwnSigner(exchange.deps, db);
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
    ...(!signer.ok && { missingKey: String(signer.refusal.detail?.["key"]) }),
    attachmentsMissing: Number(rows[0]!.attachments),
    missed: Number(rows[0]!.missed),
    peers,
  };
};

/** Whether pages are sealed, in one word: how the own chain stands, or that the key is not held. */
export type Sealing = Standing["state"] | "no-key";

export const sealingOf = ({ state }: Standing, isKeyHeld: boolean): Sealing =>
  state === "sound" && !isKeyHeld ? "no-key" : state;
