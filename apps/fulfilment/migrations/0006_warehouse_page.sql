-- What stands in a warehouse, by step; a finished one leaves the index.
create index fulfilment_order_live on fulfilment_order (warehouse_id, status, created_at)
  where status in ('PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND');
create index fulfilment_order_left on fulfilment_order (outbound_at) where outbound_at is not null;
