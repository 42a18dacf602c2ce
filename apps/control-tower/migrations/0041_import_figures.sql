-- The names by which the indicators ask (domain/indicators.ts). A file has neither the carrier's first node nor the customer's card:
-- the platform's ship time stands for them. When an order was closed stands in no file either; one that never left had nothing due.
alter table import_fact
  add column all_moved_at timestamptz generated always as (shipped_at) stored,
  add column out_at timestamptz generated always as (shipped_at) stored,
  add column waited_at timestamptz generated always as (shipped_at) stored,
  add column cancelled_at timestamptz generated always as (case when state = 'CLOSED' and shipped_at is null then coalesce(created_at, paid_at) end) stored;
