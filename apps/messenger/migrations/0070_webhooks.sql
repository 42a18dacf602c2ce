-- Receivers of partners. Secrets are sealed with the endpoint's id bound in; nothing here is a person's.
create table webhook_endpoint (
  id uuid primary key,
  partner_id text not null,
  url text not null,
  description text not null,
  event_types text[] not null check (cardinality(event_types) > 0),
  -- Null: every shop. A key of the test environment hears of its sandbox shops only.
  shops text[],
  state text not null check (state in ('ENABLED', 'DISABLED', 'DELETED')),
  disabled_because text check (disabled_because in ('FAILING', 'PERSON')),
  disabled_at timestamptz,
  secret bytea not null,
  secret_version int not null,
  previous_secret bytea,
  previous_until timestamptz,
  -- Tries since the last success, over all deliveries; the row is also the lock of the endpoint's deliveries.
  failures int not null default 0,
  failing_since timestamptz,
  last_delivered_at timestamptz,
  last_failed_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  check ((state = 'DISABLED') = (disabled_because is not null))
);
create index webhook_endpoint_partner on webhook_endpoint (partner_id, created_at, id) where state <> 'DELETED';

-- What was said to partners, byte for byte: a re-send is the same text. Kept from the first endpoint on.
create table webhook_event (
  position bigint generated always as identity primary key,
  id text not null unique,
  type text not null,
  lane text not null,
  order_id text not null,
  shop_id text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  body text not null
);
create index webhook_event_recorded on webhook_event (recorded_at);
create index webhook_event_order on webhook_event (order_id, position) where order_id <> '';

-- Which shop an order came from: most events of an order do not say.
create table webhook_order (
  order_id text primary key,
  shop_id text not null,
  seen_at timestamptz not null
);

-- One row for each endpoint and event. Of an order's open ones at an endpoint only the first is DUE, the others wait for it.
create table webhook_delivery (
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint,
  position bigint not null,
  event_id text not null,
  type text not null,
  lane text not null,
  order_id text not null,
  state text not null check (state in ('WAITING', 'DUE', 'DELIVERED', 'FAILED')),
  tries int not null default 0,
  -- Tries of earlier rounds: a re-send begins its pauses and its three days anew.
  earlier_tries int not null default 0,
  first_tried_at timestamptz,
  next_try_at timestamptz not null,
  -- Until then a try is under way; a sender that was killed lets it pass.
  lease_until timestamptz,
  -- The last try found nobody there.
  away boolean not null default false,
  planned_at timestamptz not null,
  ended_at timestamptz,
  unique (endpoint_id, position)
);
create index webhook_delivery_lane on webhook_delivery (endpoint_id, lane, position) where state in ('WAITING', 'DUE');
create index webhook_delivery_due on webhook_delivery (endpoint_id, next_try_at) where state = 'DUE';
create index webhook_delivery_order on webhook_delivery (order_id) where order_id <> '';
create index webhook_delivery_failed on webhook_delivery (endpoint_id, position) where state = 'FAILED';
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;

-- Every try, written before it is made: one without an end was cut off, and may have arrived.
create table webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id uuid not null references webhook_delivery on delete cascade,
  try int not null,
  began_at timestamptz not null,
  took_ms int,
  status int,
  trouble text,
  answer text
);
create index webhook_attempt_delivery on webhook_attempt (delivery_id, id);
