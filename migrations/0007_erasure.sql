-- Erasure (个人信息保护法 47): bodies and salts go, leaves stay.

-- Set with the row locked, so that whoever writes on the subject at the same moment sees it.
alter table exchange.subject add column erased boolean not null default false;

-- Also of subjects of which no body ever came here: one that still comes is kept as a leaf alone.
create table exchange.erased (
  subject text collate "C" primary key,
  event text not null, -- digest of the erasure
  erased_at timestamptz not null
);

-- Attachments that nothing names any more; the bytes go after the commit that marks them.
create table exchange.file_to_remove (
  digest text collate "C" primary key
);

-- What remains of a case whose personal data was erased.
create table cases.erased (
  id uuid primary key,
  number text collate "C" not null,
  tracking_code text not null,
  item text collate "C" not null,
  item_id text not null,
  item_name json not null,
  department text not null,
  accepting text not null,
  deciding text not null,
  state text not null, -- how it ended, as far as this node was told
  submitted_at timestamptz not null,
  closed_on date not null,
  workdays integer,
  on_time boolean,
  erased_at timestamptz not null,
  reason text not null,
  basis json not null,
  approved_by json not null
);
create index erased_number on cases.erased (reverse(number) text_pattern_ops);
create index erased_at on cases.erased (erased_at desc, id desc);

-- One administrator proposes, another decides. People are named by the id of their account here, and nowhere else.
create table cases.erasure_proposal (
  id uuid primary key,
  file uuid not null,
  number text not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision text check (decision in ('approved', 'rejected'))
);
create unique index erasure_proposal_open on cases.erasure_proposal (file) where decided_at is null;
create index file_closed on cases.file (closed_at, id) where closed_at is not null;
