create table engine_lease (
  single boolean primary key default true check (single),
  fence bigint not null default 0,
  taken_at timestamptz not null default now()
);
insert into engine_lease default values;

-- One row per SKU over all warehouses. told_*: what availability-changed last said.
create table sku_stock (
  sku text primary key,
  on_hand integer not null default 0,
  reserved integer not null default 0 check (reserved >= 0),
  safety integer not null default 0 check (safety >= 0),
  version bigint not null default 0,
  told_on_hand integer,
  told_reserved integer,
  told_safety integer
) with (fillfactor = 50);

-- on_hand may fall below allocated and below zero: the shelf is a fact that the warehouse tells, a promise is ours.
-- The difference is drift for a person or a rule, so it is no constraint.
create table warehouse_stock (
  sku text not null,
  warehouse_id text not null,
  on_hand integer not null default 0,
  allocated integer not null default 0 check (allocated >= 0),
  counted_at timestamptz,
  primary key (sku, warehouse_id)
) with (fillfactor = 50);
create index warehouse_stock_by_warehouse on warehouse_stock (warehouse_id);

create table order_stock (
  order_id text primary key,
  state text not null check (state in ('SEEN', 'WAITING', 'PENDING', 'CONFIRMED', 'RELEASED', 'CONSUMED', 'CANCELLED')),
  paid_at timestamptz,
  expires_at timestamptz,
  changed_at timestamptz not null
) with (fillfactor = 70);
create index order_stock_expiry on order_stock (expires_at) where state in ('PENDING', 'CONFIRMED');
create index order_stock_waiting on order_stock (paid_at, order_id) where state = 'WAITING';

-- quantity = wanted by the order; held = reserved now (none while the order waits); allocated = part of held that has a warehouse.
create table reservation (
  order_id text not null,
  line_no text not null,
  sku text not null,
  quantity integer not null check (quantity >= 0),
  held integer not null default 0 check (held >= 0),
  allocated integer not null default 0 check (allocated >= 0),
  consumed integer not null default 0 check (consumed >= 0),
  released integer not null default 0 check (released >= 0),
  primary key (order_id, line_no),
  check (allocated <= held),
  check (held + consumed + released <= quantity)
) with (fillfactor = 70);

-- What of a line is tied to one warehouse by one claim (the fulfilment order) and has neither left nor been given back.
create table allocation (
  order_id text not null,
  claim_id text not null,
  line_no text not null,
  sku text not null,
  warehouse_id text not null,
  quantity integer not null check (quantity >= 0),
  primary key (order_id, claim_id, line_no)
);

-- Every change of a counter; the counters are sums of it, and repair makes them so again.
create table ledger (
  seq bigint generated always as identity primary key,
  kind text not null check (kind in ('RESERVE', 'RELEASE', 'EXPIRE', 'ALLOCATE', 'DEALLOCATE', 'CONSUME', 'COUNT', 'MOVE')),
  sku text not null,
  warehouse_id text not null,
  order_id text not null,
  line_no text not null,
  source text not null,
  on_hand integer not null,
  reserved integer not null,
  allocated integer not null,
  booked_at timestamptz not null
);
create index ledger_sku on ledger (sku, warehouse_id);
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create trigger ledger_append_only before update or delete on ledger for each row execute function ledger_is_append_only();
create trigger ledger_no_truncate before truncate on ledger for each statement execute function ledger_is_append_only();

-- Goods that went in or out at a time; a source key stands once however often the warehouse tells it.
create table stock_movement (
  source_key text primary key,
  kind text not null check (kind in ('OUTBOUND', 'MOVED')),
  sku text not null,
  warehouse_id text not null,
  delta integer not null,
  moved_at timestamptz not null
);
create index stock_movement_after on stock_movement (sku, warehouse_id, moved_at);

create table drift (
  id uuid primary key,
  sku text not null,
  warehouse_id text not null,
  book integer not null,
  counted integer not null,
  counted_at timestamptz not null,
  decide_at timestamptz not null,
  state text not null check (state in ('PENDING', 'OPEN', 'EXPLAINED', 'SETTLED')),
  settled_by text
);
create index drift_live on drift (sku, warehouse_id) where state in ('PENDING', 'OPEN');

create table claim_answer (
  kind text not null,
  claim_id text not null,
  body_hash text not null,
  answer jsonb not null,
  answered_at timestamptz not null,
  primary key (kind, claim_id)
);
