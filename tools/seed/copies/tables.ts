/** A table whose rows of an order are copied; `where` selects them by $1, the orders' ids. */
export interface CopiedTable {
  readonly app: string;
  readonly table: string;
  /** Column, or expression over alias t, that names the order of a row. */
  readonly order: string;
  readonly from?: string;
}

/** The owners' rows, in the order in which their foreign keys want them. Ledgers and queues are no part of an order's page. */
export const ownersTables: readonly CopiedTable[] = [
  { app: 'order', table: 'orders', order: 't.id' },
  { app: 'order', table: 'hold', order: 't.order_id' },
  { app: 'order', table: 'refund', order: 't.order_id' },
  { app: 'order', table: 'refund_line', order: 't.order_id' },
  { app: 'order', table: 'stop_proposal', order: 't.order_id' },
  { app: 'order', table: 'stop_line', order: 's.order_id', from: 'stop_line t join stop_proposal s on s.id = t.stop_id' },
  { app: 'inventory', table: 'order_stock', order: 't.order_id' },
  { app: 'inventory', table: 'reservation', order: 't.order_id' },
  { app: 'inventory', table: 'allocation', order: 't.order_id' },
  { app: 'fulfilment', table: 'clearance', order: 't.order_id' },
  { app: 'fulfilment', table: 'sourcing_decision', order: 't.order_id' },
  { app: 'fulfilment', table: 'fulfilment_order', order: 't.order_id' },
  {
    app: 'fulfilment',
    table: 'fulfilment_line',
    order: 'f.order_id',
    from: 'fulfilment_line t join fulfilment_order f on f.id = t.fulfilment_order_id',
  },
  { app: 'fulfilment', table: 'stop_proposal', order: 't.order_id' },
  { app: 'fulfilment', table: 'stop_part', order: 's.order_id', from: 'stop_part t join stop_proposal s on s.id = t.proposal_id' },
  { app: 'fulfilment', table: 'parcel', order: 't.order_id' },
  { app: 'fulfilment', table: 'parcel_line', order: 'p.order_id', from: 'parcel_line t join parcel p on p.id = t.parcel_id' },
  {
    app: 'fulfilment',
    table: 'outbound_confirmation',
    order: 'f.order_id',
    from: 'outbound_confirmation t join fulfilment_order f on f.id = t.fulfilment_order_id',
  },
  { app: 'fulfilment', table: 'route_node', order: 'p.order_id', from: 'route_node t join parcel p on p.id = t.parcel_id' },
  { app: 'finance-reconciliation', table: 'order_money', order: 't.order_id' },
  { app: 'finance-reconciliation', table: 'voucher', order: 't.order_id' },
  { app: 'messenger', table: 'message', order: 't.order_id' },
  { app: 'channel-adapter', table: 'placed_order', order: 't.order_id' },
  {
    app: 'channel-adapter',
    table: 'captured_order',
    order: 'p.order_id',
    from: 'captured_order t join placed_order p using (shop_id, platform_order_no)',
  },
  { app: 'channel-adapter', table: 'ship_notice', order: 't.order_id' },
];

/** Facts of a finished order that carry its story; steps within the warehouse and between two hubs of the carrier are left out. */
export const keptFacts: ReadonlySet<string> = new Set([
  'hub.channel.order-captured.v1',
  'hub.order.placed.v1',
  'hub.order.payment-confirmed.v1',
  'hub.inventory.stock-reserved.v1',
  'hub.order.cleared-for-sourcing.v1',
  'hub.fulfilment.order-sourced.v1',
  'hub.fulfilment.sent-to-warehouse.v1',
  'hub.fulfilment.warehouse-accepted.v1',
  'hub.fulfilment.outbound.v1',
  'hub.fulfilment.waybill-created.v1',
  'hub.fulfilment.parcel-dispatched.v1',
  'hub.finance.voucher-posted.v1',
  'hub.messenger.message-sent.v1',
  'hub.channel.ship-notice-sent.v1',
]);
