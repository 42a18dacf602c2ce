import { systemClock } from '@orderloom/domain-kernel';
import { createOutbox, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClaimStock, type ClaimStock, type StockClaim } from '../src/application/claim-stock.ts';
import { reservePaidOrders } from '../src/application/reserve-paid-orders.ts';
import { createReservationBreaker } from '../src/domain/reservation-breaker.ts';
import { stockMessage } from '../src/messaging/outgoing.ts';
import { claimAnswers } from '../src/persistence/claim-answers.ts';
import { createStockBooks } from '../src/persistence/stock-books.ts';
import { createStockLane, type RunningLane } from '../src/persistence/stock-lane.ts';
import { createStockMemory } from '../src/persistence/stock-memory.ts';
import { stockEntities } from '../src/persistence/stock.mapping.ts';

const said: string[] = [];
class NotingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [first] = args;
    const text =
      typeof first === 'string' ? first : typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : '';
    // The driver's own calls come through here too.
    if (text !== '') said.push(text.trim().split(/[\s;(]/)[0] ?? '');
    return Reflect.apply(super.query, this, args) as never; // its overloads are the driver's own
  }
}

let database: Database;
let pool: pg.Pool;
let lane: RunningLane;
let claim: ClaimStock;
let pay: (orderIds: readonly string[]) => Promise<void>;
const now = systemClock;

beforeAll(async () => {
  const url = await freshDatabase('inventory');
  database = await openDatabase({
    url,
    poolSize: 2,
    applicationName: 'inventory',
    entities: stockEntities,
    migrations: [...outboxMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
  });
  await database.pool.query(`insert into sku_stock (sku, on_hand) select 'S' || n, 1000 from generate_series(1, 5) n`);
  await database.pool.query(
    `insert into warehouse_stock (sku, warehouse_id, on_hand) select 'S' || n, 'W1', 1000 from generate_series(1, 5) n`,
  );
  pool = new pg.Pool({ connectionString: url, max: 2, Client: NotingClient });
  const outbox = createOutbox({ source: 'inventory', now, wake: () => undefined });
  const memory = createStockMemory();
  lane = createStockLane(pool, memory, (_what, error) => {
    throw error;
  });
  const books = createStockBooks({
    memory,
    tell: (tx, events) => outbox.append(tx, events.map(stockMessage)),
    noteChanged: () => undefined,
  });
  const breaker = createReservationBreaker();
  claim = createClaimStock({ lane, books, breaker, answers: claimAnswers, unpaidHoldMs: 60_000, now });
  pay = (orderIds) =>
    lane.run((tx) =>
      reservePaidOrders({ books, breaker, now }, tx, {
        orders: orderIds.map((orderId) => ({ orderId, lines: linesOf(orderId), paidAt: now() })),
        now: now(),
      }),
    );
  lane.start();
  await pay(['warm']);
});
afterAll(async () => {
  await lane.stop();
  await pool.end();
  await database.close();
});

const linesOf = (orderId: string) => [
  { lineNo: '1', sku: `S${1 + (orderId.length % 5)}`, quantity: 1 },
  { lineNo: '2', sku: 'S5', quantity: 2 },
];
const hundred = (name: string): readonly string[] => Array.from({ length: 100 }, (_, nth) => `${name}-${'x'.repeat(nth % 7)}${nth}`);

async function statements(work: () => Promise<unknown>): Promise<readonly string[]> {
  said.length = 0;
  await work();
  return [...said];
}

/** Rows of each table that were written since; versions of a row count. */
async function rowsOf(orderIds: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `select (select count(*)::int from order_stock where order_id = any($1)) as orders,
            (select count(*)::int from reservation where order_id = any($1)) as lines,
            (select count(*)::int from allocation where order_id = any($1)) as allocations,
            (select count(*)::int from claim_answer) as answers`,
    [orderIds],
  );
  return rows[0] ?? {};
}

describe('a batch', () => {
  it('of a hundred paid orders is five statements, and of their allocations three', async () => {
    const orders = hundred('paid');
    // Names are given to statements that have come before.
    for (const round of ['a', 'b']) await pay(hundred(`before-${round}`));
    expect(await statements(() => pay(orders))).toEqual(['begin', 'select', 'with', 'insert', 'commit']);
    const before = await database.pool.query<{ rows: number }>('select count(*)::int as rows from ledger');
    const claims: readonly StockClaim[] = orders.map((orderId) => ({
      kind: 'ALLOCATE',
      claimId: `F-${orderId}`,
      orderId,
      warehouseId: 'W1',
      lines: linesOf(orderId),
    }));
    expect(await statements(() => claim(claims))).toEqual(['begin', 'with', 'commit']);
    expect(await rowsOf(orders)).toEqual({ orders: 100, lines: 200, allocations: 200, answers: 0 });
    const after = await database.pool.query<{ rows: number }>('select count(*)::int as rows from ledger');
    // One for each SKU.
    expect((after.rows[0]?.rows ?? 0) - (before.rows[0]?.rows ?? 0)).toBe(5);
    expect(await statements(() => claim(claims))).toEqual(['begin', 'commit']);
  });

  it('of a hundred new holds is four statements, and one row in the ledger', async () => {
    const claims: readonly StockClaim[] = hundred('hold').map((orderId) => ({
      kind: 'RESERVE',
      claimId: `R-${orderId}`,
      orderId,
      lines: [{ lineNo: '1', sku: 'S1', quantity: 1 }],
    }));
    expect(await statements(() => claim(claims))).toEqual(['begin', 'select', 'with', 'commit']);
    const { rows } = await database.pool.query<{ orders: number }>(
      `select cardinality(order_ids) as orders from ledger where sku = 'S1' and kind = 'RESERVE' order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ orders: 100 }]);
  });
});
