-- Notices to people of this node about alerts. Nothing of this ever crosses a border. Only src/monitoring/notices writes
-- here. Addresses are sealed with the node's secret; people are named by the id of their account.
create table monitoring.notice_preference (
  person text primary key,
  email bytea, -- sealed
  mail_from integer, -- from this level on (1 notice … 4 red); none if null
  push_from integer,
  quiet_from text, -- 22:00, of Asia/Shanghai; red is never quiet
  quiet_until text,
  language text not null
);

create table monitoring.push_subscription (
  id uuid primary key,
  person text not null,
  digest text collate "C" not null unique, -- of the address, to know it again
  sealed bytea not null, -- address and keys
  created_at timestamptz not null
);
create index push_subscription_person on monitoring.push_subscription (person);

-- The key by which push services know this node (RFC 8292); made when first needed.
create table monitoring.push_key (
  id integer primary key default 1 check (id = 1),
  public_key text not null,
  private_key bytea not null -- sealed
);

-- One line for each person, way and step of an incident: what is in it is never sent again.
create table monitoring.notice (
  id uuid primary key,
  person text not null,
  way text not null check (way in ('mail', 'push')),
  target text not null, -- subscription; empty for mail
  group_id uuid not null,
  step text not null, -- level, level and minutes without confirmation, or over
  alert uuid not null,
  level integer not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'unknown', 'dropped')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  code text -- what the other side answered; never an address
);
create unique index notice_once on monitoring.notice (person, way, target, group_id, step);
create index notice_waiting on monitoring.notice (next_at) where state in ('waiting', 'sending');
create index notice_person on monitoring.notice (person, created_at desc);
