import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";

/** A header as its node signed it, and who keeps it. */
export type Story = { header: string; signature: string; heldBy: Party };

export type Conflict = {
  id: number;
  of: Party;
  number: number;
  /** Digest of the page that is not the one kept here. */
  other: string;
  stories: [Story, Story];
  foundAt: Instant;
};

type Row = Omit<Conflict, "id" | "number"> & { id: bigint; number: bigint };

const columns = sql.raw(`id, of_party as "of", number, other, stories, found_at as "foundAt"`);
const toConflict = ({ id, number, ...rest }: Row): Conflict => ({
  id: Number(id),
  number: Number(number),
  ...rest,
});

/** Kept once for each other story. */
export const insertConflict = async (db: Db | Tx, conflict: Omit<Conflict, "id">): Promise<void> => {
  const { of, number, other, stories, foundAt } = conflict;
  await sql`
    insert into exchange.conflict (of_party, number, other, stories, found_at)
    values (${of}, ${number}, ${other}, ${JSON.stringify(stories)}::jsonb, ${foundAt}::timestamptz)
    on conflict do nothing`.execute(db);
};

export const listConflicts = async (db: Db | Tx, limit: number): Promise<Conflict[]> => {
  const { rows } =
    await sql<Row>`select ${columns} from exchange.conflict order by id desc limit ${limit}`.execute(db);
  return rows.map(toConflict);
};

export const findConflict = async (db: Db | Tx, id: number): Promise<Conflict | undefined> => {
  const { rows } = await sql<Row>`select ${columns} from exchange.conflict where id = ${id}`.execute(db);
  return rows[0] && toConflict(rows[0]);
};

/** The first two stories about this chain, if there are two. */
export const findConflictOf = async (db: Db | Tx, of: Party): Promise<Conflict | undefined> => {
  const { rows } = await sql<Row>`
    select ${columns} from exchange.conflict where of_party = ${of} order by number, id limit 1`.execute(db);
  return rows[0] && toConflict(rows[0]);
};
