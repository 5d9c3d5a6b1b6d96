import type { Instant } from "#base/time.ts";
import type { ClauseRef, Digest } from "#protocol/event.ts";
import { definitionsInForce } from "#agreements/in-force.ts";
import type { Standings } from "#agreements/standing.ts";
import type { MonitoringGrant } from "#agreements/agreement.ts";
import { isInForce } from "#agreements/state.ts";
import type { Network } from "./network.ts";
import { standardsUnder } from "./standards/in-force.ts";
import type { Standard } from "./standards/standard-at.ts";

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

/** A network, with the editions by which its clause has it judged. */
export type JudgedNetwork = Network & { standards: readonly Standard[] };

const judgedBy = new WeakMap<Network, JudgedNetwork>();

/** The networks in force at a time, ready to be judged; one object for as long as its agreement stands. */
export const networksInForce = (standings: Standings, at: Instant): JudgedNetwork[] =>
  definitionsOf<Network>(standings, "monitoring-network", at).map(({ content, agreement, clause }) => {
    let network = judgedBy.get(content);
    if (!network) {
      const standing = standings.get(agreement)!;
      const { grant } = standing.clauses
        .get(clause.clause)!
        .monitoring.find(({ networks }) => networks.has(content.id))!;
      judgedBy.set(content, (network = { ...content, standards: standardsUnder(standing, grant) }));
    }
    return network;
  });

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
