-- Which events were applied, for subscribers who are told of each value that they carried.
alter table monitoring.change add column events text[] not null default '{}';
