-- What SensorThings clients made at this node: its own, nothing of it crosses a border.
create sequence monitoring.sta_id;
-- Counts every change, so that each process knows whether what it holds in memory still stands.
create table monitoring.sta_change (only_row boolean primary key default true check (only_row), number bigint not null);
insert into monitoring.sta_change (number) values (0);

create table monitoring.sta_entity (
  id bigint primary key,
  type text not null,
  properties json not null, -- as the client wrote them
  links json not null, -- relation → ids, kept at one end
  change bigint not null,
  deleted boolean not null default false -- stays, so that every process hears of it and the number is not given again
);
create index sta_entity_change on monitoring.sta_entity (change);

-- What an observation says beside its number: other kinds of results, times, quality, parameters, another feature.
create table monitoring.sta_extra (
  stream text collate "C" not null,
  at bigint not null, -- ms since the epoch
  extra json not null,
  feature text generated always as (extra->>'feature') stored,
  deleted boolean generated always as (coalesce((extra->>'deleted')::boolean, false)) stored,
  primary key (stream, at)
);
create index sta_extra_feature on monitoring.sta_extra (feature) where feature is not null;
create index sta_extra_deleted on monitoring.sta_extra (stream) where deleted;

-- Who may hand in measurements here: stations and their operators, by a token that only they know.
create table monitoring.supplier (
  name text primary key,
  token_hash bytea not null unique, -- SHA-256; the token has 256 random bits, so nothing slower is needed
  stations text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
