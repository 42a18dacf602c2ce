/** Literal codes that the subgraphs speak, each with its words in the message files. */
export const literalCodes = [
  // Holds
  'REFUND_REQUESTED',
  'PERSON',
  'ADDRESS_CHANGE',
  'HIGH_VALUE',
  'VAGUE_ADDRESS',
  'EXPEDITE',
  'ABNORMAL_PRICE',
  'CONFLICT',
  // Sourcing
  'NO_WAREHOUSE_IN_REACH',
  'NO_STOCK_IN_REACH',
  'NO_COLD_CHAIN',
  'ALL_REFUSED',
  'OUT_OF_NEAREST',
  'OVER_OCCUPANCY',
  'NO_STOCK',
  'STOPPED',
  'ALLOCATION_REFUSED',
  'SUPERSEDED',
  'SOURCED',
  'FAILED',
  'DISTANCE',
  'DEPTH',
  'CLASS',
  'PROVINCE',
  'CITY',
  'COUNTY',
  'STREET',
  'BUILDING',
  'LANE_HISTORY',
  'LANE_DEFAULT',
  'WEATHER',
  // Stops and refunds
  'WHOLE_ORDER',
  'LINES',
  'AMENDMENT',
  'PROPOSED',
  'CONFIRMED',
  'DECLINED',
  'BEFORE_SHIPPING',
  'AFTER_SHIPPING',
  'RETURN',
  'REQUESTED',
  'AGREED',
  'WITHDRAWN',
  'COMPLETED',
  'NEEDS_PERSON',
  // Fulfilment orders, reservations, vouchers, messages, notices
  'PLANNED',
  'CLEARED',
  'SENT',
  'ACCEPTED',
  'REFUSED',
  'PICKED',
  'PACKED',
  'STOPPING',
  'PARTLY_OUTBOUND',
  'OUTBOUND',
  'RESERVED',
  'ALLOCATED',
  'CONSUMED',
  'RELEASED',
  'SHORT',
  'POSTED',
  'REVERSED',
  'DELIVERED',
  'NOT_DELIVERED',
  'NO_CONTACT',
  'LOGISTICS_CARD',
  'WORK_ITEM_CARD',
  'ALERT',
  'WECHAT_SERVICE_ACCOUNT',
  'WECOM_ROBOT',
  'WECOM_APP',
  // Work items
  'SHORTAGE',
  'SOURCING',
  'WAREHOUSE_REFUSAL',
  'QUARANTINE',
  'DECLINED_CANCEL',
  'VOUCHER',
  'WAYBILL',
  'MESSAGE',
  'DEAD_LETTER',
  'SHIP_NOTICE',
  'ADDRESS',
  'PRICE',
  // Conflicts
  'SHIPPED_AFTER_STOP',
  'SHIPPED_OTHERWISE',
  // Order and platform states, warehouse steps, gates
  'AWAITING_PAYMENT',
  'PAID',
  'STOCK_LOCKED',
  'WITH_WAREHOUSE',
  'SIGNED',
  'CANCELLED',
  'SHIPPED',
  'PARTLY_SHIPPED',
  'OPEN',
  'STUCK',
  'HELD',
  'PRINTED',
  'CHECKED',
  'WEIGHED',
  'NORMAL',
  'RAISED',
  // Route nodes
  'ORDERED',
  'PICKED_UP',
  'LOADED',
  'DEPARTED',
  'ARRIVED',
  'IN_TRANSIT',
  'AT_STATION',
  'OUT_FOR_DELIVERY',
  'DELIVERY_FAILED',
  'RETURNING',
  'EXCEPTION',
  'ROUTED',
] as const;
type Literal = (typeof literalCodes)[number];
export const asLiteral = (value: string): Literal | undefined => literalCodes.find((each) => each === value);

/** Sentences of the twin: why an order stands where it stands, and the answer line. */
export const phraseCodes = [
  'AWAITING_PAYMENT',
  'AT_GATE',
  'STUCK_AT_GATE',
  'OVERDUE',
  'SHORT',
  'SOURCING_FAILED',
  'WAREHOUSE_REFUSED',
  'HELD',
  'STOPPING',
  'WITH_WAREHOUSE',
  'SHIPPED',
  'SIGNED',
  'CANCELLED',
  'CONFLICT',
  'NO_CARD',
  'ALL_PASSED',
  'IMPORTED',
  'OTHER',
] as const;
export const asPhraseCode = (code: string): (typeof phraseCodes)[number] => phraseCodes.find((each) => each === code) ?? 'OTHER';

/** Facts of the story by event type, without `hub.` and the version; dots would nest message keys. */
export const factKeys = [
  'channel_order-captured',
  'channel_refund-requested',
  'channel_refund-withdrawn',
  'channel_refund-completed',
  'channel_refund-answered',
  'channel_ship-notice-sent',
  'channel_ship-notice-refused',
  'channel_recipient-located',
  'channel_payload-quarantined',
  'channel_quarantine-released',
  'order_placed',
  'order_payment-confirmed',
  'order_cleared-for-sourcing',
  'order_hold-placed',
  'order_hold-released',
  'order_stop-proposed',
  'order_cancelled',
  'order_lines-cancelled',
  'order_cancel-declined',
  'order_recipient-changed',
  'order_refund-recorded',
  'order_platform-state-changed',
  'order_remark-added',
  'order_expedited',
  'inventory_stock-reserved',
  'inventory_stock-short',
  'inventory_stock-released',
  'inventory_stock-consumed',
  'inventory_availability-changed',
  'inventory_drift-detected',
  'fulfilment_order-sourced',
  'fulfilment_sourcing-failed',
  'fulfilment_sent-to-warehouse',
  'fulfilment_warehouse-accepted',
  'fulfilment_warehouse-refused',
  'fulfilment_warehouse-progressed',
  'fulfilment_outbound',
  'fulfilment_waybill-created',
  'fulfilment_waybill-refused',
  'fulfilment_parcel-dispatched',
  'fulfilment_route-node-seen',
  'fulfilment_stop-confirmed',
  'fulfilment_stop-declined',
  'fulfilment_conflict-raised',
  'fulfilment_milestone-confirmed',
  'fulfilment_stock-counted',
  'fulfilment_stock-moved',
  'finance_voucher-posted',
  'finance_voucher-refused',
  'finance_voucher-reversed',
  'messenger_message-sent',
  'messenger_message-refused',
  'messenger_message-delivered',
  'tower_work-item-opened',
  'tower_work-item-closed',
  'audit-recorded',
  'dead-lettered',
  'dead-letter-settled',
  'other',
] as const;
export type FactKey = (typeof factKeys)[number];
export const asFact = (type: string): FactKey => {
  const [, context = '', name = ''] = type.split('.');
  return factKeys.find((each) => each === `${context}_${name}` || each === name) ?? 'other';
};

/** Fields of a fact that a line of the story shows, in this order. */
export const fieldKeys = [
  'lines',
  'parts',
  'warehouseName',
  'warehouse',
  'carrier',
  'trackingNumber',
  'kind',
  'place',
  'step',
  'state',
  'reason',
  'detail',
  'note',
  'code',
  'sku',
  'quantity',
  'wanted',
  'available',
  'paidAmount',
  'amount',
  'number',
  'wmsOrderId',
  'outBizCode',
  'eta',
  'candidates',
  'refused',
  'ruleVersion',
  'owner',
  'dueAt',
  'told',
  'transport',
  'deed',
  'pool',
  'operator',
  'field',
  'summary',
  'promisedShipAt',
  'expiresAt',
  'scope',
  'releasedBy',
] as const;
type FieldKey = (typeof fieldKeys)[number];
export const asField = (name: string): FieldKey | undefined => {
  const plain = name.replace(/\.minor$/, '');
  return fieldKeys.find((each) => each === plain);
};

/** Who acts inside the hub: a context, a rule or a person. */
export const actorKeys = ['channel', 'order', 'inventory', 'fulfilment', 'finance', 'messenger', 'tower', 'person'] as const;
type Actor = { readonly key: (typeof actorKeys)[number] } | { readonly rule: string };
export const asActor = (actor: string, context: string): Actor => {
  const rule = /-rule-(\d+)$/.exec(actor)?.[1];
  if (rule !== undefined) return { rule };
  // People are named by the id of their account.
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(actor)) return { key: 'person' };
  return { key: actorKeys.find((each) => each === actor) ?? actorKeys.find((each) => each === context) ?? 'order' };
};

/** Systems that speak in an order's story. */
export const systemKeys = [
  'hub',
  'douyin',
  'wechat-shop',
  'own',
  'qimen',
  'sf',
  'kingdee',
  'wechat-oa',
  'wecom',
  'amap',
  'person',
  'other',
] as const;
export const asSystem = (system: string): (typeof systemKeys)[number] => systemKeys.find((each) => each === system) ?? 'other';

export const carrierKeys = ['SF', 'ZTO', 'JD'] as const;
export const asCarrier = (code: string): (typeof carrierKeys)[number] | undefined => carrierKeys.find((each) => each === code);

/** Who owns a gate or a hold, or was told. */
export const ownerKeys = [
  'channel-operations',
  'inventory-planner',
  'sourcing',
  'logistics',
  'warehouse-keeper',
  'customer-service',
  'finance',
  'operations',
  'customer',
  'automatic',
] as const;
export const asOwner = (owner: string): (typeof ownerKeys)[number] | undefined => {
  const plain = owner.toLowerCase().replaceAll(/[ _]/g, '-');
  return ownerKeys.find((each) => each === plain);
};
