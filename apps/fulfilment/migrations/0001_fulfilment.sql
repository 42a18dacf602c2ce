create table warehouse (
  id text primary key,
  name text not null,
  name_en text not null,
  longitude double precision not null,
  latitude double precision not null,
  cold_chain boolean not null,
  adcode text not null,
  daily_capacity integer not null check (daily_capacity > 0),
  keeper text not null,
  taking_orders boolean not null
);

create table carrier (
  code text primary key,
  system text not null,
  account text not null,
  service text not null,
  waybill text not null check (waybill in ('AFTER_OUTBOUND', 'BEFORE_PACKING'))
);

-- A published version never changes; a change is a new version.
create table sourcing_rule (
  version integer primary key check (version > 0),
  rule jsonb not null,
  published_at timestamptz not null,
  published_by text not null
);

-- What each order may be sourced with, as the order service said last. Free of personal data.
create table clearance (
  order_id text primary key,
  cleared_seq bigint not null,
  content_hash text not null,
  content jsonb not null,
  recipient_token text not null,
  raised boolean not null,
  status text not null check (status in ('WAITING', 'SOURCED', 'FAILED', 'PARKED', 'ENDED')),
  parked_reason text not null default '',
  next_serial integer not null default 1 check (next_serial > 0),
  refusals integer not null default 0,
  rounds integer not null default 0,
  excluded jsonb not null default '{}',
  traceparent text not null default '',
  cleared_at timestamptz not null,
  updated_at timestamptz not null
);
create index clearance_waiting on clearance (raised desc, cleared_at) where status = 'WAITING';
create index clearance_token on clearance (recipient_token) where status = 'WAITING';

create table sourcing_decision (
  id uuid primary key,
  order_id text not null,
  outcome text not null check (outcome in ('PLANNED', 'SOURCED', 'FAILED', 'SUPERSEDED')),
  rule_version integer not null references sourcing_rule,
  took_ms double precision not null,
  failure text,
  failure_detail text,
  precision text not null,
  widened boolean not null,
  candidates jsonb not null,
  decided_at timestamptz not null,
  check ((outcome = 'FAILED') = (failure is not null))
);
create index sourcing_decision_order on sourcing_decision (order_id, decided_at desc);

create table fulfilment_order (
  id text primary key,
  order_id text not null references clearance,
  decision_id uuid not null references sourcing_decision,
  warehouse_id text not null references warehouse,
  carrier text not null references carrier,
  carrier_service text not null,
  status text not null check (status in ('PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'REFUSED', 'PICKED', 'PACKED', 'STOPPING', 'STOPPED',
                                         'PARTLY_OUTBOUND', 'OUTBOUND', 'SUPERSEDED')),
  allocation text not null check (allocation in ('ASKED', 'GRANTED', 'REFUSED')),
  -- NOT: never left this house. SENDING: a call is under way. UNKNOWN: asked for by a query before anything is repeated.
  sending text not null check (sending in ('NOT', 'SENDING', 'UNKNOWN', 'ANSWERED')),
  recipient_token text not null,
  content_hash text not null,
  freight_fen bigint not null check (freight_fen >= 0),
  raised boolean not null,
  parked_reason text not null default '',
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  wms_order_id text not null default '',
  refusal text,
  sent_at timestamptz,
  accepted_at timestamptz,
  outbound_at timestamptz,
  last_news_at timestamptz not null,
  created_at timestamptz not null,
  check (status <> 'SENT' or sending <> 'NOT'),
  check (status not in ('SENT', 'ACCEPTED', 'PICKED', 'PACKED') or allocation = 'GRANTED')
);
create index fulfilment_order_order on fulfilment_order (order_id);
create index fulfilment_order_asked on fulfilment_order (created_at) where allocation = 'ASKED';
create index fulfilment_order_due on fulfilment_order (raised desc, created_at)
  where status in ('PLANNED', 'CLEARED') and allocation = 'GRANTED' and sending = 'NOT' and parked_reason = '';
create index fulfilment_order_parked on fulfilment_order (next_try_at) where status = 'PLANNED' and parked_reason <> '';
create index fulfilment_order_unknown on fulfilment_order (next_try_at) where sending in ('UNKNOWN', 'SENDING');
create index fulfilment_order_quiet on fulfilment_order (last_news_at) where status in ('ACCEPTED', 'PICKED', 'PACKED', 'PARTLY_OUTBOUND');

create table fulfilment_line (
  fulfilment_order_id text not null references fulfilment_order,
  line_no text not null,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  shipped_quantity integer not null default 0 check (shipped_quantity >= 0),
  unit_price_fen bigint not null,
  paid_share_fen bigint not null,
  primary key (fulfilment_order_id, line_no)
);

-- Allocations that the stock owner must still take back; a row stays until it has said so.
create table allocation_release (
  fulfilment_order_id text primary key references fulfilment_order,
  order_id text not null,
  reason text not null,
  next_try_at timestamptz not null,
  released_at timestamptz
);
create index allocation_release_open on allocation_release (next_try_at) where released_at is null;
create index allocation_release_order on allocation_release (order_id) where released_at is null;

create table stop_proposal (
  id text primary key,
  order_id text not null,
  scope text not null check (scope in ('WHOLE_ORDER', 'LINES', 'AMENDMENT')),
  line_nos text[] not null,
  reason text not null,
  status text not null check (status in ('OPEN', 'CONFIRMED', 'DECLINED')),
  proposed_at timestamptz not null,
  answered_at timestamptz
);

create table stop_part (
  proposal_id text not null references stop_proposal,
  fulfilment_order_id text not null references fulfilment_order,
  state text not null check (state in ('OPEN', 'STOPPED', 'DECLINED')),
  asked integer not null default 0,
  reason text not null default '',
  next_try_at timestamptz not null,
  primary key (proposal_id, fulfilment_order_id)
);
create index stop_part_open on stop_part (next_try_at) where state = 'OPEN';
create index stop_part_order on stop_part (fulfilment_order_id);

create table parcel (
  id text primary key,
  order_id text not null,
  fulfilment_order_id text not null references fulfilment_order,
  carrier text not null,
  tracking_number text,
  waybill text not null check (waybill in ('NOT_WANTED', 'WANTED', 'NUMBERED', 'REFUSED')),
  weight_grams integer not null,
  outbound_at timestamptz,
  dispatched_at timestamptz,
  eta timestamptz,
  eta_basis text[] not null default '{}',
  progress integer not null default 0,
  signed_at timestamptz,
  last_node_at timestamptz,
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  refusal text,
  raw_ref text not null default '',
  created_at timestamptz not null,
  check ((waybill = 'NUMBERED') = (tracking_number is not null)),
  check (dispatched_at is null or (outbound_at is not null and tracking_number is not null and eta is not null))
);
create index parcel_fulfilment on parcel (fulfilment_order_id);
create index parcel_order on parcel (order_id);
create index parcel_tracking on parcel (tracking_number) where tracking_number is not null;
create index parcel_wanted on parcel (next_try_at) where waybill = 'WANTED';
create index parcel_to_dispatch on parcel (outbound_at) where dispatched_at is null and outbound_at is not null and tracking_number is not null;
create index parcel_quiet on parcel ((coalesce(last_node_at, dispatched_at))) where dispatched_at is not null and signed_at is null;

create table parcel_line (
  parcel_id text not null references parcel,
  line_no text not null,
  sku text not null,
  quantity integer not null check (quantity > 0),
  primary key (parcel_id, line_no)
);

-- The warehouse's own id of a confirmation: each counts once.
create table outbound_confirmation (
  fulfilment_order_id text not null references fulfilment_order,
  out_biz_code text not null,
  raw_ref text not null,
  taken_at timestamptz not null,
  primary key (fulfilment_order_id, out_biz_code)
);

create table route_node (
  parcel_id text not null references parcel,
  node_id text not null,
  kind text not null,
  op_code text not null,
  place text not null,
  reached_at timestamptz not null,
  raw_ref text not null,
  primary key (parcel_id, node_id),
  -- The query's answer tells the same node without its id.
  unique (parcel_id, op_code, reached_at)
);

create table lane_sample (
  parcel_id text primary key,
  origin_province text not null,
  destination_city text not null,
  hours double precision not null check (hours >= 0),
  signed_at timestamptz not null
);
create index lane_sample_lane on lane_sample (origin_province, destination_city, signed_at desc);

create table lane_history (
  origin_province text not null,
  destination_city text not null,
  samples integer not null,
  p50_hours double precision not null,
  p80_hours double precision not null,
  p95_hours double precision not null,
  updated_at timestamptz not null,
  primary key (origin_province, destination_city)
);

-- Movements that were told already, by the warehouse's own ids.
create table stock_movement (
  warehouse_id text not null,
  biz_key text not null,
  sku text not null,
  delta integer not null,
  moved_at timestamptz not null,
  primary key (warehouse_id, biz_key, sku)
);

-- Pushes in the order of their arrival; the body lies sealed in raw_body under the same id.
create table push (
  id uuid primary key,
  system text not null,
  account text not null,
  method text not null,
  state text not null check (state in ('RECEIVED', 'DONE', 'FAILED')),
  reason text not null default '',
  attempts integer not null default 0,
  not_before timestamptz not null,
  received_at timestamptz not null
);
create index push_received on push (id) where state = 'RECEIVED';
create index push_failed on push (received_at) where state = 'FAILED';

create table answered_command (
  idempotency_key text primary key,
  command text not null,
  body text not null,
  answer text not null,
  answered_at timestamptz not null
);
