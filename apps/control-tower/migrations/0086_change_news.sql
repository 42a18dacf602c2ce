-- What a transaction changed is noted in one row for all its orders, and laid into the order of change by the clock (ADR 0097): an order on its way
-- changes four times within seconds, and each time its narrow row and both entries of its indexes were written anew.
create table order_change_news (
  changed_xid xid8 not null,
  order_ids text[] not null
);
create or replace function order_twin_note_changes() returns trigger language plpgsql as $$
begin
  insert into order_change_news (changed_xid, order_ids) select pg_current_xact_id(), array_agg(id) from changed having count(*) > 0;
  return null;
end
$$;
-- The place of an order is that of its last transaction, whoever committed first: nobody has read past one that was still under way. An order that
-- is gone meanwhile has no place. Answers with how many notes it laid in; two at once take different ones.
create function gather_order_changes(most integer) returns integer language sql as $$
  with taken as (
    delete from order_change_news where ctid = any (array(select ctid from order_change_news limit most for update skip locked))
    returning changed_xid, order_ids),
  last as (
    select order_id, max(changed_xid) as changed_xid from (select unnest(order_ids) as order_id, changed_xid from taken) told group by order_id),
  laid as (
    insert into order_change as known (order_id, changed_xid)
    select order_id, changed_xid from last where exists (select from order_twin o where o.id = last.order_id) order by order_id
    on conflict (order_id) do update set changed_xid = excluded.changed_xid where known.changed_xid < excluded.changed_xid)
  select count(*)::integer from taken
$$;
