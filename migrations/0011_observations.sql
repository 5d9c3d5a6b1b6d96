-- Measurements. Only src/monitoring writes here.
create schema monitoring;

-- One property at one station, with its newest value: what duty screens ask for, without touching the values.
create table monitoring.stream (
  id integer generated always as identity primary key,
  key text collate "C" not null unique, -- station/property
  network text not null,
  party text not null, -- whose node records it
  count bigint not null, -- values kept
  first_at bigint not null, -- phenomenon times: ms since the epoch
  last_at bigint not null,
  last_value double precision,
  last_flags integer not null,
  last_revision integer not null,
  last_averaging integer not null, -- minutes
  alike_since bigint not null, -- the newest value is the same since then,
  alike integer not null -- so many times in a row
) with (fillfactor = 60); -- the newest value changes all the time and stays on its page

-- The values themselves, up to 48 in a row of two or three bytes each (src/monitoring/observations/chunk.ts).
create table monitoring.chunk (
  stream integer not null,
  first_at bigint not null,
  packed bytea not null,
  primary key (stream, first_at)
) with (fillfactor = 80);
-- Packed already: trying to press it further only costs time.
alter table monitoring.chunk alter column packed set storage external;

-- Values that were replaced: what stood there, and who replaced it.
create table monitoring.revision (
  stream integer not null,
  at bigint not null,
  revision integer not null, -- of the value that was replaced
  value double precision,
  flags integer not null,
  replaced_at timestamptz not null,
  party text not null,
  role text not null,
  department text not null,
  source text not null,
  event text collate "C" not null,
  primary key (stream, at, revision)
);

-- That something of monitoring was applied, for pages that wait for it. A reader names its snapshot and is told exactly what
-- it could not see then, in whatever order transactions ended. Kept for an hour.
create table monitoring.change (
  transaction xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  types text[] not null
);
create index change_transaction on monitoring.change (transaction);

-- Profiles over height and images of radars and other stations; their files are attachments.
create table monitoring.profile (
  event text collate "C" primary key,
  network text not null,
  station text collate "C" not null,
  party text not null,
  at bigint not null, -- ms since the epoch
  kind text not null check (kind in ('profile', 'image')),
  quantity text not null,
  content jsonb not null -- unit, heights, values, file
);
create index profile_station on monitoring.profile (station, at);
