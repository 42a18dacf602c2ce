-- What the hub says, and to whom; written before the transport is asked. No contact and no personal data stands here.
create table message (
  id uuid primary key,
  kind text not null check (kind in ('LOGISTICS_CARD', 'WORK_ITEM_CARD', 'ALERT')),
  transport text not null check (transport in ('WECHAT_SERVICE_ACCOUNT', 'WECOM_ROBOT', 'WECOM_APP')),
  -- The same matter is told once.
  matter text not null,
  order_id text not null,
  parcel_id text not null,
  told text not null,
  recipient_token text not null,
  content jsonb not null,
  state text not null check (state in ('PLANNED', 'SENDING', 'SENT', 'DELIVERED', 'NOT_DELIVERED', 'REFUSED', 'NO_CONTACT')),
  transport_id text,
  refusal text,
  traceparent text not null,
  first_tried_at timestamptz,
  next_try_at timestamptz not null,
  planned_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  unique (transport, matter)
);
create index message_order on message (order_id) where order_id <> '';
create index message_due on message (transport, next_try_at) where state in ('PLANNED', 'SENDING');
create unique index message_transport_id on message (transport, transport_id) where transport_id is not null;

-- Work items that the pools' people have not been told of yet.
create table untold_work_item (
  work_item_id text primary key,
  pool text not null,
  order_id text not null,
  owner text not null,
  opened_at timestamptz not null
);
