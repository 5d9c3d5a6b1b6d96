import { refuse, done, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Standings } from "#agreements/standing.ts";
import type { MonitoringDeps } from "../deps.ts";
import { definitionsOf, networksInForce, type JudgedNetwork } from "../in-force.ts";
import { observedProperties } from "../standards/observed-properties.ts";
import { findStation } from "../network.ts";
import type { Surroundings } from "./cap/cap-of-message.ts";
import { reachPolygons } from "./cap/reach-area.ts";
import type { ResponsePlan } from "./response-plan.ts";

type Words = { zh: string; en: string };

/** All that rules and views of incidents look up, read once for a request. */
export type Around = Surroundings & {
  standings: Standings;
  networks: readonly JudgedNetwork[];
  findNetwork: (id: string) => JudgedNetwork | undefined;
  getPlan: (network: string) => Outcome<ResponsePlan, "NO_RESPONSE_PLAN">;
  nameOf: (id: string) => Words | undefined;
};

export const readAround = async (
  deps: Pick<MonitoringDeps, "agreements" | "parties">,
  tx: Tx | Db,
  now: Instant,
): Promise<Around> => {
  const standings = await deps.agreements.read(tx);
  const parties = new Map((await deps.parties()).map(({ party, name }) => [party, name]));
  const networks = networksInForce(standings, now);
  const plans = definitionsOf<ResponsePlan>(standings, "response-plan", now).map(({ content }) => content);
  const stationOf = (id: string) => networks.flatMap((network) => findStation(network, id) ?? [])[0];
  const propertyOf = (code: string): Words | undefined => {
    const found = observedProperties.get(code);
    return found && { zh: found.zh, en: found.en };
  };
  const sameWords = (id: string): Words => ({ zh: id, en: id });
  return {
    standings,
    networks,
    findNetwork: (id) => networks.find((network) => network.id === id),
    getPlan: (network) => {
      const plan = plans.find((one) => one.network === network);
      return plan ? done(plan) : refuse("NO_RESPONSE_PLAN", { network });
    },
    partyName: (party: Party): Words => {
      const name = parties.get(party);
      return name ? { zh: name.zh, en: name.en ?? name.zh } : sameWords(party);
    },
    stationName: (id) => stationOf(id)?.name ?? sameWords(id),
    stationPlace: (id) => stationOf(id)?.place,
    reachPolygons: (from, to) => networks.flatMap((network) => reachPolygons(network, from, to)),
    propertyName: (code) => propertyOf(code) ?? sameWords(code),
    nameOf: (id) => {
      const words = stationOf(id)?.name ?? propertyOf(id);
      return words && { zh: words.zh, en: words.en };
    },
  };
};
