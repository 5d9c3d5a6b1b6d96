import { setTimeout } from "node:timers/promises";
import type { Handlers } from "#base/handler.ts";
import { done, refuse, type Refusal, type Refusals } from "#base/outcome.ts";
import { keyIdOf } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";
import { commonRefusals } from "#base/contract.ts";
import { askHead } from "./ask-head.ts";
import { countQueue, readChains } from "./chain-store.ts";
import type { exchangeOperatorContract, RecoveryView } from "./contract-operator.ts";
import { inWords } from "./in-words.ts";
import type { Exchange } from "./open.ts";
import * as store from "./operator-store.ts";
import { keyOfNext } from "./key-log.ts";
import { readOwnKeyLog } from "./own-key.ts";
import { readPeerFigures } from "./peer-figures.ts";
import { peerViewOf, troubleView } from "./peer-view.ts";
import { findLastRecovery, readLost } from "./recovery-store.ts";
import { exchangeRefusals } from "./refusals.ts";
import { barOf } from "./standing.ts";

const listLimit = 500;
/** As many pages with lost events are named one by one; all are counted. */
const lostPages = 100;
const answerAfterMs = 1_500;
/** A long poll ends after 25 s at the latest; who has not answered for two of them is away. */
const connectedSeconds = 60;

const secondsBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

export const exchangeOperatorHandlers = (
  exchange: Exchange,
  texts: Refusals = { ...commonRefusals, ...exchangeRefusals },
): Handlers<typeof exchangeOperatorContract> => {
  const { deps, peers } = exchange;
  const { db, here } = deps;

  const trouble = (refusal: Refusal, at: Instant) => troubleView(texts, refusal, at);

  const recoveryView = async (): Promise<RecoveryView> => {
    const last = await findLastRecovery(db);
    return {
      running: exchange.isRecovering(),
      standing: await exchange.held.look(),
      last: last
        ? {
            startedAt: last.startedAt,
            endedAt: last.endedAt,
            from: last.from,
            reached: last.reached,
            target: last.target,
            trouble:
              last.code && last.endedAt
                ? trouble({ code: last.code, detail: last.detail ?? {} }, last.endedAt)
                : null,
          }
        : null,
      lost: await readLost(db, here, lostPages),
    };
  };

  return {
    recovery: async () => done(await recoveryView()),
    recover: async ({ body: { goOn } }) => {
      const run = exchange.recover({ goOn });
      // A long one goes on by itself; whoever asked looks at how far it is.
      const soon = await Promise.race([run, setTimeout(answerAfterMs, undefined)]);
      run.catch((error: unknown) => deps.log?.(`recovery failed: ${(error as Error).message}`));
      return soon && !soon.ok ? soon : done(await recoveryView());
    },
    chain: async (_, { now }) => {
      const chains = await readChains(db);
      const own = chains.get(here);
      const others = [...chains.values()].filter(({ party }) => party !== here);
      const number = own?.end.number ?? 0;
      const standing = await exchange.held.look();
      const bar = barOf(standing);
      return done({
        party: here,
        key: keyIdOf(keyOfNext(await readOwnKeyLog(deps, db), number + 1)),
        head: { number, digest: own?.end.digest ?? "0".repeat(64) },
        events: (own?.end.next ?? 1) - 1,
        queued: await countQueue(db),
        sealedAt: own?.sealedAt ?? null,
        standing,
        trouble: bar ? trouble(bar, now) : null,
        heads: Object.fromEntries(
          others.map(({ party, end }) => [party, { number: end.number, digest: end.digest }]),
        ),
        pages: await store.newestPages(db, here, 50),
      });
    },
    peers: async (_, { now }) =>
      done({ peers: (await readPeerFigures(exchange, now)).map((peer) => peerViewOf(texts, peer)) }),
    connection: async (_, { now }) => {
      const figures = await readPeerFigures(exchange, now);
      const bar = await exchange.bar();
      return done({
        peers: figures.map(({ party, name, contactAt, trouble: wrong, unacknowledgedPages }) => {
          const lastContactSeconds = contactAt ? secondsBetween(contactAt, now) : null;
          const connected = lastContactSeconds !== null && lastContactSeconds <= connectedSeconds && !wrong;
          return { party, name, connected, lastContactSeconds, queuedPages: unacknowledgedPages };
        }),
        barred: bar ? troubleView(texts, bar, now, figures) : null,
      });
    },
    testPeer: async ({ params: { party } }, { now }) => {
      const node = (await peers.others()).find((peer) => peer.party === party);
      if (!node) return refuse("NOT_A_PARTY", { party });
      const started = performance.now();
      const answer = await askHead(deps, node, AbortSignal.timeout(5_000));
      const millis = Math.round(performance.now() - started);
      if (!answer.ok) return done({ reached: false, millis, trouble: trouble(answer.refusal, now) });
      exchange.hinted(party);
      return done({ reached: true, millis, head: answer.value.head });
    },
    refusedAttempts: async () => done({ attempts: await store.listRefusedAttempts(db, listLimit) }),
    refusedByPeers: async () => {
      const refused = await store.listRefusedByPeers(db, here, listLimit);
      return done({ refused: refused.map((row) => ({ ...row, ...inWords(texts, row) })) });
    },
  };
};
