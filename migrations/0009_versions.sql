-- What a peer last said of its software; null: its software says nothing of itself yet.
alter table exchange.contact
  add column software text,
  add column formats text[]; -- page formats it reads
