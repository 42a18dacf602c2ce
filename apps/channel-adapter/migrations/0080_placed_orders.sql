-- The hub's id of a captured order. It is told later than the order and its recipient, and stands beside them, so that neither row,
-- wide and with many indexes, is written again for it (ADR 0082).
create table placed_order (
  order_id text primary key,
  shop_id text not null,
  platform_order_no text not null,
  unique (shop_id, platform_order_no)
);
insert into placed_order (order_id, shop_id, platform_order_no)
select order_id, shop_id, platform_order_no from captured_order where order_id <> '' on conflict do nothing;

-- Recipients whose place must still be found and told: a row goes when it was told, or when the map service knows no better than the
-- district. What was found lies in geocode_cache, by address, and nowhere else.
create table geocode_wait (
  token uuid primary key,
  shop_id text not null,
  platform_order_no text not null,
  address_index text not null,
  due_at timestamptz not null,
  attempts integer not null default 0
);
create index geocode_wait_due on geocode_wait (due_at);
insert into geocode_wait (token, shop_id, platform_order_no, address_index, due_at, attempts)
select token, shop_id, platform_order_no, address_index, geocode_due_at, geocode_attempts from recipient
 where geocoding = 'WAITING' or (geocoding = 'FOUND' and not announced);

-- The answer of the map service that a place was read from.
alter table geocode_cache add column raw_id text not null default '';

drop index recipient_order;
alter table captured_order drop column order_id;
alter table recipient drop column order_id, drop column geocoding, drop column geocode_due_at, drop column geocode_attempts, drop column announced;
