/** What helps, and the place where it is done. */
export interface UrgentDeed {
  readonly deed: string;
  readonly target: string;
}

/** What a person does about a work item of a pool. */
export function deedOfPool(pool: string, orderId: string): UrgentDeed {
  const order = orderId === '' ? `/exceptions?pool=${pool}` : `/orders/${orderId}`;
  switch (pool) {
    case 'SHORTAGE':
      return { deed: 'ADD_STOCK', target: '/inventory' };
    case 'SOURCING':
    case 'WAREHOUSE_REFUSAL':
      return { deed: 'SOURCE_AGAIN', target: order };
    case 'QUARANTINE':
      return { deed: 'MAP_FIELD', target: '/mapping' };
    case 'CONFLICT':
      return { deed: 'DECIDE', target: order };
    case 'ADDRESS':
    case 'PRICE':
    case 'HIGH_VALUE':
    case 'REVIEW':
      return { deed: 'RELEASE_HOLD', target: order };
    case 'DECLINED_CANCEL':
    case 'MESSAGE':
      return { deed: 'TELL_CUSTOMER', target: order };
    case 'EXPEDITE':
      return { deed: 'CALL_WAREHOUSE', target: order };
    case 'VOUCHER':
      return { deed: 'REPAIR_VOUCHER', target: order };
    case 'WAYBILL':
      return { deed: 'CALL_CARRIER', target: order };
    case 'DEAD_LETTER':
      return { deed: 'REPLAY', target: '/exceptions?pool=DEAD_LETTER' };
    default:
      return { deed: 'LOOK', target: order };
  }
}

/** What a person does about orders that are stuck at a gate. */
export function deedOfGate(gate: number, status: string): string {
  if (status === 'HELD') return 'RELEASE_HOLD';
  switch (gate) {
    case 2:
      return 'ADD_STOCK';
    case 3:
      return 'SOURCE_AGAIN';
    case 5:
    case 6:
      return 'CALL_WAREHOUSE';
    case 4:
    case 7:
      return 'CALL_CARRIER';
    default:
      return 'LOOK';
  }
}

/** Where an alert that is about no single order is looked into. */
export function deedOfRule(rule: string): UrgentDeed {
  switch (rule) {
    case 'CHANNEL_SILENT':
    case 'ARRIVAL_LAG':
      return { deed: 'LOOK', target: '/channels' };
    case 'STOCK_DRIFT':
      return { deed: 'LOOK', target: '/inventory' };
    default:
      return { deed: 'LOOK', target: '/alerts' };
  }
}
