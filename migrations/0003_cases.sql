-- Casework. Only src/cases writes here. What is in `file` is what the events of a case say, folded; the columns
-- beside it are what queues, searches and figures ask for.
create schema cases;

create table cases.file (
  id uuid primary key,
  number text collate "C" not null,
  tracking_code text not null,
  item text collate "C" not null,
  item_id text not null,
  department text not null, -- deciding department
  accepting text not null,
  deciding text not null,
  holder text not null,
  state text not null,
  applicant_number text collate "C" not null,
  agent_number text collate "C",
  submitted_at timestamptz not null,
  received_on date,
  accepted_on date,
  closed_at timestamptz,
  workdays integer, -- from acceptance to decision, without special procedures
  on_time boolean, -- decided within the promised limit
  step_due date, -- end of the completeness check while it runs: deemed accepted after it
  yellow_from date,
  red_from date,
  transit_yellow_from date, -- yellow from this day while the other side has not signed for the file
  provisional boolean not null, -- a running clock reaches into a year whose holiday notice is not out
  withdrawal_asked boolean not null,
  rated boolean not null,
  handed_event text collate "C", -- the event with which the file last crossed the border, until the other side acts
  last_party text not null, -- who wrote the newest event
  file json not null, -- written and read whole; as jsonb it would be taken apart and put together each time
  revision bigint not null,
  -- Only this node knows: who filed it here, and what lies on the desk and is not decided yet.
  owner text,
  desk jsonb not null default '{}'
);
-- Found by the whole number or by its last digits: one index for both.
create index file_number on cases.file (reverse(number) text_pattern_ops);
create index file_queue on cases.file (holder, state, submitted_at, id);
create index file_submitted on cases.file (submitted_at desc, id desc);
create index file_owner on cases.file (owner, submitted_at desc) where owner is not null;
create index file_applicant on cases.file (applicant_number);
create index file_agent on cases.file (agent_number) where agent_number is not null;
create index file_step on cases.file (step_due) where step_due is not null;
create index file_withdrawal on cases.file (holder) where withdrawal_asked;
create index file_transit on cases.file (transit_yellow_from) where transit_yellow_from is not null and closed_at is null;
create index file_provisional on cases.file (id) where provisional;
create index file_rated on cases.file (id) where rated;

-- Numbers of documents and cases: next value of each series, counted in the transaction that uses it, so without gaps.
create table cases.counter (
  name text collate "C" primary key,
  value bigint not null
);

-- The same form never makes a second case: the draft's id or the key that the page made for a hand-in.
create table cases.handed_in (
  key uuid primary key,
  file uuid not null
);

create table cases.draft (
  id uuid primary key,
  owner text not null,
  item text not null,
  revision integer not null,
  content jsonb not null,
  saved_at timestamptz not null
);
create index draft_owner on cases.draft (owner, saved_at desc);

-- Who brought which file: a digest alone opens nothing to anybody else.
create table cases.upload (
  digest text collate "C" not null,
  owner text not null,
  size integer not null,
  media_type text not null,
  uploaded_at timestamptz not null,
  in_event boolean not null default false, -- an event names it: it stays as long as the event
  primary key (digest, owner)
);

-- What the node would have done by itself and could not: tried again later and later, and shown to the supervisor.
create table cases.held_up (
  file uuid primary key references cases.file (id),
  act text not null check (act in ('deem', 'withdraw')),
  code text not null, -- the refusal; FAULT where the software failed
  detail jsonb not null, -- what the refusal names
  attempts integer not null,
  since timestamptz not null,
  next_at timestamptz not null
);
