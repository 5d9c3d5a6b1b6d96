import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Attachment, Digest } from "#protocol/event.ts";
import type { Levels, Profile } from "./events.ts";

export type KeptProfile = {
  event: Digest;
  network: string;
  station: string;
  party: Party;
  atMs: number;
  kind: Profile["kind"];
  quantity: string;
  unit?: string | undefined;
  levels?: Levels | undefined;
  sample?: boolean | undefined;
  file: Attachment;
};

export const insertProfiles = async (tx: Tx, profiles: readonly KeptProfile[]): Promise<void> => {
  const rows = profiles.map(({ event, network, station, party, atMs, kind, quantity, ...content }) => ({
    event, network, station, party, at: atMs, kind, quantity, content,
  })); // prettier-ignore
  await sql`
    insert into monitoring.profile (event, network, station, party, at, kind, quantity, content)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(event text, network text, station text, party text,
      at bigint, kind text, quantity text, content jsonb)`.execute(tx);
};

type Row = {
  event: string;
  network: string;
  station: string;
  party: string;
  at: bigint;
  kind: Profile["kind"];
  quantity: string;
  content: Pick<KeptProfile, "file" | "unit" | "levels" | "sample">;
};

const toProfile = ({ at, content, ...row }: Row): KeptProfile => ({ ...content, ...row, atMs: Number(at) });

/** What a station saw, oldest first: from a moment up to, but not at, another. */
export const readProfiles = async (
  db: Db,
  { station, fromMs, toMs, most }: { station: string; fromMs: number; toMs: number; most: number },
): Promise<KeptProfile[]> => {
  const { rows } = await sql<Row>`select * from monitoring.profile
    where station = ${station} and at >= ${fromMs} and at < ${toMs} order by at, event limit ${most}`.execute(
    db,
  );
  return rows.map(toProfile);
};

export const findProfile = async (db: Db, event: Digest): Promise<KeptProfile | undefined> => {
  const { rows } = await sql<Row>`select * from monitoring.profile where event = ${event}`.execute(db);
  return rows[0] && toProfile(rows[0]);
};

/**
 * What was recorded of a station, a moment and a quantity with the same file. Whoever asks for the same meanwhile waits until
 * this transaction ends, and then finds what it recorded.
 */
export const findSame = async (
  tx: Tx,
  { station, atMs, quantity, digest }: { station: string; atMs: number; quantity: string; digest: string },
): Promise<KeptProfile | undefined> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`profile ${station} ${atMs} ${digest}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<Row>`select * from monitoring.profile
    where station = ${station} and at = ${atMs} and quantity = ${quantity} and content->'file'->>'digest' = ${digest}
    order by event limit 1`.execute(tx);
  return rows[0] && toProfile(rows[0]);
};
