/** Literal codes that the subgraphs speak, each with its words in the message files. */
export const literalCodes = [
  // Holds
  'REFUND_REQUESTED', 'PERSON', 'ADDRESS_CHANGE', 'HIGH_VALUE', 'VAGUE_ADDRESS', 'CONFLICT',
  // Sourcing
  'NO_WAREHOUSE_IN_REACH', 'NO_STOCK_IN_REACH', 'NO_COLD_CHAIN', 'ALL_REFUSED',
  'OUT_OF_NEAREST', 'OVER_OCCUPANCY', 'NO_STOCK', 'STOPPED', 'ALLOCATION_REFUSED', 'SUPERSEDED', 'SOURCED', 'FAILED',
  'DISTANCE', 'DEPTH', 'CLASS',
  'PROVINCE', 'CITY', 'COUNTY', 'STREET', 'BUILDING',
  'LANE_HISTORY', 'LANE_DEFAULT', 'WEATHER',
  // Stops and refunds
  'WHOLE_ORDER', 'LINES', 'AMENDMENT', 'PROPOSED', 'CONFIRMED', 'DECLINED',
  'BEFORE_SHIPPING', 'AFTER_SHIPPING', 'RETURN', 'REQUESTED', 'AGREED', 'WITHDRAWN', 'COMPLETED', 'NEEDS_PERSON',
  // Fulfilment orders, reservations, vouchers, messages, notices
  'PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'REFUSED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND', 'OUTBOUND',
  'RESERVED', 'ALLOCATED', 'CONSUMED', 'RELEASED', 'SHORT', 'POSTED', 'REVERSED', 'DELIVERED', 'NOT_DELIVERED', 'NO_CONTACT',
  'LOGISTICS_CARD', 'WORK_ITEM_CARD', 'ALERT', 'WECHAT_SERVICE_ACCOUNT', 'WECOM_ROBOT', 'WECOM_APP',
  // Work items
  'SHORTAGE', 'SOURCING', 'WAREHOUSE_REFUSAL', 'QUARANTINE', 'DECLINED_CANCEL', 'VOUCHER', 'WAYBILL', 'MESSAGE', 'DEAD_LETTER', 'SHIP_NOTICE',
  // Conflicts
  'SHIPPED_AFTER_STOP', 'SHIPPED_OTHERWISE',
  // Order and platform states, warehouse steps, gates
  'AWAITING_PAYMENT', 'PAID', 'STOCK_LOCKED', 'WITH_WAREHOUSE', 'SIGNED', 'CANCELLED', 'SHIPPED', 'PARTLY_SHIPPED', 'OPEN', 'STUCK', 'HELD',
  'PRINTED', 'CHECKED', 'WEIGHED', 'NORMAL', 'RAISED',
  // Route nodes
  'ORDERED', 'PICKED_UP', 'LOADED', 'DEPARTED', 'ARRIVED', 'IN_TRANSIT', 'AT_STATION', 'OUT_FOR_DELIVERY', 'DELIVERY_FAILED', 'RETURNING', 'EXCEPTION',
  'ROUTED',
] as const;
export type Literal = (typeof literalCodes)[number];
export const asLiteral = (value: string): Literal | undefined => literalCodes.find((each) => each === value);

/** Sentences of the twin: answer lines and reasons. */
export const phraseCodes = ['OTHER'] as const;
export const asPhraseCode = (code: string): (typeof phraseCodes)[number] => phraseCodes.find((each) => each === code) ?? 'OTHER';

/** Systems that speak in an order's story. */
export const systemKeys = ['hub', 'douyin', 'wechat-shop', 'qimen', 'sf', 'kingdee', 'wechat-oa', 'wecom', 'amap', 'person', 'other'] as const;
export const asSystem = (system: string): (typeof systemKeys)[number] => systemKeys.find((each) => each === system) ?? 'other';

/** Who owns a gate or a hold. */
export const ownerKeys = ['channel-operations', 'inventory-planner', 'sourcing', 'logistics', 'warehouse-keeper', 'customer-service', 'finance', 'operations', 'automatic'] as const;
export const asOwner = (owner: string): (typeof ownerKeys)[number] | undefined => {
  const plain = owner.toLowerCase().replaceAll(/[ _]/g, '-');
  return ownerKeys.find((each) => each === plain);
};
