import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Db } from "#base/tx.ts";
import type { StreamKey } from "./reading.ts";

/** How the values of a stretch of time stand: the digest is another once any of them was written, here or in another process. */
export type Stand = { digest: string; hasValues: boolean };

export const readStand = async (
  db: Db,
  streams: readonly StreamKey[],
  fromMs: number,
  toMs: number,
): Promise<Stand> => {
  const { rows } = await sql<Stand>`
    with wanted as (
      select s.id, s.first_at, s.last_at from monitoring.stream s
      where s.key = any(array(select unnest(${textArray(streams)}::text[])))
    )
    select
      coalesce((select bool_or(first_at <= ${toMs}::bigint and last_at >= ${fromMs}::bigint) from wanted), false) as "hasValues",
      coalesce((
        select md5(string_agg(concat_ws(' ', c.stream, c.first_at, c.xmin), ',' order by c.stream, c.first_at))
        from wanted w
        cross join lateral (
          select coalesce(max(first_at), w.first_at) as start from monitoring.chunk
          where stream = w.id and first_at <= ${fromMs}::bigint
        ) f
        join monitoring.chunk c on c.stream = w.id and c.first_at between f.start and ${toMs}::bigint
      ), '') as digest`.execute(db);
  return rows[0]!;
};
