import { commonRefusals } from "#base/contract.ts";
import type { Handlers } from "#base/handler.ts";
import { done, type Refusals } from "#base/outcome.ts";
import type { exchangeHealthContract } from "./contract-health.ts";
import { readFigures } from "./figures.ts";
import { findingsOf } from "./health.ts";
import { listMissed } from "./missed-store.ts";
import type { Exchange } from "./open.ts";
import { peerViewOf } from "./peer-view.ts";
import { exchangeRefusals } from "./refusals.ts";

const listLimit = 200;

export const exchangeHealthHandlers = (
  exchange: Exchange,
  texts: Refusals = { ...commonRefusals, ...exchangeRefusals },
): Handlers<typeof exchangeHealthContract> => ({
  health: async (_, { now }) => {
    const figures = await readFigures(exchange, now);
    const findings = findingsOf(texts, figures, now);
    const { unsealedEvents: events, unsealedSeconds: seconds, limit, head, peers } = figures;
    return done({
      at: now,
      level: findings[0]?.level ?? "good",
      findings,
      unsealed: { events, seconds, limitEvents: limit.events, limitMinutes: limit.minutes },
      head,
      peers: peers.map((peer) => peerViewOf(texts, peer)),
      missed: await listMissed(exchange.deps.db, listLimit),
    });
  },
});
