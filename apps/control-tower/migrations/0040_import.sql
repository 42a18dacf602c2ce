-- Orders that a file told of: rows of the list beside the others, but at no gate and with no clock.
alter table order_twin add column imported_by uuid;
create index order_twin_imported on order_twin (imported_by, id) where imported_by is not null;

-- One import as far as the tower has heard of it.
create table import_run (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz
);

-- What an import's radar counts: one row an order of the file, or of the sample that is looked at before.
create table import_fact (
  import_id uuid not null,
  shop_id text not null,
  platform_order_no text not null,
  sample boolean not null,
  -- The list's row, or the real order's; empty for a sample.
  order_id text not null,
  channel text not null,
  state text not null,
  created_at timestamptz,
  paid_at timestamptz,
  shipped_at timestamptz,
  done_at timestamptz,
  promised_ship_at timestamptz,
  refund text not null,
  has_number boolean not null,
  paid_minor bigint,
  file_at timestamptz not null,
  primary key (import_id, shop_id, platform_order_no)
);
create index import_fact_sample on import_fact (import_id) where sample;
