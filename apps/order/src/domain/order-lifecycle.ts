import { defineLifecycle } from '@orderloom/domain-kernel';

/** Where an order stands; the names are those of the public schema. */
export const orderStatuses = [
  'AWAITING_PAYMENT',
  'PAID',
  'STOCK_LOCKED',
  'SOURCED',
  'WITH_WAREHOUSE',
  'STOPPING',
  'PARTLY_OUTBOUND',
  'OUTBOUND',
  'SIGNED',
  'CANCELLED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** What can be done to an order, or happen to it. */
export const orderDeeds = [
  'pay',
  'lock stock',
  'lose stock',
  'source',
  'hand over',
  'take back',
  'propose stop',
  'decline stop',
  'cancel',
  'ship part',
  'ship all',
  'sign',
] as const;
export type OrderDeed = (typeof orderDeeds)[number];

/**
 * THE state machine: status x deed -> status. A deed that is missing is refused in that status.
 * Holds are no status: they block at the choke point, whatever the status is.
 */
export const orderLifecycle = defineLifecycle({
  subject: 'order',
  states: orderStatuses,
  deeds: orderDeeds,
  table: {
    AWAITING_PAYMENT: { pay: 'PAID', cancel: 'CANCELLED' },
    PAID: { 'lock stock': 'STOCK_LOCKED', cancel: 'CANCELLED' },
    // The warehouse's right to it may be claimed before the news of the decision arrives.
    STOCK_LOCKED: {
      source: 'SOURCED',
      'lose stock': 'PAID',
      'hand over': 'WITH_WAREHOUSE',
      cancel: 'CANCELLED',
      'ship part': 'PARTLY_OUTBOUND',
      'ship all': 'OUTBOUND',
    },
    SOURCED: {
      'take back': 'STOCK_LOCKED',
      'hand over': 'WITH_WAREHOUSE',
      cancel: 'CANCELLED',
      'ship part': 'PARTLY_OUTBOUND',
      'ship all': 'OUTBOUND',
    },
    WITH_WAREHOUSE: {
      'take back': 'STOCK_LOCKED',
      'propose stop': 'STOPPING',
      'ship part': 'PARTLY_OUTBOUND',
      'ship all': 'OUTBOUND',
    },
    STOPPING: {
      'take back': 'STOCK_LOCKED',
      'decline stop': 'WITH_WAREHOUSE',
      cancel: 'CANCELLED',
      'ship part': 'PARTLY_OUTBOUND',
      'ship all': 'OUTBOUND',
    },
    // What has left stays outside; what has not may still be stopped, sourced again and sent.
    PARTLY_OUTBOUND: {
      source: 'PARTLY_OUTBOUND',
      'hand over': 'PARTLY_OUTBOUND',
      'take back': 'PARTLY_OUTBOUND',
      'propose stop': 'PARTLY_OUTBOUND',
      'decline stop': 'PARTLY_OUTBOUND',
      'ship part': 'PARTLY_OUTBOUND',
      'ship all': 'OUTBOUND',
    },
    OUTBOUND: { sign: 'SIGNED' },
    SIGNED: {},
    // A warehouse that ships what it agreed to stop: the shipped fact stands, and a conflict is raised (C-17).
    CANCELLED: { 'ship part': 'PARTLY_OUTBOUND', 'ship all': 'OUTBOUND' },
  },
});
