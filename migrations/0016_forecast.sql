-- What was forecast of the air, by station and hour of issue. Only src/monitoring/forecast writes here.
create table monitoring.forecast (
  station text collate "C" not null,
  issued_at bigint not null, -- ms since the epoch
  party text not null,
  network text not null,
  event text collate "C" not null,
  data jsonb not null,
  primary key (station, issued_at)
);
