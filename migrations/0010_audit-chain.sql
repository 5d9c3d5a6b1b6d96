-- The audit log is a chain of its own: each line gets a number and a hash over the line before it. Lines are linked after
-- they were committed, by whoever holds the lock, so that nobody who writes a line waits for anybody else.
create table people.audit_link (
  number bigint primary key check (number >= 1),
  line uuid not null unique,
  at timestamptz not null,
  digest text not null, -- SHA-256 of the line's canonical text
  previous text not null,
  hash text not null -- SHA-256 of the canonical text of all of the above
);

-- The node's signature under the chain up to a number. With the key: it may change later.
create table people.audit_seal (
  number bigint primary key references people.audit_link (number),
  hash text not null,
  sealed_at timestamptz not null,
  suite text not null,
  key text not null,
  signature text not null
);

-- Lines that are not linked yet. Filled by the database itself, so that no way of writing a line forgets it.
create table people.audit_waiting (line uuid primary key);

create function people.audit_waits() returns trigger language plpgsql as $$
begin
  insert into people.audit_waiting (line) values (new.id);
  return new;
end $$;
create trigger audit_waits after insert on people.audit
  for each row execute function people.audit_waits();

-- Lines from before this migration are linked, in their order, at the next start.
insert into people.audit_waiting (line) select id from people.audit;

create trigger audit_link_is_append_only before update or delete or truncate on people.audit_link
  for each statement execute function people.audit_is_append_only();
create trigger audit_seal_is_append_only before update or delete or truncate on people.audit_seal
  for each statement execute function people.audit_is_append_only();
