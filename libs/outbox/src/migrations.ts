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
  {
    // Events of one type that commit together are one row (ADR 0079). Of the old rows those move over that some consumer has not passed.
    name: '0000_outbox_bundles',
    sql: `
alter table outbox rename to outbox_of_events;
create table outbox (
  seq bigint generated always as identity primary key,
  type text not null,
  recorded_at timestamptz not null,
  -- CloudEvents, one a line; none has its position, which is this row's.
  elements text not null
);
insert into outbox (seq, type, recorded_at, elements) overriding system value
select seq, type, recorded_at, json_build_object(
    'specversion', '1.0', 'id', id, 'type', type, 'source', '/hub/' || split_part(type, '.', 2), 'subject', aggregate_id,
    'time', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'datacontenttype', 'application/json',
    'aggregateversion', aggregate_version, 'orderid', order_id, 'system', system, 'actor', actor,
    'occurredat', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'receivedat', to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'rawref', raw_ref, 'traceparent', traceparent, 'data', data::json)::text
  from outbox_of_events
 where seq > least((select settled from outbox_state), coalesce((select min(settled) from outbox_consumer), 0))
 order by seq;
select setval(pg_get_serial_sequence('outbox', 'seq'),
              greatest(1, coalesce(pg_sequence_last_value(pg_get_serial_sequence('outbox_of_events', 'seq')::regclass), 0)),
              pg_sequence_last_value(pg_get_serial_sequence('outbox_of_events', 'seq')::regclass) is not null);
drop table outbox_of_events;
-- For people who look, and for checks; the relay reads the rows.
create view outbox_event as
select o.seq, nth, o.type, o.recorded_at, (element ->> 'id')::uuid as id, element ->> 'subject' as aggregate_id,
       (element ->> 'aggregateversion')::bigint as aggregate_version, element ->> 'orderid' as order_id, element ->> 'system' as system,
       element ->> 'actor' as actor, (element ->> 'occurredat')::timestamptz as occurred_at, element ->> 'rawref' as raw_ref,
       (element -> 'data')::text as data
  from outbox o, string_to_table(o.elements, e'\\n') with ordinality as line (text, nth), lateral (select line.text::json) as e (element);
-- A bundle that could not be taken whole is taken event by event: then its row here says so, and its events have rows of their own.
alter table inbox add column split boolean not null default false;
`,
  },
  {
    name: '0000_outbox_open_positions',
    sql: `
alter table outbox_state add column published bigint not null default 0;
-- Positions up to \`published\` that were handed out and had not been seen.
alter table outbox_state add column open bigint[] not null default '{}';
update outbox_state set published = settled;
`,
  },
  {
    // Written once, read once, at once, and gone after a week: packing them was a third of what their insert cost Postgres.
    name: '0000_outbox_uncompressed',
    sql: 'alter table outbox alter column elements set storage external',
  },
] as const;
