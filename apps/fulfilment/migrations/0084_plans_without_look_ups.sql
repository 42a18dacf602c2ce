-- A plan writes these rows together, by one statement and only for orders that it has just taken, and names warehouses, carriers and rules that
-- nothing ever deletes. Looking each of them up again for each row was two fifths of what Postgres did for a plan. A plan still cannot stand without its order.
alter table sourcing_decision drop constraint sourcing_decision_rule_version_fkey;
alter table fulfilment_order
  drop constraint fulfilment_order_decision_id_fkey,
  drop constraint fulfilment_order_warehouse_id_fkey,
  drop constraint fulfilment_order_carrier_fkey;
