-- What people call a SKU, from the deployment.
alter table sku_stock add column name text not null default '', add column name_en text not null default '';

-- How a person explained a difference.
alter table drift add column cause text, add column note text not null default '', add column settled_at timestamptz;
create index drift_newest on drift (counted_at desc, id);

-- Units sold in the last days, without a look at the table itself.
create index stock_movement_sold on stock_movement (moved_at) include (sku, delta) where kind = 'OUTBOUND';
