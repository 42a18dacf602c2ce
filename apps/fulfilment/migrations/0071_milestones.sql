-- Milestones of made-to-order goods that somebody confirmed (FUL-06); the others follow from facts that stand elsewhere.
create table milestone (
  order_id text not null references clearance (order_id),
  name text not null,
  happened_at timestamptz not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  reference text not null,
  primary key (order_id, name)
);
