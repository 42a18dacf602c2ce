-- Why a person or a rule held it, in chosen words or figures.
alter table hold add column note text not null default '';
alter table hold drop constraint hold_reason_check;
alter table hold add constraint hold_reason_check check (reason in (
  'REFUND_REQUESTED', 'PERSON', 'ADDRESS_CHANGE', 'HIGH_VALUE', 'VAGUE_ADDRESS', 'ABNORMAL_PRICE', 'CONFLICT'));

-- A person wanted it to go first.
alter table orders add column expedited_at timestamptz, add column expedited_by text;

-- Usual prices are read from the orders of the last days.
create index orders_created on orders using brin (created_at);

-- Words of people about an order; free of personal data by the rule of its writer. Withdrawn ones stay.
create table remark (
  id uuid primary key,
  order_id text not null references orders (id),
  author text not null,
  body text not null check (char_length(body) between 1 and 500),
  added_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);
create index remark_of_order on remark (order_id, added_at);

-- A published version never changes; a change is a new version (EXC-05).
create table hold_rules (
  version integer primary key check (version > 0),
  rules jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  reason text not null
);
insert into hold_rules (version, rules, published_at, published_by, reason) values (1,
  '{"highValue": {"enabled": true, "minor": "500000"}, "vagueAddress": {"enabled": true}, "abnormalPrice": {"enabled": true, "share": 0.3}}',
  now(), 'orderloom', 'first version');
