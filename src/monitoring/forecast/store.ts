import { sql } from "kysely";
import type { Db, Tx } from "#base/tx.ts";
import type { StationForecast } from "./events.ts";
import { hourMs, zoneHours } from "./hours.ts";

export type ForecastRow = {
  station: string;
  issuedAtMs: number;
  party: string;
  network: string;
  event: string;
  data: StationForecast;
};

/** A forecast of the same hour replaces the one before: whoever issued it corrected themselves. */
export const saveForecasts = async (tx: Tx, rows: readonly ForecastRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into monitoring.forecast (station, issued_at, party, network, event, data)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(station text, "issuedAtMs" bigint, party text,
      network text, event text, data jsonb)
    on conflict (station, issued_at) do update set event = excluded.event, data = excluded.data`.execute(tx);
};

type Row = {
  station: string;
  issued_at: bigint;
  party: string;
  network: string;
  event: string;
  data: StationForecast;
};

const toForecast = ({ issued_at, ...row }: Row): ForecastRow => ({ ...row, issuedAtMs: Number(issued_at) });

/** The newest forecast of each station, of those issued at one hour of the day where that is asked for. */
export const readNewestForecasts = async (db: Db | Tx, atHour?: number): Promise<ForecastRow[]> => {
  const ofHour = sql`where (issued_at / ${hourMs}::bigint + ${zoneHours}::int) % 24 = ${atHour}::int`;
  const { rows } = await sql<Row>`
    select distinct on (station) * from monitoring.forecast ${atHour === undefined ? sql`` : ofHour}
    order by station, issued_at desc`.execute(db);
  return rows.map(toForecast);
};

/** A station's forecasts issued from one hour on and before another, oldest first. */
export const readForecasts = async (
  db: Db | Tx,
  station: string,
  fromMs: number,
  toMs: number,
): Promise<ForecastRow[]> => {
  const { rows } = await sql<Row>`
    select * from monitoring.forecast
    where station = ${station} and issued_at >= ${fromMs} and issued_at < ${toMs} order by issued_at`.execute(
    db,
  );
  return rows.map(toForecast);
};
