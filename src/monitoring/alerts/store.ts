import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import { keyOf, notConfirmedBy, type Alert } from "./alert.ts";
import { rankOf } from "./level.ts";

type Row = { file: Alert };
const filesOf = ({ rows }: { rows: Row[] }): Alert[] => rows.map(({ file }) => file);

export const readAlerts = async (tx: Tx | Db, ids: readonly string[]): Promise<Map<string, Alert>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`select file from monitoring.alert
    where id = any(${textArray(ids)}::text[]::uuid[])`.execute(tx);
  return new Map(rows.map(({ file }) => [file.id, file]));
};

const rowOf = (file: Alert) => ({
  id: file.id,
  key: keyOf(file),
  party: file.party,
  network: file.network,
  station: file.station ?? null,
  place: file.place,
  group_id: file.group,
  exercise: file.isExercise,
  level: rankOf(file.level),
  since_ms: file.sinceMs,
  raised_at: file.raisedAt,
  cleared_at: file.clearedAt ?? null,
  cleared_ms: file.clearedAtMs ?? null,
  confirm_by: notConfirmedBy(file).length > 0 ? file.confirm!.by : null,
  file,
});

/** Writes a whole page's alerts with one statement. */
export const saveAlerts = async (tx: Tx, alerts: readonly Alert[]): Promise<void> => {
  if (alerts.length === 0) return;
  await sql`insert into monitoring.alert
    select * from json_to_recordset(${JSON.stringify(alerts.map(rowOf))}::json) as g(
      id uuid, key text, party text, network text, station text, place text, group_id uuid, exercise boolean,
      level integer, since_ms bigint, raised_at timestamptz, cleared_at timestamptz, cleared_ms bigint,
      confirm_by timestamptz, file json)
    on conflict (id) do update set level = excluded.level, cleared_at = excluded.cleared_at,
      cleared_ms = excluded.cleared_ms, confirm_by = excluded.confirm_by, file = excluded.file`.execute(tx);
};

/** What is open and recorded by a party: few rows, asked with every batch of readings. */
export const openAlerts = async (tx: Tx | Db, party: Party): Promise<Alert[]> =>
  filesOf(
    await sql<Row>`select file from monitoring.alert where cleared_at is null and party = ${party}`.execute(
      tx,
    ),
  );

/** What was told of these keys and had not ended by then. */
export const toldSince = async (tx: Tx, keys: readonly string[], fromMs: number): Promise<Alert[]> =>
  keys.length === 0
    ? []
    : filesOf(
        await sql<Row>`select file from monitoring.alert where key = any(${textArray(keys)}::text[])
          and (cleared_ms is null or cleared_ms >= ${fromMs}) order by raised_at`.execute(tx),
      );

/** Alerts of a network, of whatever party, that may still gather a new one. */
export const gatheringSince = async (tx: Tx, network: string, fromMs: number): Promise<Alert[]> =>
  filesOf(
    await sql<Row>`select file from monitoring.alert where network = ${network}
      and (cleared_ms is null or cleared_ms >= ${fromMs}) order by raised_at`.execute(tx),
  );

/** What is open, and what ended since: with everything else of the same incidents. */
export const gatheringNow = async (db: Db | Tx, since: string): Promise<Alert[]> =>
  filesOf(
    await sql<Row>`select file from monitoring.alert where group_id in (
      select group_id from monitoring.alert where cleared_at is null or cleared_at >= ${since}::timestamptz)`.execute(
      db,
    ),
  );

export type AlertFilter = {
  state?: "open" | "cleared";
  network?: string;
  station?: string;
  group?: string;
  /** `raisedAt id` of the last one seen. */
  after?: { raisedAt: string; id: string };
};

/** Newest first; open ones of a level before milder ones. */
export const listAlerts = async (
  db: Db | Tx,
  { state, network, station, group, after }: AlertFilter,
  limit: number,
): Promise<Alert[]> =>
  filesOf(
    await sql<Row>`select file from monitoring.alert where true
      ${state === "open" ? sql`and cleared_at is null` : state === "cleared" ? sql`and cleared_at is not null` : sql``}
      ${network === undefined ? sql`` : sql`and network = ${network}`}
      ${station === undefined ? sql`` : sql`and station = ${station}`}
      ${group === undefined ? sql`` : sql`and group_id = ${group}::uuid`}
      ${after ? sql`and (raised_at, id) < (${after.raisedAt}::timestamptz, ${after.id}::uuid)` : sql``}
      order by raised_at desc, id desc limit ${limit}`.execute(db),
  );

/** Own alerts whose deadline for confirming is over. */
export const overdueAlerts = async (db: Db | Tx, party: Party, now: string): Promise<Alert[]> =>
  filesOf(
    await sql<Row>`select file from monitoring.alert where cleared_at is null and party = ${party}
      and confirm_by < ${now}::timestamptz`.execute(db),
  );
