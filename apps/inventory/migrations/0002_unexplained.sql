-- What the last count found and nothing has explained since: tells whether a movement of the count's own second is inside it.
alter table warehouse_stock add column unexplained integer not null default 0;
