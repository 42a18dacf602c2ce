-- The order of change moves into a narrow table (ADR 0081). On the wide row it was a column that every change touches and an index of it, so that
-- no update of a row could leave its indexes alone any more; and a trigger ran for each row.
lock table order_twin in share row exclusive mode;
create table order_change (
  order_id text not null,
  changed_xid xid8 not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
-- From the old index: the wide rows are not read, nor written.
insert into order_change (order_id, changed_xid) select id, changed_xid from order_twin order by changed_xid, id;
alter table order_change add primary key (order_id);
create index order_change_order on order_change (changed_xid, order_id);

drop trigger order_twin_note_change on order_twin;
drop function order_twin_note_change();
alter table order_twin drop column changed_xid;

-- In one order for all writers, so that none waits for another who waits for him. A row that was made and filled in one transaction is noted once.
create function order_twin_note_changes() returns trigger language plpgsql as $$
begin
  insert into order_change as known (order_id, changed_xid) select id, pg_current_xact_id() from changed order by id
  on conflict (order_id) do update set changed_xid = excluded.changed_xid where known.changed_xid <> excluded.changed_xid;
  return null;
end
$$;
create function order_twin_forget_changes() returns trigger language plpgsql as $$
begin
  delete from order_change where order_id in (select id from gone);
  return null;
end
$$;
create trigger order_twin_inserted after insert on order_twin referencing new table as changed
  for each statement execute function order_twin_note_changes();
create trigger order_twin_updated after update on order_twin referencing new table as changed
  for each statement execute function order_twin_note_changes();
create trigger order_twin_deleted after delete on order_twin referencing old table as gone
  for each statement execute function order_twin_forget_changes();
-- Also for a session that copies rows as a replica, as tools/seed does.
alter table order_twin enable always trigger order_twin_inserted;
alter table order_twin enable always trigger order_twin_updated;
alter table order_twin enable always trigger order_twin_deleted;
