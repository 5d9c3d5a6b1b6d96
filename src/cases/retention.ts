import type { Day } from "#base/time.ts";
import type { Words } from "./case-file.ts";
import type { Retention } from "./procedure.ts";

/** The last day on which a case that was closed on `closedOn` is kept. */
export const keptUntil = (closedOn: Day, { years }: Retention): Day =>
  Temporal.PlainDate.from(closedOn).add({ years }).toString();

export const isRetentionOver = (closedOn: Day, retention: Retention, today: Day): boolean =>
  keptUntil(closedOn, retention) < today;

/** How the last day follows: `2016-11-22 办结，保存10年，至 2026-11-22`. */
export const explainRetention = (closedOn: Day, retention: Retention): Words => {
  const until = keptUntil(closedOn, retention);
  const { years, provisional } = retention;
  return {
    zh: `${closedOn} 办结，保存 ${years} 年，至 ${until}${provisional ? "（暂定）" : ""}`,
    en: `closed on ${closedOn}, kept for ${years} years, until ${until}${provisional ? " (provisional)" : ""}`,
  };
};
