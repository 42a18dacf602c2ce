import { readFileSync } from 'node:fs';
import { DeedRefused } from '@orderloom/domain-kernel';
import { describe, expect, it } from 'vitest';
import { lifecyclePage, pictureFile } from '../lifecycle-picture.ts';
import { orderDeeds, orderLifecycle, orderStatuses, type OrderDeed, type OrderStatus } from './order-lifecycle.ts';

/** Written out a second time by hand, one row a status: a slip in the table shows here. */
const expected: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderDeed, OrderStatus>>>>> = {
  AWAITING_PAYMENT: { pay: 'PAID', cancel: 'CANCELLED' },
  PAID: { 'lock stock': 'STOCK_LOCKED', cancel: 'CANCELLED' },
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
  WITH_WAREHOUSE: { 'take back': 'STOCK_LOCKED', 'propose stop': 'STOPPING', 'ship part': 'PARTLY_OUTBOUND', 'ship all': 'OUTBOUND' },
  STOPPING: {
    'take back': 'STOCK_LOCKED',
    'decline stop': 'WITH_WAREHOUSE',
    cancel: 'CANCELLED',
    'ship part': 'PARTLY_OUTBOUND',
    'ship all': 'OUTBOUND',
  },
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
  CANCELLED: { 'ship part': 'PARTLY_OUTBOUND', 'ship all': 'OUTBOUND' },
};

describe('the life of an order', () => {
  for (const status of orderStatuses) {
    for (const deed of orderDeeds) {
      const target = expected[status][deed];
      it(`${target === undefined ? 'refuses' : `leads to ${target} by`} "${deed}" while ${status}`, () => {
        if (target !== undefined) return expect(orderLifecycle.next(status, deed)).toBe(target);
        expect(orderLifecycle.allows(status, deed)).toBe(false);
        expect(() => orderLifecycle.next(status, deed)).toThrow(DeedRefused);
      });
    }
  }

  it('begins unpaid, ends only when signed, and can reach every status', () => {
    expect(orderLifecycle.ends).toEqual(['SIGNED']);
    for (const status of orderStatuses) expect(orderLifecycle.leadsTo('AWAITING_PAYMENT', status), status).toBe(true);
  });

  it('never sends what is cancelled: no deed leads from CANCELLED to a warehouse', () => {
    expect(orderLifecycle.deedsFrom('CANCELLED').filter((deed) => !deed.startsWith('ship'))).toEqual([]);
  });

  it('has the statuses of the public schema', () => {
    const sdl = readFileSync(new URL('../graphql/schema.graphql', import.meta.url), 'utf8');
    const names = /enum OrderStatus \{([^}]*)\}/
      .exec(sdl)?.[1]
      ?.match(/^ {2}[A-Z_]+$/gm)
      ?.map((name) => name.trim());
    expect(names).toEqual([...orderStatuses]);
  });

  it('has a picture in docs that is not stale (node apps/order/src/lifecycle-picture.ts)', () => {
    expect(readFileSync(pictureFile, 'utf8')).toBe(lifecyclePage());
  });
});
