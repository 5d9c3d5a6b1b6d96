-- Patrols and what they found. What is in `file` is what the events say, folded; the columns beside it are what lists ask for.
create table monitoring.patrol (
  id uuid primary key,
  party text not null,
  begun_at_ms bigint not null, -- as the phone says
  file json not null,
  revision bigint not null
);
create index patrol_newest on monitoring.patrol (begun_at_ms desc, id desc);

create table monitoring.patrol_finding (
  id uuid primary key,
  patrol uuid not null,
  holder text not null,
  state text not null,
  is_over boolean not null,
  due date, -- of the clock that runs
  found_at_ms bigint not null,
  file json not null,
  revision bigint not null
);
create index patrol_finding_newest on monitoring.patrol_finding (found_at_ms desc, id desc);
create index patrol_finding_due on monitoring.patrol_finding (holder, due) where not is_over;
create index patrol_finding_patrol on monitoring.patrol_finding (patrol);

-- Which record of a phone, or act of a desk, became which event: the same one sent again is known by it.
create table monitoring.patrol_record (
  id uuid primary key,
  content text not null,
  subject text not null,
  recorded_at timestamptz not null
);

-- Only this node knows: photos that were brought, until an event names them.
create table monitoring.patrol_photo (
  digest text primary key,
  size integer not null,
  brought_at timestamptz not null,
  in_event boolean not null default false
);
create index patrol_photo_unnamed on monitoring.patrol_photo (brought_at) where not in_event;
