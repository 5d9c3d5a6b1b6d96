-- Forks and recovery: what a node knows when its database is an old copy, and the proof when two stories were told.

-- A row while a restored database has not heard from every peer how much of its chain is out already. Written by restore.
create table exchange.restored (
  restored_at timestamptz not null
);

-- Two signed headers of one node under one number. One about this node's own chain stops it from sealing.
create table exchange.conflict (
  id bigint generated always as identity primary key,
  of_party text not null,
  number bigint not null,
  other text not null, -- digest of the page that is not the one kept here
  stories jsonb not null, -- [{header, signature, heldBy}, …]: the one kept here first
  found_at timestamptz not null,
  unique (of_party, number, other)
);

-- Each time this node fetched its own pages back from its peers.
create table exchange.recovery (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  ended_at timestamptz,
  from_number bigint not null, -- the end of the own chain before
  reached bigint not null,
  target bigint not null, -- what the peers hold
  code text, -- why it stopped, if it did not get there
  detail jsonb
);
