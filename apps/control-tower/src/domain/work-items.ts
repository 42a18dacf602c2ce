import type { Phrase } from './answer.ts';
import type { Millis } from './twin-state.ts';

export const poolNames = [
  'SHORTAGE',
  'SOURCING',
  'WAREHOUSE_REFUSAL',
  'QUARANTINE',
  'CONFLICT',
  'DECLINED_CANCEL',
  'VOUCHER',
  'WAYBILL',
  'MESSAGE',
  'DEAD_LETTER',
  'SHIP_NOTICE',
  'ADDRESS',
  'PRICE',
  'HIGH_VALUE',
  'EXPEDITE',
] as const;
export type Pool = (typeof poolNames)[number];

/** A fact opens or closes the work item of one matter; both may come in any order. */
export type WorkItemChange =
  | {
      readonly kind: 'OPEN';
      readonly pool: Pool;
      readonly matter: string;
      readonly orderId: string;
      readonly at: Millis;
      readonly summary: Phrase;
      /** By when it should be decided, where the fact itself says so. */
      readonly dueAt?: Millis;
    }
  | { readonly kind: 'CLOSE'; readonly pool: Pool; readonly matter: string; readonly at: Millis; readonly by: string };

export interface PoolRule {
  readonly owner: string;
  readonly dueAfter: number;
  /** What ends an item: a fact from the owning system alone, a person with a note as well, or a person's decision. */
  readonly endedBy: 'FACT' | 'PERSON' | 'DECISION';
  /** Whose accounts may work here; owner and admin always may. */
  readonly roles: readonly string[];
}

const HOUR = 3_600_000;

/**
 * Who decides in a pool, within what time, and what ends an item. What still blocks an order or holds a payload back is never ended
 * by a note: it would go out of sight and stay (MAP-07).
 */
export const pools: Readonly<Record<Pool, PoolRule>> = {
  SHORTAGE: { owner: 'inventory-planner', dueAfter: 2 * HOUR, endedBy: 'FACT', roles: ['operations', 'supply'] },
  SOURCING: { owner: 'sourcing', dueAfter: HOUR, endedBy: 'FACT', roles: ['operations', 'supply'] },
  WAREHOUSE_REFUSAL: { owner: 'sourcing', dueAfter: HOUR, endedBy: 'FACT', roles: ['operations', 'warehouse', 'supply'] },
  QUARANTINE: { owner: 'channel-operations', dueAfter: HOUR, endedBy: 'FACT', roles: ['operations'] },
  CONFLICT: { owner: 'operations', dueAfter: HOUR, endedBy: 'DECISION', roles: ['operations'] },
  DECLINED_CANCEL: { owner: 'customer-service', dueAfter: 4 * HOUR, endedBy: 'PERSON', roles: ['operations', 'service'] },
  VOUCHER: { owner: 'finance', dueAfter: 24 * HOUR, endedBy: 'PERSON', roles: ['finance'] },
  WAYBILL: { owner: 'logistics', dueAfter: HOUR, endedBy: 'PERSON', roles: ['operations', 'warehouse'] },
  MESSAGE: { owner: 'customer-service', dueAfter: 24 * HOUR, endedBy: 'PERSON', roles: ['operations', 'service'] },
  DEAD_LETTER: { owner: 'operations', dueAfter: HOUR, endedBy: 'FACT', roles: ['operations'] },
  SHIP_NOTICE: { owner: 'channel-operations', dueAfter: 4 * HOUR, endedBy: 'PERSON', roles: ['operations'] },
  ADDRESS: { owner: 'customer-service', dueAfter: 2 * HOUR, endedBy: 'FACT', roles: ['operations', 'service'] },
  PRICE: { owner: 'operations', dueAfter: 2 * HOUR, endedBy: 'FACT', roles: ['operations'] },
  HIGH_VALUE: { owner: 'operations', dueAfter: 2 * HOUR, endedBy: 'FACT', roles: ['operations'] },
  EXPEDITE: { owner: 'warehouse-keeper', dueAfter: HOUR / 2, endedBy: 'PERSON', roles: ['operations', 'warehouse'] },
};

/** The pool in which a hold that a rule placed waits for its person; other holds have owners of their own. */
export function poolOfHold(reason: string): Pool | undefined {
  switch (reason) {
    case 'VAGUE_ADDRESS':
      return 'ADDRESS';
    case 'ABNORMAL_PRICE':
    case 'PRICE':
      return 'PRICE';
    case 'HIGH_VALUE':
      return 'HIGH_VALUE';
    default:
      return undefined;
  }
}
