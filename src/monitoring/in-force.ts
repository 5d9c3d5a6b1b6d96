import type { Instant } from "#base/time.ts";
import type { ClauseRef, Digest } from "#protocol/event.ts";
import { definitionsInForce } from "#agreements/in-force.ts";
import type { Standings } from "#agreements/standing.ts";
import type { MonitoringGrant } from "#agreements/agreement.ts";
import { isInForce } from "#agreements/state.ts";

/** A definition file of a kind as the clause in force says it. */
export type InForce<T> = { content: T; agreement: Digest; path: string; clause: ClauseRef };

/** Definitions of one kind (`monitoring-network`, `alert-plan` …); agreements checked their shape when they were signed. */
export const definitionsOf = <T>(standings: Standings, kind: string, at: Instant): InForce<T>[] =>
  definitionsInForce(standings, kind, at).map(({ content, agreement, path, clauses }) => ({
    content: content as T,
    agreement,
    path,
    clause: clauses[0]!,
  }));

/** The clause under which something of a network may cross now, for a party and a power; absent where none grants it. */
export const clauseForNetwork = (
  standings: Standings,
  ask: { network: string; party: string; power: MonitoringGrant["powers"][number]; at: Instant },
): { clause: ClauseRef; parties: readonly string[]; publishes: boolean } | undefined => {
  for (const { digest, signing, force, clauses } of standings.values()) {
    if (!isInForce(force, ask.at)) continue;
    for (const { clause, monitoring } of clauses.values())
      for (const { grant, networks } of monitoring)
        if (networks.has(ask.network) && grant.to.includes(ask.party) && grant.powers.includes(ask.power))
          return {
            clause: { agreement: digest, clause: clause.id },
            parties: signing.bundle.agreement.parties,
            publishes: grant.publishes.some((one) => one === ask.power),
          };
  }
  return undefined;
};
