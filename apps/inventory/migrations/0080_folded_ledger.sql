-- One row for what one batch books alike on one counter: a thousand orders of one SKU are one row, whose arrays say what each of them got.
-- Where they are null the row is of one order, or of none.
alter table ledger
  add column order_ids text[],
  add column line_nos text[],
  add column sources text[],
  add column units integer[],
  add constraint ledger_folded_whole check (
    num_nulls(order_ids, line_nos, sources, units) = 4
    or (num_nulls(order_ids, line_nos, sources, units) = 0 and order_id = '' and on_hand = 0
        and cardinality(order_ids) > 1 and cardinality(order_ids) = cardinality(units)
        and cardinality(line_nos) = cardinality(units) and cardinality(sources) = cardinality(units))) not valid;

-- The ledger order by order.
create view ledger_entry as
select seq, 0::bigint as nth, kind, sku, warehouse_id, order_id, line_no, source, on_hand, reserved, allocated, booked_at
  from ledger where order_ids is null
union all
select l.seq, e.nth, l.kind, l.sku, l.warehouse_id, e.order_id, e.line_no, e.source, 0,
       case when l.kind in ('ALLOCATE', 'DEALLOCATE') then 0 else e.units end,
       case when l.kind in ('ALLOCATE', 'DEALLOCATE') then e.units else 0 end, l.booked_at
  from ledger l, unnest(l.order_ids, l.line_nos, l.sources, l.units) with ordinality as e (order_id, line_no, source, units, nth)
 where l.order_ids is not null;

-- What a claim was answered is kept with what it made: the order it held or gave back, the allocation. Null: granted before that, see claim_answer.
alter table order_stock add column claims text[];
alter table allocation add column print text;
