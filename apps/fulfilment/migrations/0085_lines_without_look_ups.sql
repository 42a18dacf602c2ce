-- As 0084: lines are written by the statement that writes their fulfilment order, and neither is ever deleted.
alter table fulfilment_line drop constraint fulfilment_line_fulfilment_order_id_fkey;
