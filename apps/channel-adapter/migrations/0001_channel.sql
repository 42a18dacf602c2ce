create table shop (
  id text primary key,
  channel text not null,
  system text not null,
  name text not null,
  name_en text not null,
  base_url text not null,
  poll_seconds integer not null check (poll_seconds > 0),
  lag_class text not null,
  credentials bytea not null,
  last_push_at timestamptz,
  orders_polled_until timestamptz,
  refunds_polled_until timestamptz
);

create table shop_token (
  shop_id text primary key references shop (id),
  sealed bytea not null,
  expires_at timestamptz not null
);

create table product (
  sku text primary key,
  name text not null,
  name_en text not null,
  cold_chain boolean not null
);

-- A platform's SKU id or merchant code of one shop, and the standard product code that it means.
create table sku_binding (
  shop_id text not null references shop (id),
  platform_sku text not null,
  sku text not null references product (sku),
  bound_at timestamptz not null,
  bound_by text not null,
  primary key (shop_id, platform_sku)
);

-- Where a product is sold: what the stock writer writes to.
create table listing (
  shop_id text not null references shop (id),
  sku text not null references product (sku),
  product_id text not null,
  platform_sku_id text not null,
  primary key (shop_id, sku)
);

create table field_mapping (
  name text not null,
  version integer not null check (version > 0),
  rules jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (name, version)
);

-- Message ids that were taken, so that a replay has no effect.
create table push_message (
  shop_id text not null,
  message_key text not null,
  digest bytea not null,
  received_at timestamptz not null,
  primary key (shop_id, message_key)
);
create index push_message_received_at on push_message using brin (received_at);

-- What must be read again at a platform; one row however often it was pushed.
create table intake_work (
  shop_id text not null,
  kind text not null check (kind in ('ORDER', 'REFUND')),
  platform_no text not null,
  generation bigint not null default 1,
  hint jsonb not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  primary key (shop_id, kind, platform_no)
);
create index intake_work_due on intake_work (due_at);

create table person_key (
  person_index text primary key,
  key_version integer not null,
  wrapped bytea not null,
  made_at timestamptz not null
);

-- One sealed recipient: a changed address gets a new token, an unchanged one keeps it.
create table recipient (
  token uuid primary key,
  person_index text not null references person_key (person_index),
  shop_id text not null,
  platform_order_no text not null,
  order_id text not null default '',
  buyer_token text not null,
  sealed bytea not null,
  content_index text not null,
  address_index text not null,
  masked_name text not null,
  masked_phone text not null,
  district_code text not null,
  province text not null,
  city text not null,
  county text not null,
  vague boolean not null,
  phone_index text not null,
  phone_tail_index text not null,
  longitude double precision,
  latitude double precision,
  precision text not null,
  -- WAITING for the map service, FOUND, or NONE: it knows no better than the district.
  geocoding text not null check (geocoding in ('WAITING', 'FOUND', 'NONE')),
  geocode_due_at timestamptz not null,
  geocode_attempts integer not null default 0,
  announced boolean not null default false,
  sealed_at timestamptz not null
);
create index recipient_order on recipient (shop_id, platform_order_no);
create index recipient_order_id on recipient (order_id) where order_id <> '';
create index recipient_geocoding on recipient (geocode_due_at) where geocoding = 'WAITING';

create table geocode_cache (
  address_index text primary key,
  longitude double precision not null,
  latitude double precision not null,
  precision text not null,
  found_at timestamptz not null
);

-- The last state of each order that was told to the hub.
create table captured_order (
  shop_id text not null,
  platform_order_no text not null,
  order_id text not null default '',
  platform_version bigint not null,
  state text not null,
  fingerprint text not null,
  recipient_token text not null,
  recipient_source_index text not null,
  lines jsonb not null,
  extensions jsonb not null,
  platform_created_at timestamptz not null,
  first_received_at timestamptz not null,
  read_at timestamptz not null,
  raw_id uuid not null,
  primary key (shop_id, platform_order_no)
);
create index captured_order_id on captured_order (order_id) where order_id <> '';
create index captured_order_recent on captured_order (shop_id, first_received_at desc);
create index captured_order_unpaid on captured_order (shop_id) where state = 'AWAITING_PAYMENT';

create table captured_refund (
  shop_id text not null,
  refund_id text not null,
  platform_order_no text not null,
  phase text not null check (phase in ('REQUESTED', 'WITHDRAWN', 'COMPLETED')),
  told_at timestamptz not null,
  raw_id uuid not null,
  primary key (shop_id, refund_id)
);

create table quarantine (
  id uuid primary key,
  shop_id text not null,
  kind text not null check (kind in ('ORDER', 'REFUND', 'PUSH')),
  platform_no text not null,
  platform_order_no text not null,
  reason text not null check (reason in ('UNMAPPED_SKU', 'MISSING_FIELD', 'UNKNOWN_STATUS', 'WRONG_TYPE', 'UNREADABLE')),
  field text not null,
  detail text not null,
  hint jsonb not null,
  raw_id uuid not null,
  quarantined_at timestamptz not null,
  released_at timestamptz
);
create unique index quarantine_open on quarantine (shop_id, kind, platform_no) where released_at is null;
create index quarantine_list on quarantine (quarantined_at, id);

create table payload_shape (
  system text not null,
  kind text not null,
  path text not null,
  first_seen_at timestamptz not null,
  primary key (system, kind, path)
);

create table buyer_link (
  buyer_token text primary key,
  shop_id text not null,
  sealed bytea not null,
  linked_at timestamptz not null
);

-- Outside commands: the row stands before the call. UNKNOWN: it may have been done, so look first.
create table ship_notice (
  parcel_id text primary key,
  order_id text not null,
  shop_id text not null,
  platform_order_no text not null,
  carrier text not null,
  tracking_number text not null,
  lines jsonb not null,
  state text not null check (state in ('PLANNED', 'UNKNOWN', 'SENT', 'REFUSED')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  sent_at timestamptz,
  refusal text,
  raw_id uuid,
  traceparent text not null
);
create index ship_notice_due on ship_notice (due_at) where state in ('PLANNED', 'UNKNOWN');
create index ship_notice_order on ship_notice (order_id);

create table refund_answer (
  shop_id text not null,
  refund_id text not null,
  order_id text not null,
  platform_order_no text not null,
  state text not null check (state in ('PLANNED', 'UNKNOWN', 'AGREED', 'REFUSED')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  answered_at timestamptz,
  refusal text,
  raw_id uuid,
  traceparent text not null,
  primary key (shop_id, refund_id)
);
create index refund_answer_due on refund_answer (due_at) where state in ('PLANNED', 'UNKNOWN');

-- What each shop should show of each SKU, and what it was last told.
create table stock_target (
  shop_id text not null,
  sku text not null,
  wanted integer not null check (wanted >= 0),
  version bigint not null,
  written integer,
  written_version bigint not null default 0,
  write_key uuid,
  state text not null check (state in ('DUE', 'WRITTEN', 'UNKNOWN', 'REFUSED')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  changed_at timestamptz not null,
  written_at timestamptz,
  refusal text,
  primary key (shop_id, sku)
);
create index stock_target_due on stock_target (shop_id, due_at) where state in ('DUE', 'UNKNOWN');
