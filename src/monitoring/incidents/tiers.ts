import type { Party } from "#base/party.ts";
import { dayOf, type Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { windowsOf } from "../alerts/forecast-tiers.ts";
import { tierOf } from "../alerts/tiers.ts";
import { predictedDailyAqi } from "../forecast/predicted.ts";
import type { JudgedNetwork } from "../in-force.ts";
import { standardAt } from "../standards/standard-at.ts";
import type { TierWord } from "./events.ts";

/** Which tier of the regional plan each party's newest forecast reaches, and when; parties below every tier are absent. */
export const tiersOf = async (
  tx: Tx | Db,
  network: JudgedNetwork,
  parties: readonly Party[],
  now: Instant,
): Promise<TierWord[]> => {
  const plan = standardAt("heavy-pollution-warning", dayOf(now), network.standards);
  if (network.medium !== "air" || !plan) return [];
  const days = await predictedDailyAqi(tx, Date.parse(now));
  return parties.flatMap((party) => {
    const tier = tierOf(plan, windowsOf(days, network.id, party));
    if (!tier) return [];
    const { level, fromMs, toMs, because: conditions } = tier;
    return [{ party, level, fromMs, toMs, conditions, standard: plan.id }];
  });
};
