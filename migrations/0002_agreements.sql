create schema agreements;

-- One row per version that was proposed; `bundle` is the canonical text that the digest is over.
create table agreements.agreement (
  digest text primary key,
  bundle text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  proposal text not null,
  position bigint generated always as identity
);

create table agreements.signature (
  digest text not null references agreements.agreement,
  party text not null,
  key_id text not null,
  signature text not null,
  signatory text not null,
  signed_at timestamptz not null,
  event text not null,
  primary key (digest, party)
);

create table agreements.ending (
  digest text not null references agreements.agreement,
  party text not null,
  ends_on date not null,
  key_id text not null,
  signature text not null,
  signatory text not null,
  signed_at timestamptz not null,
  event text not null,
  primary key (digest, party, ends_on)
);

-- Tells every process that what it keeps in memory is old. The number comes from a sequence, which a rollback does
-- not turn back, so a number never names two states.
create sequence agreements.revision_number;
create table agreements.revision (value bigint not null);
insert into agreements.revision values (0);
