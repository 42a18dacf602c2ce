-- Orders of channels that have no platform: whoever sells places them with us, and their last word is the body that we read again.
create table own_order (
  shop_id text not null references shop (id),
  order_no text not null,
  -- The body in force, sealed in the archive.
  raw_id uuid not null,
  -- Keyed index of what was placed, payment left out: the same number with another order is refused.
  print text not null,
  paid boolean not null,
  placed_by text not null,
  placed_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (shop_id, order_no)
);

-- For trying out: the only shops that test keys reach.
alter table shop add column sandbox boolean not null default false;
