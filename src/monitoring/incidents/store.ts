import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { nextStep, type Incident } from "./incident.ts";

type Row = { incident: Incident };

export const readIncidents = async (tx: Tx | Db, ids: readonly string[]): Promise<Map<string, Incident>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`select incident from monitoring.incident
    where id = any(select json_array_elements_text(${JSON.stringify(ids)}::json)::uuid)`.execute(tx);
  return new Map(rows.map(({ incident }) => [incident.id, incident]));
};

export const findIncident = async (tx: Tx | Db, id: string): Promise<Incident | undefined> =>
  (await readIncidents(tx, [id])).get(id);

/** When this node has next to say that nobody has confirmed what it sent. */
const dueAt = (incident: Incident, here: Party): Instant | null =>
  incident.messages
    .filter(({ by }) => by === here)
    .flatMap((message) => nextStep(incident, message)?.dueAt ?? [])
    .sort()[0] ?? null;

export const saveIncidents = async (tx: Tx, incidents: readonly Incident[], here: Party): Promise<void> => {
  if (incidents.length === 0) return;
  const rows = incidents.map((incident) => ({
    id: incident.id,
    network: incident.network,
    holder: incident.holder,
    is_exercise: incident.isExercise,
    alert_group: incident.group ?? null,
    level: incident.level,
    opened_at: incident.openedAt,
    ended_at: incident.endedAt ?? null,
    due_at: dueAt(incident, here),
    incident,
  }));
  await sql`insert into monitoring.incident
      (id, network, holder, is_exercise, alert_group, level, opened_at, ended_at, due_at, incident)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(id uuid, network text, holder text,
      is_exercise boolean, alert_group uuid, level text, opened_at timestamptz, ended_at timestamptz,
      due_at timestamptz, incident json)
    on conflict (id) do update set level = excluded.level, ended_at = excluded.ended_at,
      due_at = excluded.due_at, incident = excluded.incident`.execute(tx);
};

type IncidentState = "open" | "ended";

/** The newest first, a page at a time. */
export const listIncidents = async (
  tx: Tx | Db,
  state: IncidentState,
  most: number,
  before?: Instant,
): Promise<Incident[]> => {
  const { rows } = await sql<Row>`select incident from monitoring.incident
    where (ended_at is null) = ${state === "open"} and opened_at < coalesce(${before ?? null}::timestamptz, 'infinity')
    order by opened_at desc limit ${most}`.execute(tx);
  return rows.map(({ incident }) => incident);
};

/** Incidents that are open or ended since: what somebody may have to be told of. */
export const listOpenSince = async (tx: Tx | Db, since: Instant): Promise<Incident[]> => {
  const { rows } = await sql<Row>`select incident from monitoring.incident
    where ended_at is null or ended_at >= ${since}::timestamptz order by opened_at desc limit 200`.execute(
    tx,
  );
  return rows.map(({ incident }) => incident);
};

/** The open incident that gathers these alerts, if there is one. */
export const findGathering = async (tx: Tx | Db, group: string): Promise<Incident | undefined> => {
  const { rows } = await sql<Row>`select incident from monitoring.incident
    where alert_group = ${group}::uuid and ended_at is null order by opened_at limit 1`.execute(tx);
  return rows[0]?.incident;
};

/** Incidents in which this node has to say by now that somebody has not confirmed. */
export const listAwaiting = async (tx: Tx | Db, now: Instant): Promise<Incident[]> => {
  const { rows } = await sql<Row>`select incident from monitoring.incident
    where due_at <= ${now}::timestamptz order by due_at limit 200`.execute(tx);
  return rows.map(({ incident }) => incident);
};
