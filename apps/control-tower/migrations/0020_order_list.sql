-- Keys by which lists select and sort. `facets` holds everything that an order has of a kind ("sku:TEA", "wh:WH-HZ"), so that one index serves all kinds.
alter table order_twin
  add column paid_minor bigint not null default 0,
  add column paid_at timestamptz,
  add column promised_at timestamptz,
  add column waiting_since timestamptz,
  add column facets text[];
create index order_twin_facets on order_twin using gin (facets);
create index order_twin_amount on order_twin (paid_minor, id);
-- Finished orders are most of all that ever were and have no clock: they stay out of the indexes of clocks.
create index order_twin_clock on order_twin (stuck_at, id) where stuck_at is not null;
drop index order_twin_due;
create index order_twin_waiting on order_twin (waiting_since, id) where waiting_since is not null;
-- Both follow the order in which rows were made, and a BRIN index does not hinder updates in place.
create index order_twin_paid on order_twin using brin (paid_at) with (pages_per_range = 32);
create index order_twin_promised on order_twin using brin (promised_at) with (pages_per_range = 32);
-- The channel is a facet too.
drop index order_twin_channel;
-- Rows from before have no facets yet: the tower fills them at its start.
create index order_twin_unfilled on order_twin (id) where facets is null;
create index work_item_open_order on work_item (pool, order_id) where closed_at is null;
create index work_item_of_order on work_item (order_id) where closed_at is null;

-- What somebody looked up by pasted numbers, so that an address names the rows and never the numbers.
create table order_set (
  id uuid primary key,
  order_ids text[] not null,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index order_set_end on order_set (expires_at);
