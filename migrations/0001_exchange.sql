-- Chains, events and what is known of the other nodes. Only src/exchange writes here.
create schema exchange;

-- Every event this node may read: its own and those of its peers that name it in the audience.
-- salt and body are null once erased; the page keeps the leaf.
create table exchange.event (
  seq bigint generated always as identity primary key,
  digest text collate "C" not null,
  author text not null,
  subject text collate "C" not null,
  type text not null,
  audience text not null, -- parties ascending with a comma, or 'public'
  salt text,
  body text,
  unique (digest, author)
);
create index event_subject on exchange.event (subject, seq);

-- Who may decide about a subject now, and the last holder's event each audience has seen: [[audience, digest], …], newest last.
create table exchange.subject (
  subject text collate "C" primary key,
  holder text not null,
  heads jsonb not null,
  revision bigint not null
);

-- Own events that no page carries yet. Rows live for milliseconds.
create table exchange.queue (
  seq bigint primary key,
  leaf bytea not null,
  size integer not null
);

-- Sealed pages of all chains. leaves: 32 bytes each. events: per leaf the event's seq, null where the body is not for us.
create table exchange.page (
  author text not null,
  number bigint not null,
  digest text not null,
  header text not null,
  signature text not null,
  leaves bytea not null,
  events bigint[] not null,
  min_seq bigint,
  max_seq bigint,
  bytes integer not null,
  primary key (author, number)
);
create index page_events on exchange.page (author, max_seq);

-- The end of every chain as this node knows it; its own is the row of its own party.
create table exchange.chain (
  party text primary key,
  number bigint not null,
  digest text not null,
  next bigint not null,
  heads jsonb not null, -- as in the last page: what that node had applied of the other chains
  eventful bigint not null, -- the last page that carried events
  sealed_at timestamptz
);

-- From which page on a node has signed that it applied another's chain: the receipt.
create table exchange.receipt (
  of_party text not null,
  of_number bigint not null,
  by_party text not null,
  by_number bigint not null,
  primary key (of_party, by_party, of_number)
);

-- How the talk with a peer goes; written outside of what it is about, so that a failure is seen.
create table exchange.contact (
  party text primary key,
  seen bigint not null default 0, -- the newest page number the peer has told of
  behind_since timestamptz, -- since when it is known to have pages that are not applied here
  contact_at timestamptz,
  error_code text,
  error_detail jsonb,
  error_at timestamptz
);

-- Peers' events that are not applied: waiting (for another event, an attachment, newer software) or refused.
create table exchange.parked (
  seq bigint primary key references exchange.event,
  author text not null,
  subject text collate "C" not null,
  state text not null check (state in ('waiting', 'refused')),
  code text not null,
  detail jsonb not null,
  waits_for text collate "C",
  parked_at timestamptz not null
);
create index parked_waits_for on exchange.parked (waits_for);
create index parked_subject on exchange.parked (subject);

-- What somebody here tried and no clause or rule allowed. Kept although the attempt itself was rolled back.
create table exchange.refused_attempt (
  id bigint generated always as identity primary key,
  attempted_at timestamptz not null,
  type text not null,
  subject text not null,
  role text not null,
  department text not null,
  clause jsonb,
  code text not null,
  detail jsonb not null
);

-- Numbers used once by peers, so that a recorded request cannot be sent again, not even after a restart.
create table exchange.nonce (
  party text not null,
  nonce text collate "C" not null,
  seen_at timestamptz not null,
  primary key (party, nonce)
);
create index nonce_age on exchange.nonce (seen_at);

-- Attachments that an event visible to us names; the bytes are in the attachment store.
create table exchange.attachment (
  digest text collate "C" not null,
  seq bigint not null references exchange.event,
  primary key (digest, seq)
);
