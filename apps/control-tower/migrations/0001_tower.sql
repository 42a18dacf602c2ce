-- One row per order for lists and search; `state` is all that facts said, the other columns are its sort and filter keys.
create table order_twin (
  id text primary key,
  version bigint not null default 1,
  state jsonb not null,
  channel text not null,
  shop_id text not null,
  status text not null,
  current_gate smallint not null check (current_gate between 1 and 8),
  stuck_at timestamptz,
  stuck_announced boolean not null default false,
  placed_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 50);
alter table order_twin alter column state set storage main;
create index order_twin_newest on order_twin (placed_at desc, id desc);
create index order_twin_due on order_twin (coalesce(stuck_at, 'infinity'::timestamptz), id);
create index order_twin_turning on order_twin (stuck_at) where stuck_at is not null and not stuck_announced;
create index order_twin_status on order_twin (status, placed_at desc, id desc);
create index order_twin_channel on order_twin (channel, placed_at desc, id desc);
create index order_twin_gate on order_twin (current_gate, stuck_at) where status in ('OPEN', 'HELD');

create table order_search (
  term text not null,
  order_id text not null,
  primary key (term, order_id)
);
create index order_search_prefix on order_search (term text_pattern_ops);

-- The story: facts are only ever added.
create table fact (
  seq bigint generated always as identity,
  event_id uuid not null,
  order_id text not null,
  type text not null,
  system text not null,
  actor text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  raw_ref text not null,
  data jsonb not null,
  primary key (order_id, occurred_at, seq)
);

-- Facts that name only the platform's number wait here until the order has its hub id.
create table platform_order (
  shop_id text not null,
  platform_order_no text not null,
  order_id text not null,
  primary key (shop_id, platform_order_no)
);
create table unplaced_fact (
  event_id uuid primary key,
  shop_id text not null,
  platform_order_no text not null,
  event jsonb not null,
  kept_at timestamptz not null default now()
);
create index unplaced_fact_order on unplaced_fact (shop_id, platform_order_no);

create table work_item (
  id uuid primary key,
  pool text not null,
  matter text not null,
  order_id text not null,
  owner text not null,
  summary jsonb not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  unique (pool, matter)
);
create index work_item_open on work_item (due_at, id) where closed_at is null;

create table audit_entry (
  position bigint generated always as identity primary key,
  id uuid not null unique,
  actor_kind text not null,
  actor text not null,
  deed text not null,
  subject_kind text not null,
  subject_id text not null,
  order_id text not null,
  details jsonb not null,
  acted_at timestamptz not null
);
create index audit_entry_order on audit_entry (order_id, position desc) where order_id <> '';
create index audit_entry_actor on audit_entry (actor, position desc);
create index audit_entry_time on audit_entry (acted_at);
-- What was written stays: neither a statement nor a mistake changes the log.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only appended to';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_audit_change();
create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function refuse_audit_change();

create table gate_thresholds (
  version integer primary key,
  thresholds jsonb not null,
  published_at timestamptz not null,
  published_by text not null
);
