import type { Phrase } from './answer.ts';
import type { Millis } from './twin-state.ts';

export type Pool =
  | 'SHORTAGE'
  | 'SOURCING'
  | 'WAREHOUSE_REFUSAL'
  | 'QUARANTINE'
  | 'CONFLICT'
  | 'DECLINED_CANCEL'
  | 'VOUCHER'
  | 'WAYBILL'
  | 'MESSAGE'
  | 'DEAD_LETTER'
  | 'SHIP_NOTICE';

/** A fact opens or closes the work item of one matter; both may come in any order. */
export type WorkItemChange =
  | {
      readonly kind: 'OPEN';
      readonly pool: Pool;
      readonly matter: string;
      readonly orderId: string;
      readonly at: Millis;
      readonly summary: Phrase;
    }
  | { readonly kind: 'CLOSE'; readonly pool: Pool; readonly matter: string; readonly at: Millis; readonly by: string };

const HOUR = 3_600_000;

/** Who decides in a pool, and within what time. */
export const pools: Readonly<Record<Pool, { readonly owner: string; readonly dueAfter: number }>> = {
  SHORTAGE: { owner: 'inventory-planner', dueAfter: 2 * HOUR },
  SOURCING: { owner: 'sourcing', dueAfter: HOUR },
  WAREHOUSE_REFUSAL: { owner: 'sourcing', dueAfter: HOUR },
  QUARANTINE: { owner: 'channel-operations', dueAfter: HOUR },
  CONFLICT: { owner: 'operations', dueAfter: HOUR },
  DECLINED_CANCEL: { owner: 'customer-service', dueAfter: 4 * HOUR },
  VOUCHER: { owner: 'finance', dueAfter: 24 * HOUR },
  WAYBILL: { owner: 'logistics', dueAfter: HOUR },
  MESSAGE: { owner: 'customer-service', dueAfter: 24 * HOUR },
  DEAD_LETTER: { owner: 'operations', dueAfter: HOUR },
  SHIP_NOTICE: { owner: 'channel-operations', dueAfter: 4 * HOUR },
};
