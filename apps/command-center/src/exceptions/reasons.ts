/** Sentences of work items; a code that is not here is said by its own name. */
export const itemCodes = [
  'SHORT',
  'NO_LOCK',
  'SOURCING_FAILED',
  'WAREHOUSE_REFUSED',
  'SHIPPED_AFTER_STOP',
  'SHIPPED_OTHERWISE',
  'CANCEL_DECLINED',
  'UNMAPPED_SKU',
  'MISSING_FIELD',
  'UNKNOWN_STATUS',
  'WRONG_TYPE',
  'UNREADABLE',
  'VOUCHER_REFUSED',
  'WAYBILL_REFUSED',
  'MESSAGE_REFUSED',
  'SHIP_NOTICE_REFUSED',
  'DEAD_LETTERED',
  'HELD',
  'EXPEDITED',
  'OTHER',
] as const;
type ItemCode = (typeof itemCodes)[number];

export const asItemCode = (code: string): ItemCode => itemCodes.find((each) => each === code) ?? 'OTHER';
