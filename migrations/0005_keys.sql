-- Which key signs a chain from which page on. Before the first row of a party it is the key of the founding agreement.
create table exchange.key_start (
  party text not null,
  from_page bigint not null,
  suite text not null,
  key text not null,
  primary key (party, from_page)
);

-- What parties have said of another's lost or stolen key: one word each, with the last page of it they had applied.
create table exchange.key_revocation (
  party text not null,
  from_key text not null,
  by_party text not null,
  suite text not null, -- of the key that takes its place
  key text not null,
  up_to_number bigint not null,
  up_to_digest text not null,
  event text collate "C" not null,
  primary key (party, from_key, by_party)
);

-- hash: what the leaf was computed with, for it is computed again where another suite seals it.
-- next_key: the event ends its page; after it this key signs, if `from` is the one that signed it: {from, publicKey}.
alter table exchange.queue add column hash text not null default 'sha256', add column next_key jsonb;
