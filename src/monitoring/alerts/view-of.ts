import type { Standings } from "#agreements/standing.ts";
import { hasConfirmed, notConfirmedBy, type Alert } from "./alert.ts";
import type { AlertView } from "./contract.ts";
import type { Level } from "./level.ts";
import { watchedAt, type Watched } from "./watched.ts";

/** Names of levels for alerts whose plan is no longer in force. */
const plainWords: Record<Level, { zh: string; en: string }> = {
  notice: { zh: "提示", en: "Notice" },
  yellow: { zh: "黄色预警", en: "Yellow warning" },
  orange: { zh: "橙色预警", en: "Orange warning" },
  red: { zh: "红色预警", en: "Red warning" },
};

export const levelWordsIn = ({ plans }: Watched, plan: string, level: Level): { zh: string; en: string } =>
  plans.find((one) => one.plan.id === plan)?.plan.levels[level].words ?? plainWords[level];

export const nameIn = ({ plans }: Watched, { network, station }: Alert): { zh: string; en: string } => {
  const found = plans.find((one) => one.network.id === network)?.network;
  const name = found?.stations.find(({ id }) => id === station)?.name ?? found?.title;
  return name ?? { zh: station ?? network, en: station ?? network };
};

/** Alerts as pages show them, with the names that are in force now. */
export const viewsOf = (
  alerts: readonly Alert[],
  {
    standings,
    now,
    here,
    lastValues,
  }: { standings: Standings; now: string; here: string; lastValues: ReadonlyMap<string, number> },
): AlertView[] => {
  const watched = watchedAt(standings, now);
  return alerts.map((alert) => {
    const { plan, lines: _, clearedAtMs: __, confirmations, ...rest } = alert;
    const lastValueAtMs = alert.station === undefined ? undefined : lastValues.get(alert.station);
    return {
      ...rest,
      name: nameIn(watched, alert),
      levelWords: levelWordsIn(watched, plan, alert.level),
      notConfirmedBy: notConfirmedBy(alert),
      confirmations: confirmations.map(({ event: ___, isOfUnverified: ____, ...one }) => one),
      hasOwnConfirmed: hasConfirmed(alert, here),
      ...(lastValueAtMs !== undefined && { lastValueAtMs }),
    };
  });
};
