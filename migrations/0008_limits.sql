-- What did not come in time: one line for an event, a party and a kind, so that it is said once.
create table exchange.missed (
  about text collate "C" not null, -- digest of the event that did not come
  party text not null, -- who had not signed for it, or had not taken it up
  kind text not null check (kind in ('relay', 'delivery')),
  subject text collate "C" not null,
  said_by text not null,
  said_at timestamptz not null,
  limit_hours integer not null,
  since timestamptz not null,
  primary key (about, party, kind)
);
create index missed_newest on exchange.missed (said_at);

-- Passed on, and the new holder has not followed yet.
alter table exchange.subject add column passed boolean not null default false;
create index subject_passed on exchange.subject (subject) where passed;
