-- Next serial of a channel's Shanghai day. Taken in blocks; a block that a crash loses is a gap, never a double.
create table serial_block (
  channel text not null,
  day text not null,
  next_serial bigint not null,
  primary key (channel, day)
);

create table orders (
  id text primary key,
  channel text not null,
  shop_id text not null,
  platform_order_no text not null,
  status text not null check (status in (
    'AWAITING_PAYMENT', 'PAID', 'STOCK_LOCKED', 'SOURCED', 'WITH_WAREHOUSE', 'STOPPING', 'PARTLY_OUTBOUND', 'OUTBOUND', 'SIGNED', 'CANCELLED')),
  -- Grows by one with each event of the order.
  version bigint not null,
  platform_version bigint not null,
  platform_state text not null,
  system text not null,
  -- Token, masked view, district and coordinate; nothing that names a person.
  recipient jsonb not null,
  recipient_token text not null,
  buyer_token text not null,
  currency text not null,
  goods_minor bigint not null,
  discount_minor bigint not null,
  freight_minor bigint not null,
  paid_minor bigint not null,
  submitted_at timestamptz,
  platform_created_at timestamptz not null,
  received_at timestamptz not null,
  paid_at timestamptz,
  promised_ship_at timestamptz,
  time_class text not null,
  presale boolean not null,
  extensions jsonb not null,
  defaulted_fields text[] not null,
  -- How often it was cleared for sourcing, when last, and whether that still stands.
  clearance_round integer not null default 0,
  cleared_at timestamptz,
  clearance_stands boolean not null default false,
  -- When inventory was last asked, and whether it has answered.
  stock_asked_at timestamptz,
  stock_answered boolean not null default false,
  first_outbound_at timestamptz,
  signed_at timestamptz,
  created_at timestamptz not null,
  unique (channel, shop_id, platform_order_no)
) with (fillfactor = 60);
-- Paid, asked for stock and not answered: swept, so that nothing is stuck silently.
create index orders_unanswered on orders (stock_asked_at) where status = 'PAID' and not stock_answered;

create table order_line (
  order_id text not null references orders (id),
  line_no text not null,
  position integer not null,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  cancelled_quantity integer not null default 0 check (cancelled_quantity >= 0 and cancelled_quantity <= quantity),
  unit_price_minor bigint not null,
  paid_share_minor bigint not null,
  gift boolean not null,
  cold_chain boolean not null,
  primary key (order_id, line_no)
) with (fillfactor = 80);

create table hold (
  id uuid primary key,
  order_id text not null references orders (id),
  reason text not null check (reason in ('REFUND_REQUESTED', 'PERSON', 'ADDRESS_CHANGE', 'HIGH_VALUE', 'VAGUE_ADDRESS', 'CONFLICT')),
  owner text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  due_at timestamptz,
  released_at timestamptz,
  released_by text
);
create index hold_of_order on hold (order_id);

create table refund (
  order_id text not null references orders (id),
  refund_id text not null,
  kind text not null check (kind in ('BEFORE_SHIPPING', 'AFTER_SHIPPING', 'RETURN')),
  state text not null check (state in ('REQUESTED', 'AGREED', 'WITHDRAWN', 'COMPLETED', 'NEEDS_PERSON')),
  whole_order boolean not null,
  amount_minor bigint not null,
  currency text not null,
  requested_at timestamptz not null,
  primary key (order_id, refund_id)
);

create table refund_line (
  order_id text not null,
  refund_id text not null,
  line_no text not null,
  quantity integer not null check (quantity > 0),
  primary key (order_id, refund_id, line_no),
  foreign key (order_id, refund_id) references refund (order_id, refund_id)
);

create table stop_proposal (
  id uuid primary key,
  order_id text not null references orders (id),
  scope text not null check (scope in ('WHOLE_ORDER', 'LINES', 'AMENDMENT')),
  state text not null check (state in ('PROPOSED', 'CONFIRMED', 'DECLINED')),
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  answered_at timestamptz,
  decline_reason text
);
create index stop_of_order on stop_proposal (order_id);

create table stop_line (
  stop_id uuid not null references stop_proposal (id),
  line_no text not null,
  quantity integer not null check (quantity > 0),
  primary key (stop_id, line_no)
);

-- One stop may settle several refunds, and a refund may need several stops.
create table stop_refund (
  stop_id uuid not null references stop_proposal (id),
  order_id text not null,
  refund_id text not null,
  primary key (stop_id, refund_id),
  foreign key (order_id, refund_id) references refund (order_id, refund_id)
);

-- The order's view of a fulfilment order. CLAIMED: it may be on its way to the warehouse.
create table part (
  fulfilment_order_id text primary key,
  order_id text not null references orders (id),
  warehouse_id text not null,
  state text not null check (state in ('SOURCED', 'CLAIMED', 'SENT', 'ACCEPTED', 'REFUSED', 'STALE', 'STOPPED', 'OUTBOUND')),
  out_biz_codes text[] not null
) with (fillfactor = 70);
create index part_of_order on part (order_id);

create table part_line (
  fulfilment_order_id text not null references part (fulfilment_order_id),
  line_no text not null,
  quantity integer not null check (quantity >= 0),
  shipped integer not null check (shipped >= 0),
  primary key (fulfilment_order_id, line_no)
) with (fillfactor = 80);

-- Facts about orders that the hub has not heard of yet; taken when the order comes.
create table early_fact (
  event_id uuid primary key,
  channel text not null,
  shop_id text not null,
  platform_order_no text not null,
  element text not null,
  kept_at timestamptz not null
);
create index early_fact_of on early_fact (channel, shop_id, platform_order_no);

create table command_answer (
  idempotency_key text primary key,
  body_hash text not null,
  answer jsonb not null,
  answered_at timestamptz not null
);
