/** Tables of outbox, inbox and answered commands; every service's database has them. Forward only. */
export const outboxMigrations = [
  {
    name: '0000_outbox',
    sql: `
create table outbox (
  seq bigint generated always as identity primary key,
  id uuid not null,
  type text not null,
  aggregate_id text not null,
  aggregate_version bigint not null,
  order_id text not null,
  system text not null,
  actor text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  raw_ref text not null,
  traceparent text not null,
  data text not null
);
create table outbox_state (
  single_row boolean primary key default true check (single_row),
  fence bigint not null default 0,
  settled bigint not null default 0,
  stream_created_at text not null default '',
  stream_seq bigint not null default 0
);
insert into outbox_state default values;
create table outbox_consumer (
  consumer text primary key,
  settled bigint not null,
  seen_at timestamptz not null
);
create table inbox (
  event_id uuid primary key,
  taken_at timestamptz not null default now()
);
create index inbox_taken_at on inbox using brin (taken_at);
create table dead_letter (
  id uuid primary key,
  event_id uuid not null unique,
  event_type text not null,
  context text not null,
  aggregate_id text not null,
  order_id text not null,
  outbox_seq bigint not null,
  reason text not null,
  parked boolean not null,
  element text not null,
  occurred_at timestamptz not null default now(),
  settled_at timestamptz
);
create index dead_letter_open on dead_letter (aggregate_id, outbox_seq) where settled_at is null;
`,
  },
  {
    name: '0000_outbox_answered_commands',
    sql: `
create table kept_answer (
  scope text not null,
  key text not null,
  command text not null,
  print text not null,
  -- Null while the command has begun and is not answered.
  answer jsonb,
  answered_at timestamptz not null,
  primary key (scope, key)
);
create index kept_answer_at on kept_answer using brin (answered_at);
`,
  },
] as const;
