import type { HubEvent } from '@orderloom/contracts';
import { inTransaction, type Tx } from '@orderloom/outbox';
import type { Database } from '@orderloom/service-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtClocks } from '../src/application/announce-stuck.ts';
import { recordFacts } from '../src/application/record-facts.ts';
import { readTwins } from '../src/persistence/order-list.ts';
import { rememberTwins } from '../src/persistence/remember-twins.ts';
import { towerStore } from '../src/persistence/tower-store.ts';
import { seeded } from './facts.ts';
import { rowsWritten, towerAt, towerDatabase } from './tower.ts';

let database: Database;
const clock = new Date('2026-11-22T04:00:00Z');

beforeAll(async () => {
  database = await towerDatabase('remember');
});
afterAll(() => database.close());

/** A tower whose store counts the rows that it had to read or lock. */
function tower() {
  const asked = { read: 0, locked: 0 };
  const store = rememberTwins({
    ...towerStore,
    readTwins: (tx, ids) => {
      asked.read += ids.length;
      return towerStore.readTwins(tx, ids);
    },
    lockTwins: (tx, ids, now) => {
      asked.locked += ids.length;
      return towerStore.lockTwins(tx, ids, now);
    },
  });
  const { deps, fact, record } = towerAt(() => clock, store);
  return { asked, deps, fact, record: (...events: readonly HubEvent[]) => record(database, ...events) };
}

const { fact } = towerAt(() => clock);
const time = clock.toISOString();
const said = (id: string): readonly HubEvent[] => [
  fact('hub.order.placed.v1', id, {
    orderId: id,
    channel: 'DY',
    shopId: 'dy',
    platformOrderNo: `no-${id}`,
    receivedAt: time,
    platformCreatedAt: time,
  }),
  fact('hub.order.payment-confirmed.v1', id, { orderId: id, paidAt: time }),
  fact('hub.inventory.stock-reserved.v1', id, { orderId: id, reservedAt: time }),
  fact('hub.fulfilment.order-sourced.v1', id, {
    orderId: id,
    decidedAt: time,
    parts: [{ fulfilmentOrderId: `${id}-1`, warehouseId: 'WH-HZ', warehouseName: '杭州仓', carrier: 'SF', lines: [] }],
  }),
  fact('hub.fulfilment.sent-to-warehouse.v1', id, { orderId: id, fulfilmentOrderId: `${id}-1`, sentAt: time }),
  fact('hub.fulfilment.warehouse-accepted.v1', id, { orderId: id, fulfilmentOrderId: `${id}-1`, acceptedAt: time }),
  fact('hub.finance.voucher-posted.v1', id, { orderId: id, voucherId: `v-${id}` }),
];
const idOf = (nth: number): string => `DY20261122-${String(nth).padStart(5, '0')}`;
const stateOf = async (id: string) => (await readTwins(database.pool, [id])).get(id);

describe('rows that are remembered', () => {
  it('are not read again for the next fact of their order', async () => {
    const one = tower();
    for (const event of said(idOf(1))) await one.record(event);
    expect(one.asked).toEqual({ read: 1, locked: 0 });
    expect(await stateOf(idOf(1))).toMatchObject({
      version: '7',
      state: { paidAt: clock.getTime(), parts: { [`${idOf(1)}-1`]: { sentAt: clock.getTime() } } },
    });
  });

  it('cost what is told of them three statements and one write of each row, be they one or many', async () => {
    const one = tower();
    const ids = Array.from({ length: 20 }, (_, nth) => idOf(60 + nth));
    await one.record(...ids.flatMap((id) => said(id).slice(0, 2)));
    const statementsOf = async (orders: readonly string[], ...steps: readonly [number, number]): Promise<number> => {
      let statements = 0;
      await inTransaction(database.pool, async (tx: Tx) => {
        const before = await rowsWritten(tx);
        const counted: Tx = { ...tx, query: (text, values) => ((statements += 1), tx.query(text, values)) };
        await recordFacts(
          one.deps,
          counted,
          orders.flatMap((id) => said(id).slice(...steps)),
        );
        const after = await rowsWritten(tx);
        expect([after.made - before.made, after.moved - before.moved]).toEqual([0, orders.length]);
      });
      return statements;
    };
    // Facts, rows, and the word to browsers.
    expect(await statementsOf(ids.slice(0, 1), 4, 6)).toBe(3);
    expect(await statementsOf(ids, 4, 6)).toBe(3);
  });

  it('lose nothing when another tower takes over and the first one comes back', async () => {
    const [first, second] = [tower(), tower()];
    for (const [nth, event] of said(idOf(2)).entries()) await (nth % 3 === 1 ? second : first).record(event);
    expect(first.asked.locked + second.asked.locked).toBeGreaterThan(0);
    expect((await stateOf(idOf(2)))?.state).toEqual({
      ...(await stateOf(idOf(1)))?.state,
      id: idOf(2),
      platformOrderNo: `no-${idOf(2)}`,
      parts: { [`${idOf(2)}-1`]: expect.anything() },
    });
    expect(await gateOf(idOf(2))).toEqual(await gateOf(idOf(1)));
  });

  it('only count what moves nothing, and look again where another tower was quicker', async () => {
    const [first, second] = [tower(), tower()];
    const id = idOf(4);
    const voucher = () => said(id).slice(6);
    await first.record(...said(id).slice(0, 2));
    await database.pool.query("update order_twin set facets = '{untouched}' where id = $1", [id]);
    await first.record(...voucher());
    expect(await stateOf(id)).toMatchObject({ version: '2', state: { paidAt: clock.getTime() } });
    expect(await gateOf(id)).toMatchObject({ facets: ['untouched'], told: 3 });
    await second.record(...said(id).slice(2, 3));
    await first.record(...voucher());
    expect(first.asked.locked).toBe(1);
    expect(await stateOf(id)).toMatchObject({ version: '4', state: { reservedAt: clock.getTime() } });
    await second.record(...voucher());
    expect(await stateOf(id)).toMatchObject({ version: '5', state: { reservedAt: clock.getTime() } });
  });

  it('leave no figures of a state that another tower has passed', async () => {
    const [first, second] = [tower(), tower()];
    const [placed, paid, reserved] = said(idOf(3));
    await first.record(...[placed ?? []].flat());
    await second.record(...[paid ?? [], reserved ?? []].flat());
    // News to the first tower, none to the row.
    await first.record(...said(idOf(3)).slice(1, 2));
    expect(first.asked.locked).toBe(1);
    expect(await gateOf(idOf(3))).toMatchObject({ current_gate: 3, figure_gate: 3, gate2_at: clock });
  });

  it('lose nothing while three towers tell of the same orders at once, in any order and some things twice', async () => {
    const next = seeded(7);
    const ids = Array.from({ length: 12 }, (_, nth) => idOf(10 + nth));
    const events = ids.flatMap((id) => [...said(id), ...said(id).slice(2, 4)]).toSorted(() => next() - 0.5);
    const towers = [tower(), tower(), tower()];
    await Promise.all(
      towers.map(async (one, nth) => {
        const own = events.filter((_, index) => index % 3 === nth);
        for (let at = 0; at < own.length; at += 5) await untilTaken(() => one.record(...own.slice(at, at + 5)));
      }),
    );
    for (const id of ids) expect(await gateOf(id)).toEqual(await gateOf(idOf(1)));
    expect(towers.reduce((sum, { asked }) => sum + asked.locked, 0)).toBeGreaterThan(0);
  });

  it('are not those of a transaction that was rolled back', async () => {
    const one = tower();
    const [placed, paid, reserved] = said(idOf(30));
    await one.record(...[placed ?? []].flat());
    await expect(
      inTransaction(database.pool, async (tx: Tx) => {
        await recordFacts(one.deps, tx, [paid ?? []].flat());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await one.record(...[reserved ?? []].flat());
    const row = await stateOf(idOf(30));
    expect(row).toMatchObject({ version: '2', state: { reservedAt: clock.getTime() } });
    expect(row?.state.paidAt).toBeUndefined();
    expect(one.asked).toEqual({ read: 1, locked: 0 });
  });
});

describe('a fact that came before its order had a hub id', () => {
  it('is taken with the batch that brings the id, not when a timer looks', async () => {
    const one = tower();
    const captured = fact('hub.channel.order-captured.v1', '', {
      channel: 'DY',
      shopId: 'dy',
      platformOrderNo: `no-${idOf(40)}`,
      receivedAt: time,
      intake: 'PUSH',
    });
    await one.record(captured);
    await one.record(...said(idOf(40)).slice(0, 1));
    expect(await stateOf(idOf(40))).toMatchObject({ version: '1', state: { pushed: true, channel: 'DY' } });
    const { rows } = await database.pool.query('select 1 from unplaced_fact');
    expect(rows).toEqual([]);
    await lookAtClocks(one.deps, database.pool);
    expect((await stateOf(idOf(40)))?.version).toBe('1');
  });
});

/** What lists and boards have of an order. */
async function gateOf(id: string) {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `select o.status, o.current_gate, o.facets, o.stuck_at, o.waiting_since, f.current_gate as figure_gate, f.gate2_at, f.gate5_at, f.warehouse, f.is_open,
            (select count(distinct type)::int from fact where order_id = o.id) as told, (select count(*)::int from order_search where order_id = o.id) as terms
       from order_twin o join order_figure f on f.order_id = o.id where o.id = $1`,
    [id],
  );
  return rows[0];
}

/** As the inbox does: transactions that clashed come again. */
async function untilTaken(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '40P01')) throw error;
    }
  }
}
