-- The order of change, for those who catch up. A number from a sequence would be given before the commit: a reader could pass 7 while 6 is
-- still under way, and never see it. A transaction id has the same gap, but Postgres says below which id nothing is under way any more.
alter table order_twin add column changed_xid xid8 not null default pg_current_xact_id();
create index order_twin_changed on order_twin (changed_xid, id);

create function order_twin_note_change() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end
$$;
create trigger order_twin_note_change before insert or update on order_twin
  for each row execute function order_twin_note_change();

-- Which transaction was the lowest under way at a time: whoever asks for changes since then begins there.
create table change_mark (
  at timestamptz primary key,
  xid xid8 not null
);
