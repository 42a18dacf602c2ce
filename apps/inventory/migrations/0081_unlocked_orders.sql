-- Paid orders that were accepted while stock could not be locked: they wait, and are locked afterwards in the order of their payments.
alter table order_stock add column unlocked_since timestamptz;
create index order_stock_unlocked on order_stock (paid_at, order_id) where unlocked_since is not null;
