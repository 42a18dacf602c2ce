import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateStock } from './allocate-stock.ts';
import { consumeStock, outboundKey } from './consume-stock.ts';
import { countStock, moveGoods, surelyCountedUntil } from './count-stock.ts';
import { deallocateStock, releaseStock } from './release-stock.ts';
import { reserveStock, retryWaiting } from './reserve-stock.ts';
import { available, StockBook } from './stock-book.ts';
import type { Movement } from './stock-events.ts';

const start = new Date('2026-11-22T02:00:00Z');
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);
const skus = ['A', 'B', 'C'];
const warehouses = ['W1', 'W2'];

/** The book with the memory that the database has: every movement that was told. */
class World {
  readonly book = new StockBook();
  readonly told: Movement[] = [];
  readonly known = new Set<string>();
  seconds = 0;

  now(): Date {
    return later(this.seconds);
  }

  move(warehouseId: string, sku: string, delta: number, at = this.now()): void {
    const sourceKey = `moved:${this.told.length}`;
    moveGoods(this.book, { sourceKey, kind: 'MOVED', sku, warehouseId, delta, movedAt: at });
    this.remember();
  }

  count(warehouseId: string, sku: string, physical: { readonly quantity: number; readonly frozen: number }, at = this.now()): void {
    const since = this.told.filter((one) => one.sku === sku && one.warehouseId === warehouseId && one.movedAt > surelyCountedUntil(at));
    const sum = (all: readonly Movement[]): number => all.reduce((units, one) => units + one.delta, 0);
    const after = sum(since.filter((one) => one.movedAt > at));
    const within = sum(since.filter((one) => one.movedAt <= at));
    const outbound = sum(since.filter((one) => one.kind === 'OUTBOUND'));
    countStock(this.book, { warehouseId, sku, ...physical, countedAt: at, countId: `count ${this.seconds}` }, { after, within, outbound });
  }

  ship(
    fact: {
      readonly orderId: string;
      readonly claimId: string;
      readonly warehouseId: string;
      readonly sku: string;
      readonly quantity: number;
    },
    at = this.now(),
  ): void {
    consumeStock(
      this.book,
      {
        orderId: fact.orderId,
        fulfilmentOrderId: fact.claimId,
        warehouseId: fact.warehouseId,
        outBizCode: 'one',
        final: false,
        outboundAt: at,
        lines: [{ lineNo: fact.sku, sku: fact.sku, quantity: fact.quantity }],
      },
      this.known,
      this.now(),
    );
    this.known.add(outboundKey({ fulfilmentOrderId: fact.claimId, outBizCode: 'one' } as Parameters<typeof outboundKey>[0], fact.sku));
    this.remember();
  }

  reserve(orderId: string, lines: Readonly<Record<string, number>>) {
    return reserveStock(
      this.book,
      {
        orderId,
        paidAt: this.now(),
        expiresAt: later(this.seconds + 3_600),
        source: orderId,
        lines: Object.entries(lines).map(([sku, quantity]) => ({ lineNo: sku, sku, quantity })),
      },
      this.now(),
    );
  }

  remember(): void {
    this.told.push(...this.book.movements.splice(0));
  }
}

function requireSound(book: StockBook): void {
  for (const pool of book.pools()) {
    const entries = book.ledger.filter((entry) => entry.sku === pool.sku);
    const held = book
      .orders()
      .flatMap((order) => order.lines)
      .filter((line) => line.sku === pool.sku);
    expect(pool.reserved, 'reserved is what orders hold').toBe(held.reduce((sum, line) => sum + line.held, 0));
    expect(pool.reserved, 'reserved is the sum of its ledger').toBe(entries.reduce((sum, entry) => sum + entry.reserved, 0));
    expect(pool.onHand, 'on hand is the sum of its ledger').toBe(entries.reduce((sum, entry) => sum + entry.onHand, 0));
    const shelves = book.shelves().filter((shelf) => shelf.sku === pool.sku);
    expect(pool.onHand, 'on hand is the sum of the warehouses').toBe(shelves.reduce((sum, shelf) => sum + shelf.onHand, 0));
    for (const shelf of shelves) {
      const allocations = book.orders().flatMap((order) => order.allocations);
      const own = allocations.filter((one) => one.warehouseId === shelf.warehouseId && one.sku === shelf.sku);
      expect(shelf.allocated, 'allocated is what claims hold').toBe(own.reduce((sum, one) => sum + one.quantity, 0));
    }
  }
  for (const line of book.orders().flatMap((order) => order.lines)) {
    expect(line.allocated).toBeGreaterThanOrEqual(0);
    expect(line.allocated, 'only held units are allocated').toBeLessThanOrEqual(line.held);
    expect(line.held + line.consumed + line.released).toBeLessThanOrEqual(line.quantity);
  }
}

const sku = fc.constantFrom(...skus);
const warehouse = fc.constantFrom(...warehouses);
const order = fc.integer({ min: 1, max: 8 }).map((n) => `O${n}`);
const units = fc.integer({ min: 1, max: 6 });
const step = fc.oneof(
  fc.record({ deed: fc.constant('reserve' as const), order, lines: fc.dictionary(sku, units, { minKeys: 1, maxKeys: 3 }) }),
  fc.record({ deed: fc.constant('allocate' as const), order, warehouse, sku, units, claim: fc.nat(30) }),
  fc.record({ deed: fc.constant('deallocate' as const), order, warehouse }),
  fc.record({ deed: fc.constant('release' as const), order, sku: fc.option(sku, { nil: undefined }), units }),
  fc.record({ deed: fc.constant('ship' as const), order, warehouse, sku, units, claim: fc.nat(30), ago: fc.integer({ min: 0, max: 20 }) }),
  fc.record({
    deed: fc.constant('move' as const),
    warehouse,
    sku,
    delta: fc.integer({ min: -3, max: 12 }),
    ago: fc.integer({ min: 0, max: 20 }),
  }),
  fc.record({
    deed: fc.constant('count' as const),
    warehouse,
    sku,
    quantity: fc.nat(20),
    frozen: fc.nat(5),
    ago: fc.integer({ min: 0, max: 20 }),
  }),
  fc.record({ deed: fc.constant('retry' as const), order }),
);

describe('stock', () => {
  it('is never oversold and always conserved, whatever is reserved, allocated, released, shipped, moved and counted', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const world = new World();
        const { book } = world;
        for (const one of steps) {
          world.seconds += 1;
          const free = new Map(book.pools().map((pool) => [pool.sku, available(pool)]));
          const shelfFree = new Map(book.shelves().map((shelf) => [shelf, shelf.onHand - shelf.allocated]));
          const reservedBefore = new Map(book.pools().map((pool) => [pool.sku, pool.reserved]));
          const allocatedBefore = new Map(book.shelves().map((shelf) => [shelf, shelf.allocated]));
          switch (one.deed) {
            case 'reserve':
              world.reserve(one.order, one.lines);
              break;
            case 'retry': {
              const waiting = book.order(one.order);
              if (waiting !== undefined) retryWaiting(book, waiting, { now: world.now(), expiresAt: later(9_999) });
              break;
            }
            case 'allocate':
              allocateStock(book, {
                claimId: `${one.order}-${one.claim}`,
                orderId: one.order,
                warehouseId: one.warehouse,
                lines: [{ lineNo: one.sku, sku: one.sku, quantity: one.units }],
              });
              break;
            case 'deallocate':
              deallocateStock(book, { orderId: one.order, warehouseId: one.warehouse, lines: [], source: 'test' });
              break;
            case 'release':
              releaseStock(
                book,
                {
                  orderId: one.order,
                  reason: 'test',
                  source: 'test',
                  after: 'RELEASED',
                  lines: one.sku === undefined ? [] : [{ lineNo: one.sku, sku: one.sku, quantity: one.units }],
                },
                world.now(),
              );
              break;
            case 'ship':
              world.ship(
                { orderId: one.order, claimId: `${one.order}-${one.claim}`, warehouseId: one.warehouse, sku: one.sku, quantity: one.units },
                later(world.seconds - one.ago),
              );
              break;
            case 'move':
              world.move(one.warehouse, one.sku, one.delta, later(world.seconds - one.ago));
              break;
            case 'count':
              world.count(one.warehouse, one.sku, one, later(world.seconds - one.ago));
              break;
          }
          requireSound(book);
          for (const pool of book.pools()) {
            const grown = pool.reserved - (reservedBefore.get(pool.sku) ?? 0);
            if (grown > 0) expect(grown, 'no more is promised than was free').toBeLessThanOrEqual(free.get(pool.sku) ?? 0);
          }
          for (const shelf of book.shelves()) {
            const grown = shelf.allocated - (allocatedBefore.get(shelf) ?? 0);
            if (grown > 0) expect(grown, 'no more is allocated than lay free').toBeLessThanOrEqual(shelfFree.get(shelf) ?? 0);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('holds all lines of an order or none', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    world.move('W1', 'B', 1);
    expect(world.reserve('O1', { A: 2, B: 2 })).toEqual({
      answer: 'SHORT',
      shortages: [{ lineNo: 'B', sku: 'B', wanted: 2, available: 1 }],
    });
    expect(world.book.pool('A')?.reserved).toBe(0);
  });

  it('adds up lines of the same SKU before it grants', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    const answer = reserveStock(
      world.book,
      {
        orderId: 'O1',
        paidAt: start,
        expiresAt: later(60),
        source: 'test',
        lines: [
          { lineNo: '1', sku: 'A', quantity: 3 },
          { lineNo: '2', sku: 'A', quantity: 3 },
        ],
      },
      start,
    );
    expect(answer.answer).toBe('SHORT');
  });

  it('says short with nothing available for a SKU that nobody has heard of', () => {
    const world = new World();
    expect(world.reserve('O1', { Z: 1 })).toEqual({
      answer: 'UNKNOWN_SKU',
      shortages: [{ lineNo: 'Z', sku: 'Z', wanted: 1, available: 0 }],
    });
    expect(world.book.order('O1')?.state).toBe('WAITING');
  });

  it('never reserves for an order whose cancel overtook its payment', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    releaseStock(world.book, { orderId: 'O1', lines: [], reason: 'ORDER_CANCELLED', source: 'test', after: 'CANCELLED' }, start);
    expect(world.reserve('O1', { A: 1 }).answer).toBe('ENDED');
    expect(world.book.pool('A')?.reserved).toBe(0);
  });

  it('wants less of a line that was cancelled before the payment came', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    releaseStock(
      world.book,
      { orderId: 'O1', lines: [{ lineNo: 'A', sku: 'A', quantity: 2 }], reason: 'x', source: 'x', after: 'RELEASED' },
      start,
    );
    world.reserve('O1', { A: 3 });
    expect(world.book.pool('A')?.reserved).toBe(1);
  });

  it('gives back once, however often the release is asked', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    world.reserve('O1', { A: 3 });
    const wish = { orderId: 'O1', lines: [], reason: 'ORDER_CANCELLED', source: 'x', after: 'CANCELLED' as const };
    expect(releaseStock(world.book, wish, start)).toHaveLength(1);
    expect(releaseStock(world.book, wish, start)).toHaveLength(0);
    expect(world.book.pool('A')?.reserved).toBe(0);
  });
});

describe('a count', () => {
  function shipped(): World {
    const world = new World();
    world.count('W1', 'A', { quantity: 10, frozen: 0 }, later(0));
    world.seconds = 10;
    world.reserve('O1', { A: 3 });
    allocateStock(world.book, { claimId: 'F1', orderId: 'O1', warehouseId: 'W1', lines: [{ lineNo: 'A', sku: 'A', quantity: 3 }] });
    return world;
  }
  const ship = { orderId: 'O1', claimId: 'F1', warehouseId: 'W1', sku: 'A', quantity: 3 };

  it('never takes off again what an outbound before it took off', () => {
    const world = shipped();
    world.ship(ship, later(20));
    world.count('W1', 'A', { quantity: 7, frozen: 0 }, later(30));
    expect(world.book.shelf('W1', 'A')?.onHand).toBe(7);
    expect(world.book.drifts).toEqual([]);
  });

  it('holds an outbound that is told late but happened before it', () => {
    const world = shipped();
    world.count('W1', 'A', { quantity: 7, frozen: 0 }, later(30));
    world.ship(ship, later(20));
    expect(world.book.shelf('W1', 'A')).toMatchObject({ onHand: 7, allocated: 0 });
    expect(world.book.pool('A')).toMatchObject({ onHand: 7, reserved: 0 });
    // The difference that the count saw at first is what the late outbound explains.
    expect(world.book.drifts).toHaveLength(1);
    expect(world.book.lateMovements).toHaveLength(1);
  });

  it('is lowered by an outbound after it that was told before it', () => {
    const world = shipped();
    world.ship(ship, later(40));
    world.count('W1', 'A', { quantity: 10, frozen: 0 }, later(30));
    expect(world.book.shelf('W1', 'A')?.onHand).toBe(7);
    expect(world.book.drifts).toEqual([]);
  });

  it('counts what the warehouse froze for our orders, and not what it holds back beyond them', () => {
    const world = shipped();
    world.count('W1', 'A', { quantity: 5, frozen: 5 }, later(30));
    expect(world.book.shelf('W1', 'A')?.onHand).toBe(8);
    expect(world.book.drifts).toMatchObject([{ book: 10, counted: 8 }]);
  });

  it('in the second of an outbound agrees with the book whichever came first', () => {
    for (const quantity of [10, 7]) {
      const world = shipped();
      world.ship(ship, later(30));
      world.count('W1', 'A', { quantity, frozen: 0 }, new Date(later(30).getTime() + 400));
      expect(world.book.shelf('W1', 'A')?.onHand).toBe(7);
      expect(world.book.drifts).toEqual([]);
    }
  });

  it('in the second of an outbound that is told later holds it when it found it missing', () => {
    const world = shipped();
    world.count('W1', 'A', { quantity: 7, frozen: 0 }, new Date(later(30).getTime() + 400));
    world.ship(ship, later(30));
    expect(world.book.shelf('W1', 'A')).toMatchObject({ onHand: 7, unexplained: 0 });
  });

  it('is dropped when a later one is known', () => {
    const world = shipped();
    world.count('W1', 'A', { quantity: 10, frozen: 0 }, later(40));
    world.count('W1', 'A', { quantity: 2, frozen: 0 }, later(30));
    expect(world.book.shelf('W1', 'A')?.onHand).toBe(10);
  });

  it('may find less than is promised: that is drift, and the promises stand', () => {
    const world = shipped();
    world.count('W1', 'A', { quantity: 1, frozen: 0 }, later(30));
    expect(world.book.shelf('W1', 'A')).toMatchObject({ onHand: 1, allocated: 3 });
    expect(world.reserve('O2', { A: 1 }).answer).toBe('SHORT');
    expect(world.book.drifts).toMatchObject([{ book: 10, counted: 1 }]);
  });
});

describe('outbound', () => {
  it('of goods that were never allocated still lowers the shelf', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    world.ship({ orderId: 'unknown', claimId: 'F9', warehouseId: 'W1', sku: 'A', quantity: 2 });
    expect(world.book.shelf('W1', 'A')).toMatchObject({ onHand: 3, allocated: 0 });
  });

  it('told twice by the warehouse is booked once', () => {
    const world = new World();
    world.move('W1', 'A', 5);
    world.reserve('O1', { A: 2 });
    const fact = { orderId: 'O1', claimId: 'F1', warehouseId: 'W1', sku: 'A', quantity: 2 };
    world.ship(fact);
    world.ship(fact);
    expect(world.book.pool('A')).toMatchObject({ onHand: 3, reserved: 0 });
    expect(world.book.order('O1')?.state).toBe('CONSUMED');
  });
});
