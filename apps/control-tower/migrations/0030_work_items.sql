-- Who works on an item, and all that happened to it.
alter table work_item
  add column assignee text not null default '',
  add column assigned_at timestamptz,
  add column ended_by_person boolean not null default false;
create table work_item_step (
  id bigint generated always as identity primary key,
  work_item_id uuid not null,
  kind text not null check (kind in ('OPENED', 'CLOSED', 'TAKEN', 'GIVEN_BACK', 'HANDED_OVER', 'NOTED', 'REOPENED', 'DECIDED')),
  actor text not null,
  target text not null default '',
  note text not null default '',
  at timestamptz not null
);
create index work_item_step_item on work_item_step (work_item_id, id);
insert into work_item_step (work_item_id, kind, actor, at) select id, 'OPENED', 'control-tower', opened_at from work_item order by opened_at;
insert into work_item_step (work_item_id, kind, actor, at) select id, 'CLOSED', coalesce(closed_by, ''), closed_at from work_item where closed_at is not null order by closed_at;
create index work_item_pool on work_item (pool, due_at, id) where closed_at is null;
create index work_item_assignee on work_item (assignee, due_at, id) where closed_at is null and assignee <> '';
create index work_item_closed on work_item (closed_at desc, id desc) where closed_at is not null;
create index work_item_order on work_item (order_id) where order_id <> '';
