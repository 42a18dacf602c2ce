-- Files of past orders (ING-16). The bytes lie sealed in the raw archive, block by block, before anything else happens.
create table import_job (
  id uuid primary key,
  state text not null check (state in ('RECEIVING', 'INSPECTING', 'READY', 'IMPORTING', 'DONE', 'FAILED', 'UNDOING', 'UNDONE')),
  failure text not null default '',
  file_name text not null,
  size_bytes bigint not null default 0,
  digest text not null default '',
  utf8 boolean not null default false,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  -- Until when the file tells: the time of its export where its name says so, else of its upload.
  file_at timestamptz not null,
  inspection jsonb not null default '{}',
  plan jsonb,
  shop_id text not null default '',
  channel text not null default '',
  started_by text not null default '',
  started_at timestamptz,
  finished_at timestamptz,
  rows_read integer not null default 0,
  taken integer not null default 0,
  older integer not null default 0,
  refused integer not null default 0
);
create index import_job_newest on import_job (uploaded_at desc, id);
create index import_job_work on import_job (uploaded_at) where state in ('INSPECTING', 'IMPORTING', 'UNDOING');

create table import_block (
  job_id uuid not null references import_job (id),
  seq integer not null,
  raw_id uuid not null,
  primary key (job_id, seq)
);

-- The original cells are sealed: they may name a person.
create table import_refusal (
  job_id uuid not null references import_job (id),
  row_no integer not null,
  reason text not null,
  header text not null,
  sealed bytea not null,
  primary key (job_id, row_no)
);

-- Shops that are known from files alone.
create table history_shop (
  id text primary key,
  channel text not null,
  name text not null,
  made_by text not null,
  made_at timestamptz not null
);

-- What each file told of an order; what counts is folded from them.
create table history_order (
  shop_id text not null,
  platform_order_no text not null,
  job_id uuid not null,
  told jsonb not null,
  file_at timestamptz not null,
  recipient_token text not null,
  recipient_content text not null,
  primary key (shop_id, platform_order_no, job_id)
);
create index history_order_job on history_order (job_id);
