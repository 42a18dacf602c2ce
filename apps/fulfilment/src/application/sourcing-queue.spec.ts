import { describe, expect, it } from 'vitest';
import { createSourcingQueue } from './sourcing-queue.ts';
import type { WaitingOrder } from './sourcing-stores.ts';

const DAY_MS = 86_400_000;
const orderOf = (orderId: string, raised = false, nextSerial = 1): WaitingOrder => ({
  ...{ orderId, clearedSeq: 1n, contentHash: '', nextSerial, refusals: 0, rounds: 0, excluded: new Map(), traceparent: '', given: [] },
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

  it('goes on with what memory holds however many wait: what was left in the table is looked for when less than a turn is left', () => {
    const queue = lookedQueue();
    queue.offer(Array.from({ length: 900 }, (_, index) => orderOf(`${index}`)));
    expect(queue.take(400)).toHaveLength(400);
    expect(queue.look()).toBeUndefined();
    queue.lookAgain();
    expect(queue.look()).toBeDefined();
    queue.found([orderOf('left behind')], false);
    expect(queue.look()).toBeUndefined();
    expect(queue.take(400)).toHaveLength(400);
    expect(queue.look()).toBeDefined();
  });

  it('gives the urgent first, then those who were put back, then the others as they came, and those found in the table behind them', () => {
    const queue = createSourcingQueue(DAY_MS);
    queue.look();
    queue.offer([orderOf('a'), orderOf('b'), orderOf('urgent', true)]);
    queue.found([orderOf('found'), orderOf('b')], true);
    expect(idsOf(queue.take(2))).toEqual(['urgent', 'a']);
    queue.putBack([orderOf('a')]);
    expect(idsOf(queue.take(9))).toEqual(['a', 'b', 'found']);
  });

  it('leaves to the table who is put back and was sourced before: a warehouse may refuse more of it meanwhile', () => {
    const queue = lookedQueue();
    queue.offer([orderOf('new'), orderOf('again', false, 3), orderOf('other')]);
    queue.take(2);
    queue.putBack([orderOf('again', false, 3), orderOf('new')]);
    expect(queue.look()).toEqual({ inHand: [], waiting: ['new', 'other'] });
    queue.found([orderOf('older'), orderOf('again', false, 3)], true);
    expect(idsOf(queue.take(9))).toEqual(['again', 'new', 'other', 'older']);
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

  it.each([
    ['and nothing else is heard', false],
    ['and word of others comes each turn', true],
  ])('serves all in the order in which they came while more come than are served, %s', (_, hearsWord) => {
    const queue = createSourcingQueue(DAY_MS);
    const table = new Set<number>();
    let last = 0;
    const arrive = (many: number): void => {
      const come = Array.from({ length: many }, () => (last += 1));
      for (const one of come) table.add(one);
      queue.offer(come.map((one) => orderOf(`${one}`)));
    };
    const served: number[] = [];
    for (let turn = 0; turn < 100; turn += 1) {
      const many = turn < 40 ? 300 : 0;
      arrive(many);
      if (hearsWord) queue.lookAgain();
      const known = queue.look();
      if (known !== undefined) {
        const inMemory = new Set([...known.inHand, ...known.waiting].map(Number));
        const left = [...table].filter((one) => !inMemory.has(one)).slice(0, 400);
        // While the table is read.
        arrive(many);
        queue.found(
          left.map((one) => orderOf(`${one}`)),
          left.length < 400,
        );
      } else arrive(many);
      const taken = queue.take(400);
      served.push(...taken.map((order) => Number(order.orderId)));
      for (const order of taken) table.delete(Number(order.orderId));
      queue.done(idsOf(taken));
    }
    expect(last).toBe(24_000);
    expect(served).toEqual(Array.from({ length: last }, (__, index) => index + 1));
  });
});
