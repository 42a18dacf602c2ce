-- Lines and parts stand in the order's own row: an order on its way is one row that is inserted once and changed in place, instead of
-- eight rows with their keys. Null: an order of before, whose lines and parts are rows of order_line and part until it changes.
alter table orders
  add column lines jsonb,
  add column parts jsonb,
  -- Since when inventory owes it an answer; null where it owes none.
  add column stock_owed_since timestamptz;
update orders set stock_owed_since = stock_asked_at where status = 'PAID' and not stock_answered;

-- The old one named columns that each step changes, so each step wrote all indexes anew.
drop index orders_unanswered;
create index orders_stock_owed on orders (stock_owed_since) where stock_owed_since is not null;

-- Room for the steps on the row's own page; and a row with many lines is not packed anew at each of them.
alter table orders set (fillfactor = 50, toast_tuple_target = 4080);
