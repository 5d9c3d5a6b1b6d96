-- Notices tell of more than alerts: messages of incidents and their deadlines, patrol findings that are overdue.
alter table monitoring.notice add column topic text not null default 'alert'
  check (topic in ('alert', 'incident', 'finding'));
alter table monitoring.notice alter column topic drop default;
-- What is told together: the incident of alerts, one message (by its digest), one finding.
alter table monitoring.notice rename column group_id to thread;
alter table monitoring.notice alter column thread type text using thread::text;
-- The alert, incident or finding that it is about.
alter table monitoring.notice rename column alert to about;
