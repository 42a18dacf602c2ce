import { inTransaction, outboxMigrations, type Tx } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimDispatches } from '../src/application/claim-dispatch.ts';
import { changeOrders } from '../src/application/change-orders.ts';
import type { NumberedEvent, Orders } from '../src/application/ports.ts';
import { takeNews, type News } from '../src/application/take-news.ts';
import { refusePart, takeSourcing } from '../src/domain/follow-fulfilment.ts';
import { holdOrder } from '../src/domain/hold-order.ts';
import { lockStock } from '../src/domain/lock-order.ts';
import { placeOrder } from '../src/domain/place-order.ts';
import type { Order } from '../src/domain/order.ts';
import { earlyFacts } from '../src/persistence/early-facts.ts';
import { readUsualPrices } from '../src/persistence/hold-rules.ts';
import { createOrderRepository } from '../src/persistence/order-repository.ts';
import { readOrders } from '../src/persistence/read-orders.ts';
import { paidCapture } from './example-orders.ts';

const now = new Date('2026-11-22T02:00:00Z');
const cause = { system: 'douyin', actor: 'douyin', occurredAt: now, receivedAt: now, rawRef: '', traceparent: '' };
const noRules = {
  version: 1,
  highValue: { enabled: false, minor: 0n },
  vagueAddress: { enabled: false },
  abnormalPrice: { enabled: false, share: 0 },
};
const hold = { id: uuidv7(), reason: 'PERSON', by: { kind: 'PERSON', name: 'acc-1' }, note: 'look', now } as const;

let database: Database;
let serial = 0;
const tell = async (): Promise<void> => undefined;
const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database.pool, work);

beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('orders'),
    poolSize: 4,
    applicationName: 'order-rows-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
  });
});
afterAll(() => database.close());

/** An order that is locked and cleared, as the process of these orders wrote it. */
async function clearedOrder(orders: Orders, lines?: Order['lines']): Promise<Order> {
  serial += 1;
  const id = `DY20261122-${String(serial).padStart(5, '0')}`;
  const placed = placeOrder({ ...paidCapture, platformOrderNo: id }, { id, now }).order;
  const { order } = lockStock(lines === undefined ? placed : { ...placed, lines }, now);
  await transact((tx) => orders.place(tx, [order]));
  return order;
}

/** A transaction that counts its statements. */
async function counted<T>(work: (tx: Tx) => Promise<T>): Promise<{ readonly result: T; readonly statements: number }> {
  return transact(async (tx) => {
    let statements = 0;
    const counting: Tx = {
      ...tx,
      query: (text, values) => {
        statements += 1;
        return tx.query(text, values);
      },
    };
    return { result: await work(counting), statements };
  });
}

async function lockCounted(orders: Orders, id: string): Promise<{ readonly order: Order | undefined; readonly statements: number }> {
  const { result, statements } = await counted((tx) => orders.lock(tx, [id]));
  return { order: result.get(id), statements };
}

const decisionFor = (order: Order) => ({
  decidedAt: now,
  parts: [{ fulfilmentOrderId: `${order.id}-1`, warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] }],
});

describe('news that came together', () => {
  it('cost one statement to lock, one for new orders and one for known ones, however many and whoever spoke', async () => {
    const orders = createOrderRepository();
    const known = [await clearedOrder(orders), await clearedOrder(orders)];
    const told: string[] = [];
    const deps = {
      orders,
      tell: async (_tx: Tx, events: readonly NumberedEvent[]) => void told.push(...events.map(({ event }) => event.kind)),
      book: { rules: () => noRules, usualPrice: () => undefined },
      mint: async ({ count }: { readonly count: number }) => Array.from({ length: count }, (_, index) => BigInt(90_001 + index)),
      early: earlyFacts,
      newId: () => uuidv7(),
      now: () => now,
    };
    const news = [
      ...known.map((order): News => ({
        kind: 'of-order',
        orderId: order.id,
        cause,
        change: (one) => takeSourcing(one, decisionFor(order)),
      })),
      ...known.map((order): News => ({ kind: 'of-order', orderId: order.id, cause, change: (one) => refusePart(one, `${order.id}-1`) })),
      ...['one', 'two', 'two'].map((no): News => ({ kind: 'captured', capture: { ...paidCapture, platformOrderNo: no }, cause })),
    ];
    const { statements } = await counted((tx) => takeNews(deps, tx, news));
    expect(statements).toBe(3);
    expect(told).toEqual(['placed', 'payment-confirmed', 'placed', 'payment-confirmed']);
    const rows = await readOrders(
      database.pool,
      known.map((order) => order.id),
    );
    expect([...rows.values()].map(({ parts }) => parts.map(({ state }) => state))).toEqual([['REFUSED'], ['REFUSED']]);
  });

  it('change a row that inventory owes nothing on its own page, past every index', async () => {
    const orders = createOrderRepository();
    const order = await clearedOrder(orders);
    const inPlace = await transact(async (tx) => {
      const before = await updatesInPlace(tx);
      await changeOrders({ orders, tell }, tx, [{ orderId: order.id, change: (one) => takeSourcing(one, decisionFor(order)) }]);
      return (await updatesInPlace(tx)) - before;
    });
    expect(inPlace).toBe(1);
  });
});

describe('orders that this process wrote', () => {
  it('are locked without being read again', async () => {
    const orders = createOrderRepository();
    const order = await clearedOrder(orders);
    expect(await lockCounted(orders, order.id)).toEqual({ order, statements: 1 });
    const other = await lockCounted(createOrderRepository(), order.id);
    expect(other).toEqual({ order, statements: 2 });
  });

  it('are found by what their platform calls them', async () => {
    const orders = createOrderRepository();
    const order = await clearedOrder(orders);
    const unknown = { ...order, platformOrderNo: 'never heard of' };
    const found = await transact((tx) => orders.lock(tx, [], [order, unknown]));
    expect([...found.values()]).toEqual([order]);
  });

  it('are read when another process wrote them since, or a person did by hand', async () => {
    const [mine, theirs] = [createOrderRepository(), createOrderRepository()];
    const order = await clearedOrder(mine);
    await transact((tx) => changeOrders({ orders: theirs, tell }, tx, [{ orderId: order.id, change: (one) => holdOrder(one, hold) }]));
    expect((await lockCounted(mine, order.id)).order?.holds).toHaveLength(1);
    await database.pool.query("update orders set status = 'CANCELLED' where id = $1", [order.id]);
    expect((await lockCounted(theirs, order.id)).order?.status).toBe('CANCELLED');
  });

  it('are what they were when the transaction that changed them fell', async () => {
    const orders = createOrderRepository();
    const order = await clearedOrder(orders);
    const fallen = transact(async (tx) => {
      await changeOrders({ orders, tell }, tx, [{ orderId: order.id, change: (one) => holdOrder(one, { ...hold, id: uuidv7() }) }]);
      throw new RangeError('fallen');
    });
    await expect(fallen).rejects.toThrow('fallen');
    expect(await lockCounted(orders, order.id)).toEqual({ order, statements: 1 });
  });
});

const claimOf = (order: Order) => ({
  ...{ orderId: order.id, fulfilmentOrderId: `${order.id}-1`, recipientToken: order.recipient.token },
  ...{ warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] },
});

describe('the choke point between two processes (ADR 0005)', () => {
  it('sees the hold that was placed while the claim waited for the lock', async () => {
    const [claiming, holding] = [createOrderRepository(), createOrderRepository()];
    const order = await clearedOrder(claiming);
    const claim = claimOf(order);
    let verdicts: Promise<unknown> = Promise.resolve();
    await transact(async (tx) => {
      const wish = { orderId: order.id, change: (one: Order) => holdOrder(one, { ...hold, id: uuidv7() }) };
      await changeOrders({ orders: holding, tell }, tx, [wish]);
      verdicts = claimDispatches({ orders: claiming, transact }, [claim]);
      await isWaiting();
    });
    expect(await verdicts).toEqual([{ answer: 'HELD', reason: 'PERSON' }]);
  });
});

describe('orders of the release before', () => {
  it('and new ones say together what a unit usually costs; gifts say nothing', async () => {
    const orders = createOrderRepository();
    const [first] = paidCapture.lines;
    if (first === undefined) throw new Error('the example has lines');
    const line = { ...first, cancelledQuantity: 0 };
    const tea = { ...line, sku: 'TEA', unitPrice: { minor: 700n, currency: 'CNY' } };
    const lines = [tea, { ...tea, lineNo: '2', sku: 'BAG', gift: true }];
    for (let nth = 0; nth < 4; nth += 1) await clearedOrder(orders, lines);
    expect((await readUsualPrices(database.pool, now)).get('TEA')).toBeUndefined();
    const { id } = await clearedOrder(orders, []);
    await database.pool.query('update orders set lines = null where id = $1', [id]);
    await database.pool.query(
      `insert into order_line (order_id, line_no, position, sku, title, quantity, unit_price_minor, paid_share_minor, gift, cold_chain)
       values ($1, '1', 0, 'TEA', 'Tea', 1, 700, 700, false, false)`,
      [id],
    );
    const prices = await readUsualPrices(database.pool, now);
    expect([prices.get('TEA'), prices.get('BAG')]).toEqual([700n, undefined]);
  });

  it('are whole, and become rows of their own when they change', async () => {
    const orders = createOrderRepository();
    const order = await clearedOrder(orders);
    const id = `${order.id}-1`;
    const line = { lineNo: '1', quantity: 2, shipped: 0 };
    await database.pool.query('update orders set lines = null, parts = null where id = $1', [order.id]);
    await database.pool.query(
      `insert into order_line (order_id, line_no, position, sku, title, quantity, unit_price_minor, paid_share_minor, gift, cold_chain)
       values ($1, '1', 0, 'A', 'Tea', 2, 100, 180, false, false), ($1, '2', 1, 'B', 'Cup', 1, 50, 50, false, false)`,
      [order.id],
    );
    await database.pool.query(
      "insert into part (fulfilment_order_id, order_id, warehouse_id, state, out_biz_codes) values ($1, $2, 'W1', 'SENT', '{}')",
      [id, order.id],
    );
    await database.pool.query("insert into part_line (fulfilment_order_id, line_no, quantity, shipped) values ($1, '1', 2, 0)", [id]);
    const part = { fulfilmentOrderId: id, warehouseId: 'W1', state: 'SENT', lines: [line], outBizCodes: [] } as const;
    expect((await readOrders(database.pool, [order.id])).get(order.id)).toEqual({ ...order, parts: [part] });

    const decision = {
      decidedAt: now,
      parts: [{ fulfilmentOrderId: `${order.id}-2`, warehouseId: 'W2', lines: [{ lineNo: '2', quantity: 1 }] }],
    };
    await transact((tx) => changeOrders({ orders, tell }, tx, [{ orderId: order.id, change: (one) => takeSourcing(one, decision) }]));
    expect((await readOrders(database.pool, [order.id])).get(order.id)?.parts.map(({ state }) => state)).toEqual(['SENT', 'SOURCED']);
  });
});

/** What this connection has not yet put into the statistics is in it too. */
async function updatesInPlace(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ hot: number }>("select pg_stat_get_xact_tuples_hot_updated('orders'::regclass)::int as hot");
  return rows[0]?.hot ?? 0;
}

/** Until a transaction waits for a row's lock. */
async function isWaiting(): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    if (rowCount === 1) return;
  }
}
