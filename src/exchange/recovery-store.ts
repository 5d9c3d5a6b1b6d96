import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";

/** One time that a node fetched its own pages back. */
export type Recovery = {
  id: number;
  startedAt: Instant;
  endedAt: Instant | null;
  /** The own chain ended at `from`; it is at `reached` now; the peers hold `target`. */
  from: number;
  reached: number;
  target: number;
  code: string | null;
  detail: Record<string, unknown> | null;
};

export const startRecovery = async (
  db: Db,
  { from, target, at }: { from: number; target: number; at: Instant },
): Promise<number> => {
  const { rows } = await sql<{ id: bigint }>`
    insert into exchange.recovery (started_at, from_number, reached, target)
    values (${at}::timestamptz, ${from}, ${from}, ${target}) returning id`.execute(db);
  return Number(rows[0]!.id);
};

export const noteReached = async (tx: Tx, id: number, reached: number): Promise<void> => {
  await sql`update exchange.recovery set reached = ${reached} where id = ${id}`.execute(tx);
};

export const endRecovery = async (db: Db, id: number, at: Instant, refusal?: Refusal): Promise<void> => {
  await sql`
    update exchange.recovery set ended_at = ${at}::timestamptz, code = ${refusal?.code ?? null},
      detail = ${refusal ? JSON.stringify(refusal.detail ?? {}) : null}::jsonb where id = ${id}`.execute(db);
};

export const findLastRecovery = async (db: Db): Promise<Recovery | undefined> => {
  const { rows } = await sql<
    Omit<Recovery, "id" | "from" | "reached" | "target"> & {
      id: bigint;
      from: bigint;
      reached: bigint;
      target: bigint;
    }
  >`
    select id, started_at as "startedAt", ended_at as "endedAt", from_number as "from", reached, target, code, detail
    from exchange.recovery order by id desc limit 1`.execute(db);
  const row = rows[0];
  return (
    row && {
      ...row,
      id: Number(row.id),
      from: Number(row.from),
      reached: Number(row.reached),
      target: Number(row.target),
    }
  );
};

export type LostPage = { number: number; sealedAt: Instant; positions: number[] };

/**
 * Events of one's own chain whose bodies are not here: what nobody else was told could not come back. Counted, with the
 * newest pages and the positions in the chain.
 */
export const readLost = async (
  db: Db,
  here: Party,
  limit: number,
): Promise<{ events: number; pages: LostPage[] }> => {
  const { rows } = await sql<{ number: bigint; header: string; absent: number[]; total: bigint }>`
    select number, header, absent, sum(cardinality(absent)) over () as total from (
      select number, header, array_positions(events, null) as absent from exchange.page
      where author = ${here} and array_position(events, null) is not null
    ) p order by number desc limit ${limit}`.execute(db);
  return {
    events: Number(rows[0]?.total ?? 0),
    pages: rows.map(({ number, header, absent }) => {
      const { first, sealedAt } = JSON.parse(header) as { first: number; sealedAt: Instant };
      return { number: Number(number), sealedAt, positions: absent.map((index) => first + index - 1) };
    }),
  };
};

/** Own bodies that no page carries here yet, by their leaf: a peer that was not told of them shows the leaf alone. */
export const findUnsealed = async (
  tx: Tx | Db,
  leaves: readonly string[],
): Promise<Map<string, { salt: string; body: string }>> => {
  const { rows } = await sql<{ leaf: string; salt: string; body: string }>`
    select encode(q.leaf, 'hex') as leaf, e.salt, e.body from exchange.queue q join exchange.event e using (seq)
    where e.body is not null and encode(q.leaf, 'hex') = any(array(select json_array_elements_text(${JSON.stringify(leaves)}::json)))
  `.execute(tx);
  return new Map(rows.map(({ leaf, salt, body }) => [leaf, { salt, body }]));
};

/**
 * A subject on which something was recorded here that no page carries, while these events of the own next page, not known
 * here, go on with it: it was recorded on the old copy, beside what this node has said already.
 */
export const findRecordedBeside = async (
  db: Db,
  here: Party,
  arriving: readonly { subject: string; digest: string }[],
): Promise<string | undefined> => {
  if (arriving.length === 0) return undefined;
  const { rows } = await sql<{ subject: string }>`
    with arriving as (
      select * from unnest(${textArray(arriving.map(({ subject }) => subject))}::text[],
        ${textArray(arriving.map(({ digest }) => digest))}::text[]) as a(subject, digest)
    )
    select e.subject from exchange.queue q join exchange.event e using (seq)
    where e.digest not in (select digest from arriving) and e.subject in (
      select a.subject from arriving a
      where not exists (select from exchange.event k where k.author = ${here} and k.digest = a.digest))
    order by q.seq limit 1`.execute(db);
  return rows[0]?.subject;
};
