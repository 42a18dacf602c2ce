-- What boards count of an order, apart from its wide row: a day of orders is read in milliseconds, and no index of the wide row is added.
-- Its times are indexed by block ranges, so that an update need not touch an index.
create table order_figure (
  order_id text primary key,
  channel text not null,
  shop_id text not null,
  status text not null,
  current_gate smallint not null,
  stuck_at timestamptz,
  is_open boolean not null,
  created_at timestamptz,
  received_at timestamptz,
  pushed boolean,
  paid_at timestamptz,
  gate2_at timestamptz,
  gate3_at timestamptz,
  gate4_at timestamptz,
  gate5_at timestamptz,
  gate6_at timestamptz,
  gate7_at timestamptz,
  first_decided_at timestamptz,
  decision_changed boolean not null,
  out_at timestamptz,
  final_at timestamptz,
  as_ordered boolean not null,
  shown_at timestamptz,
  moved_at timestamptz,
  all_moved_at timestamptz,
  waited_at timestamptz,
  promised_ship_at timestamptz,
  eta_at timestamptz,
  signed_at timestamptz,
  short_at timestamptz,
  short_sku text not null,
  stop_at timestamptz,
  stop_taken boolean,
  cancelled_at timestamptz,
  excepted_at timestamptz,
  late_fact_at timestamptz,
  warehouse text not null,
  carrier text not null
) with (fillfactor = 60);
create index order_figure_times on order_figure using brin (
  received_at, paid_at, gate2_at, gate3_at, gate4_at, gate5_at, gate6_at, gate7_at, first_decided_at, final_at, shown_at, moved_at, waited_at,
  promised_ship_at, eta_at, stop_at, late_fact_at
) with (pages_per_range = 16, autosummarize = on);
create index order_figure_open on order_figure (order_id) where is_open;

-- How late facts are: counts by five minutes, system and bucket of delay. News are only added and summed up by the clock.
create table sync_delay (
  slot timestamptz not null,
  system text not null,
  bucket smallint not null,
  facts integer not null,
  newest_at timestamptz not null,
  primary key (slot, system, bucket)
);
create table sync_news (
  slot timestamptz not null,
  system text not null,
  bucket smallint not null,
  facts integer not null,
  newest_at timestamptz not null
);
insert into sync_delay (slot, system, bucket, facts, newest_at)
select date_bin('5 minutes', recorded_at, '2000-01-01T00:00:00Z'), system,
       greatest(-95, least(300, ceil(ln(greatest(extract(epoch from recorded_at - occurred_at) * 1000, 1) / 8000) / ln(1.1)))) as bucket,
       count(*), max(recorded_at)
  from fact group by 1, 2, 3;

-- The score of each day, made anew while its facts still change.
create table health_day (
  day date primary key,
  good integer[] not null,
  due integer[] not null,
  weights_version integer not null,
  computed_at timestamptz not null
);

-- All thresholds, by version; the highest version of a kind is in force.
create table threshold_version (
  kind text not null check (kind in ('GATES', 'ALERTS', 'INDICATORS')),
  version integer not null,
  thresholds jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  note text not null default '',
  restores integer,
  -- When the open orders had been measured by it.
  applied_at timestamptz,
  primary key (kind, version)
);
insert into threshold_version (kind, version, thresholds, published_at, published_by, applied_at)
select 'GATES', version, thresholds - 'version', published_at, published_by, now() from gate_thresholds;
drop table gate_thresholds;

-- A figure that left its threshold, from then until it came back.
create table alert (
  id uuid primary key,
  rule text not null,
  subject text not null,
  level text not null check (level in ('RED', 'ORANGE')),
  value double precision not null,
  unit text not null,
  threshold double precision not null,
  thresholds_version integer not null,
  finding jsonb not null,
  owner text not null,
  place text not null,
  set text not null,
  count integer not null,
  since timestamptz not null,
  escalated_at timestamptz,
  closed_at timestamptz,
  looked_at timestamptz not null
);
create unique index alert_open on alert (rule, subject) where closed_at is null;
create index alert_closed on alert (closed_at desc, id desc) where closed_at is not null;
create table alert_told (
  alert_id uuid not null,
  message_id text not null,
  told text not null,
  transport text not null,
  level text not null,
  at timestamptz not null,
  primary key (alert_id, message_id)
);

-- Where the hub's book and a warehouse's count differ.
create table stock_drift (
  sku text not null,
  warehouse_id text not null,
  book integer not null,
  counted integer not null,
  counted_at timestamptz not null,
  primary key (sku, warehouse_id)
);
