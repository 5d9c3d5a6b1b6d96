import { done, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Tx } from "#base/tx.ts";
import type { ClauseLimits } from "#agreements/authority.ts";
import { readChains } from "./chain-store.ts";
import { missedDraft, type Overdue } from "./missed.ts";
import { overdueDelivery, overdueRelay, watchInTurn, type Watch } from "./missed-store.ts";
import type { Exchange } from "./open.ts";

const mostAtOnce = 200;
const hourMs = 3_600_000;

const longestHours = (limits: readonly ClauseLimits[]): number =>
  Math.max(...limits.map(({ limits: { relayHours } }) => relayHours));

/**
 * Records what did not come within the limits of its clause, once each; what comes later overrules it where it is shown.
 * A job: harmless to run twice, or in two processes.
 */
export const limitWatcher = (
  exchange: Pick<Exchange, "deps" | "peers" | "commit" | "append">,
): (() => Promise<number>) => {
  const { deps, peers } = exchange;
  /** Per party: pages sealed up to here were looked at after every limit had passed. A restart looks once more. */
  const doneUntil = new Map<Party, Instant>();

  const overdueOf = async (tx: Tx, parties: readonly Party[], watch: Watch): Promise<Overdue[]> => {
    const chains = await readChains(tx);
    const settled = new Date(Date.parse(watch.now) - longestHours(watch.limits) * hourMs).toISOString();
    const found: Overdue[] = [];
    for (const party of parties) {
      const acknowledged = chains.get(party)?.heads[deps.here]?.number ?? 0;
      const overdue = await overdueRelay(tx, watch, party, acknowledged, doneUntil.get(party) ?? "");
      if (overdue.length === 0) doneUntil.set(party, settled);
      found.push(...overdue);
    }
    return [...found, ...(await overdueDelivery(tx, watch))];
  };

  const round = async (parties: readonly Party[]): Promise<Outcome<number>> =>
    exchange.commit(async (tx): Promise<Outcome<number>> => {
      const limits = await deps.authority.limits(tx);
      if (limits.length === 0) return done(0);
      await watchInTurn(tx);
      const overdue = await overdueOf(tx, parties, {
        here: deps.here,
        limits,
        now: deps.clock(),
        atMost: mostAtOnce,
      });
      if (overdue.length === 0) return done(0);
      const said = await exchange.append(tx, overdue.map((one) => missedDraft(deps.here, one))); // prettier-ignore
      return said.ok ? done(overdue.length) : said;
    });

  return async () => {
    const parties = (await peers.others()).map(({ party }) => party);
    for (let total = 0; ;) {
      const recorded = await round(parties);
      // A node that may not write now (an old copy, a backlog) says it in a later round.
      if (!recorded.ok) deps.log?.(`what did not come is not recorded now: ${recorded.refusal.code}`);
      if (!recorded.ok || recorded.value === 0) return total;
      total += recorded.value;
    }
  };
};
