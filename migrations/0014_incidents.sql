-- Incidents: what three parties tell each other and do about bad water or air, folded from their events.

create schema if not exists monitoring;

create table monitoring.incident (
  id uuid primary key,
  network text not null,
  holder text not null,
  is_exercise boolean not null,
  -- The first of the alerts that it gathers.
  alert_group uuid,
  level text not null,
  opened_at timestamptz not null,
  ended_at timestamptz,
  -- When this node has next to say that somebody has not confirmed what it sent.
  due_at timestamptz,
  incident json not null
);
create index incident_open on monitoring.incident (opened_at desc);
create index incident_of_alerts on monitoring.incident (alert_group) where alert_group is not null;
create index incident_awaiting on monitoring.incident (due_at) where due_at is not null;
