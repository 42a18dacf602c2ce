-- A list as somebody wants to see it again. A view that was taken away stays for its undo.
create table saved_view (
  id uuid primary key,
  place text not null,
  name text not null,
  shared boolean not null,
  owner text not null,
  query text not null,
  columns text[] not null,
  sort text,
  version integer not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index saved_view_own on saved_view (owner, place, lower(name)) where deleted_at is null and not shared;
create unique index saved_view_shared on saved_view (place, lower(name)) where deleted_at is null and shared;

-- One deed for many orders; the rows are fixed when it starts.
create table bulk_job (
  id uuid primary key,
  deed text not null,
  reason text not null,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  total integer not null,
  idempotency_key text not null,
  input_hash text not null,
  unique (started_by, idempotency_key)
);
create index bulk_job_latest on bulk_job (started_at desc);
create table bulk_row (
  job_id uuid not null references bulk_job,
  position integer not null,
  order_id text not null,
  -- Only this hold is to be released; empty for all that people placed.
  hold_id text not null default '',
  state text not null check (state in ('WAITING', 'ASKED', 'DONE', 'REFUSED', 'FAILED')),
  attempts integer not null default 0,
  asked_at timestamptz,
  code text,
  message text,
  reference text,
  settled_at timestamptz,
  primary key (job_id, position),
  unique (job_id, order_id)
);
create index bulk_row_open on bulk_row (state, position, job_id) where state in ('WAITING', 'ASKED');
