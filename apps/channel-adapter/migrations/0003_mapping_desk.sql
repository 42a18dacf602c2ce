-- How often each path of a payload is seen, so that one that stays away is told from one that is seldom there.
alter table payload_shape
  add column seen bigint not null default 0,
  add column last_seen_at timestamptz,
  add column first_sample bigint not null default 0,
  add column last_sample bigint not null default 0;

-- How many payloads were looked at.
create table payload_sample (
  system text not null,
  kind text not null,
  samples bigint not null,
  primary key (system, kind)
);

alter table field_mapping add column reason text not null default '';

-- A paused shop keeps and acknowledges its pushes; nothing is read at the platform until it goes on.
alter table shop
  add column intake_paused_at timestamptz,
  add column intake_paused_by text not null default '',
  add column intake_pause_reason text not null default '';

create index captured_refund_recent on captured_refund (shop_id, told_at desc);
create index ship_notice_open on ship_notice (shop_id, due_at) where state in ('PLANNED', 'UNKNOWN', 'REFUSED');
create index refund_answer_open on refund_answer (shop_id, due_at) where state in ('PLANNED', 'UNKNOWN', 'REFUSED');
