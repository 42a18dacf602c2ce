-- A row of the list holds the whole state, so that a filter which reads rows reads gigabytes. What lists filter and sort by stands in the two
-- indexes of their order too: a page, its total and its sum are found in them, and only the rows that are shown are read.
-- On a large hub they may be built beforehand, concurrently.
create index if not exists order_twin_by_time on order_twin (placed_at desc, id desc)
  include (paid_minor, paid_at, promised_at, stuck_at, waiting_since, current_gate, status, imported_by, facets);
create index if not exists order_twin_by_amount on order_twin (paid_minor, id)
  include (placed_at, paid_at, promised_at, stuck_at, waiting_since, current_gate, status, imported_by, facets);
drop index if exists order_twin_newest;
drop index if exists order_twin_amount;
-- An index answers alone only for pages that a vacuum has seen: a fifth of a million rows would be read one by one before the next came.
alter table order_twin set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
