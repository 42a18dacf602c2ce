-- Which body a sealed address of an own order came with: the order's word that it counts may come without the caller's.
create table own_address (
  token uuid primary key,
  shop_id text not null,
  order_no text not null,
  raw_id uuid not null,
  foreign key (shop_id, order_no) references own_order (shop_id, order_no)
);
