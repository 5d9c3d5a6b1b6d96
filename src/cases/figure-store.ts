import { sql, type RawBuilder } from "kysely";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
import type { Rating, Words } from "./case-file.ts";

// `late`: ids of files still on their way whose hand-over is late (see `lateInTransit`): no column can know that.

export type Grouping = "item" | "party" | "step";
export type LightFilter = "green" | "yellow" | "red" | "open" | "closed";

const keys: Record<Grouping, RawBuilder<string>> = {
  item: sql`item_id`,
  party: sql`holder`,
  step: sql`state`,
};

const lit = (today: Day, late: readonly string[]): Record<LightFilter, RawBuilder<boolean>> => {
  const isLate = sql<boolean>`id in (select json_array_elements_text(${JSON.stringify(late)}::json)::uuid)`;
  const isRed = sql<boolean>`red_from <= ${today}::date`;
  const isYellow = sql<boolean>`((yellow_from <= ${today}::date or ${isLate}) and (red_from is null or red_from > ${today}::date))`;
  return {
    open: sql`closed_at is null`,
    closed: sql`closed_at is not null`,
    red: sql`closed_at is null and ${isRed}`,
    yellow: sql`closed_at is null and ${isYellow}`,
    green: sql`closed_at is null and not coalesce(${isRed}, false) and not coalesce(${isYellow}, false)`,
  };
};

export const behindFigure = (
  by: Grouping,
  key: string,
  light: LightFilter,
  today: Day,
  late: readonly string[],
): RawBuilder<boolean> => sql`${keys[by]} = ${key} and ${lit(today, late)[light]}`;

export type FigureRow = {
  key: string;
  name: Words;
  open: number;
  green: number;
  yellow: number;
  red: number;
  closed: number;
  averageWorkdays: number | null;
};

export const countSupervision = async (
  db: Tx | Db,
  by: Grouping,
  today: Day,
  late: readonly string[],
): Promise<FigureRow[]> => {
  const light = lit(today, late);
  const { rows } =
    await sql<FigureRow>`select ${keys[by]} as key, (array_agg(file->'itemName' order by submitted_at desc))[1] as name,
      count(*) filter (where ${light.open})::int as open, count(*) filter (where ${light.green})::int as green,
      count(*) filter (where ${light.yellow})::int as yellow, count(*) filter (where ${light.red})::int as red,
      count(*) filter (where ${light.closed})::int as closed,
      round(avg(workdays), 1)::float8 as "averageWorkdays"
    from cases.file group by 1 order by red desc, yellow desc, open desc, key`.execute(db);
  return rows;
};

/** How many cases of each item came to this node since `from`. */
export const countByItem = async (db: Tx | Db, from: Instant): Promise<Map<string, number>> => {
  const { rows } = await sql<{ item: string; n: number }>`select item_id as item, count(*)::int as n
    from cases.file where submitted_at >= ${from}::timestamptz group by item_id`.execute(db);
  return new Map(rows.map(({ item, n }) => [item, n]));
};

export type YearFigures = {
  closed: number;
  averageWorkdays: number | null;
  onTimePercent: number | null;
};

/** This year's cases that crossed a border. */
export const countYear = async (db: Tx | Db, here: Party, from: Instant): Promise<YearFigures> => {
  const { rows } =
    await sql<YearFigures>`select count(*) filter (where state = 'delivered' and closed_at >= ${from}::timestamptz)::int as closed,
      round(avg(workdays) filter (where closed_at >= ${from}::timestamptz), 1)::float8 as "averageWorkdays",
      round(100.0 * count(*) filter (where on_time and closed_at >= ${from}::timestamptz)
        / nullif(count(*) filter (where on_time is not null and closed_at >= ${from}::timestamptz), 0), 1)::float8 as "onTimePercent"
    from cases.file where accepting <> deciding and (accepting = ${here} or deciding = ${here})`.execute(db);
  return rows[0]!;
};

/** Events with which this node sent files over before `before`, and nothing came back since. */
export const listSentBefore = async (
  db: Tx | Db,
  here: Party,
  before: Instant,
): Promise<{ event: Digest; to: Party }[]> => {
  const { rows } = await sql<{
    event: Digest;
    to: Party;
  }>`select handed_event as event, holder as to from cases.file
    where holder <> ${here} and last_party = ${here} and closed_at is null and handed_event is not null
      and (file->'handed'->>'at')::timestamptz < ${before}::timestamptz
    order by submitted_at limit 1000`.execute(db);
  return rows;
};

/** Files that this node sent to be decided and that would be yellow by now if nobody had signed for them. */
export const listMaybeLate = async (
  db: Tx | Db,
  here: Party,
  today: Day,
): Promise<{ id: string; event: Digest; to: Party }[]> => {
  const { rows } = await sql<{
    id: string;
    event: Digest;
    to: Party;
  }>`select id, handed_event as event, holder as to from cases.file
    where transit_yellow_from <= ${today}::date and closed_at is null and holder <> ${here} and accepting = ${here}
      and handed_event is not null`.execute(db);
  return rows;
};

export type RatedRow = { id: string; number: string; itemName: Words; rating: Rating };

export const listRated = async (db: Tx | Db, side: Party): Promise<RatedRow[]> => {
  const { rows } =
    await sql<RatedRow>`select f.id, f.number, f.file->'itemName' as "itemName", r.value as rating
    from cases.file f cross join lateral json_array_elements(f.file->'ratings') r
    where f.rated and r.value->>'side' = ${side} order by r.value->>'at' desc limit 500`.execute(db);
  return rows;
};
