import type { Db, Tx } from "#base/tx.ts";
import { firstHourMs } from "./days.ts";
import { hourMs } from "./hours.ts";
import { readNewestForecasts } from "./store.ts";

/** The forecast AQI of a station's natural day; days whose index may not be given are absent. */
export type PredictedDay = { station: string; network: string; party: string; fromMs: number; aqi: number };

/** What the newest forecasts say of each day: what the tiers of the regional plan are decided on. */
export const predictedDailyAqi = async (db: Db | Tx, nowMs: number): Promise<PredictedDay[]> =>
  (await readNewestForecasts(db))
    .filter(({ issuedAtMs }) => issuedAtMs > nowMs - 24 * hourMs)
    .flatMap(({ station, network, party, data }) =>
      data.days.flatMap(({ day, aqi }) =>
        aqi === null ? [] : [{ station, network, party, fromMs: firstHourMs(day) - hourMs, aqi }],
      ),
    );
