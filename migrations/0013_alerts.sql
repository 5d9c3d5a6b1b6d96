-- Alerts. Only src/monitoring/alerts writes here. `file` is what the events of an alert say, folded; the columns beside
-- it are what lists, clocks and the next readings ask for.
create table monitoring.alert (
  id uuid primary key,
  key text collate "C" not null, -- party, plan, rule, station, exercise or not: one of them is open at a time
  party text not null,
  network text not null,
  station text,
  place text not null, -- river or network, by which alerts are gathered
  group_id uuid not null,
  exercise boolean not null,
  level integer not null, -- 1 notice … 4 red
  since_ms bigint not null, -- phenomenon time
  raised_at timestamptz not null,
  cleared_at timestamptz,
  cleared_ms bigint,
  confirm_by timestamptz, -- deadline while somebody who was asked has not confirmed
  file json not null
);
create index alert_open on monitoring.alert (party) where cleared_at is null;
create index alert_key on monitoring.alert (key, cleared_ms);
create index alert_place on monitoring.alert (network, place, cleared_ms);
create index alert_group on monitoring.alert (group_id);
create index alert_raised on monitoring.alert (raised_at desc, id desc);
create index alert_confirm on monitoring.alert (confirm_by) where cleared_at is null and confirm_by is not null;
