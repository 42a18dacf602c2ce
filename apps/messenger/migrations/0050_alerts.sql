-- Alerts that their owners have not been told of yet; of one alert the highest level counts.
create table untold_alert (
  alert_id text primary key,
  rule text not null,
  subject text not null,
  level text not null,
  value double precision not null,
  unit text not null,
  threshold double precision not null,
  owner text not null,
  raised_at timestamptz not null
);
