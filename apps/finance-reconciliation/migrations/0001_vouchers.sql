-- What the buyer paid for each line, so that a voucher can be made without asking anybody.
create table order_money (
  order_id text primary key,
  currency text not null,
  paid_minor bigint not null check (paid_minor >= 0),
  -- [{lineNo, quantity, amountMinor (text)}]: the paid amount spread over the lines to the fen
  lines jsonb not null
);

-- One row per outbound confirmation; written before the ERP is asked.
create table voucher (
  id uuid primary key,
  order_id text not null,
  fulfilment_order_id text not null,
  out_biz_code text not null,
  -- Our own number: the ERP refuses it twice, and finds the voucher by it after a lost answer.
  bill_no text not null unique,
  shipped jsonb not null,
  state text not null check (state in ('WAITING', 'PLANNED', 'SENDING', 'POSTED', 'REFUSED')),
  currency text,
  amount_minor bigint check (amount_minor > 0),
  entries jsonb,
  number text,
  refusal text,
  raw_ref text not null default '',
  traceparent text not null default '',
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  outbound_at timestamptz not null,
  planned_at timestamptz not null,
  posted_at timestamptz,
  unique (fulfilment_order_id, out_biz_code),
  check (state = 'WAITING' or (amount_minor is not null and entries is not null))
);
create index voucher_order on voucher (order_id);
create index voucher_open on voucher (next_try_at) where state in ('WAITING', 'PLANNED', 'SENDING');
