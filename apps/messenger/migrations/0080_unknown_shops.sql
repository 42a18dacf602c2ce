-- Orders that were placed before anybody listened: the order service is asked which shop each came from.
create table webhook_unknown_order (
  order_id text primary key
);
