import { describe, expect, it } from 'vitest';
import { createSourcingQueue } from './sourcing-queue.ts';
import type { WaitingOrder } from './sourcing-stores.ts';

const DAY_MS = 86_400_000;
const orderOf = (orderId: string, raised = false): WaitingOrder => ({
  ...{ orderId, clearedSeq: 1n, contentHash: '', nextSerial: 1, refusals: 0, rounds: 0, excluded: new Map(), traceparent: '', given: [] },
  freightCarried: false,
  clearance: {
    ...{
      orderId,
      channel: 'DY',
      shopId: '',
      platformOrderNo: '',
      raised,
      recipientToken: '',
      precision: 'CITY',
      lines: [],
      freightFen: '0',
    },
    ...{ district: { code: '', province: '', city: '', county: '' }, at: { longitude: 0, latitude: 0 } },
    ...{ placedAt: '', paidAt: '', promisedShipAt: '' },
  },
});
const idsOf = (orders: readonly WaitingOrder[]) => orders.map((order) => order.orderId);
/** A queue that has looked into the table and found nothing. */
const lookedQueue = () => {
  const queue = createSourcingQueue(DAY_MS);
  queue.look();
  queue.found([], true);
  return queue;
};

describe('the queue of sourcing', () => {
  it('looks into the table once at first, and leaves out what memory holds', () => {
    const queue = createSourcingQueue(DAY_MS);
    queue.offer([orderOf('a'), orderOf('b')]);
    expect(idsOf(queue.take(1))).toEqual(['a']);
    expect(queue.look()).toEqual({ inHand: ['a'], waiting: ['b'] });
    expect(queue.look()).toBeUndefined();
  });

  it('goes on with what memory holds however many wait: only what was left in the table is looked for again', () => {
    const queue = lookedQueue();
    queue.offer(Array.from({ length: 900 }, (_, index) => orderOf(`${index}`)));
    expect(queue.take(400)).toHaveLength(400);
    expect(queue.look()).toBeUndefined();
    expect(queue.take(400)).toHaveLength(400);
    queue.lookAgain();
    expect(queue.look()).toBeDefined();
    queue.found([orderOf('left behind')], false);
    expect(queue.look()).toBeDefined();
  });

  it('gives the urgent first, then those who were put back or found, then the others', () => {
    const queue = lookedQueue();
    queue.offer([orderOf('a'), orderOf('b'), orderOf('urgent', true)]);
    expect(idsOf(queue.take(2))).toEqual(['urgent', 'a']);
    queue.putBack([orderOf('a')]);
    expect(idsOf(queue.take(9))).toEqual(['a', 'b']);
  });

  it('looks again when those are done about whom word may have come while a look would have left them out', () => {
    const queue = lookedQueue();
    queue.offer([orderOf('a'), orderOf('b')]);
    queue.take(1);
    queue.lookAgain();
    expect(queue.look()).toEqual({ inHand: ['a'], waiting: ['b'] });
    queue.found([], true);
    queue.take(1);
    queue.done(['b']);
    expect(queue.look()).toBeUndefined();
    queue.done(['a']);
    expect(queue.look()).toEqual({ inHand: [], waiting: [] });
  });
});
