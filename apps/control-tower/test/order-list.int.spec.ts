import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { outboxMigrations } from '@orderloom/outbox';
import { freshDatabase } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpOrders } from '../src/application/look-up-orders.ts';
import { readFilter, type FlatFilter } from '../src/application/order-filter.ts';
import type { OrderListSort } from '../src/application/ports.ts';
import { countOrders, listOrders } from '../src/persistence/order-list.ts';
import { findByTerms } from '../src/persistence/order-list/find-by-terms.ts';
import { orderNeighbours } from '../src/persistence/order-list/neighbours.ts';
import { runsOf, type RowPlace } from '../src/persistence/order-list/ordering.ts';
import { storeSet } from '../src/persistence/order-sets-stored.ts';

let database: Database;
const now = new Date('2026-11-22T04:00:00Z');
const ORDERS = 12_000;

beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('tower-list'),
    poolSize: 4,
    applicationName: 'tower-list-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  // Many rows share a key on purpose: a page must not lose or repeat one of them.
  await database.pool.query(
    `insert into order_twin (id, version, state, channel, shop_id, status, current_gate, stuck_at, placed_at, updated_at, paid_minor, paid_at, waiting_since, facets)
     select 'DY20261122-' || lpad(n::text, 5, '0'), 1, '{}', 'DY', 'dy', case when n % 50 = 0 then 'HELD' when n % 3 = 0 then 'OPEN' else 'SIGNED' end,
            case when n % 3 = 0 then 5 else 8 end, case when n % 3 = 0 then $1::timestamptz + ((n % 7) - 3) * interval '1 hour' end,
            $1::timestamptz - (n / 4) * interval '1 minute', $1, (n % 11) * 100, $1, case when n % 3 = 0 then $1::timestamptz - (n % 5) * interval '1 hour' end,
            array['channel:DY', 'sku:' || case when n % 1000 = 0 then 'RARE' else 'TEA' end]
       from generate_series(1, $2::int) n`,
    [now, ORDERS],
  );
  await database.pool.query(
    `insert into order_search (term, order_id) select lpad(n::text, 19, '0'), 'DY20261122-' || lpad(n::text, 5, '0') from generate_series(1, $1::int) n`,
    [ORDERS],
  );
});
afterAll(() => database.close());

const read = (flat: FlatFilter) =>
  readFilter(
    { searchIndex: { indexesOf: () => Promise.resolve([]) }, now, boardSet: (set) => (set === 'known' ? 'o.current_gate = 5' : undefined) },
    flat,
  );
const page = async (flat: FlatFilter, sort: OrderListSort, limit: number, from?: RowPlace, backwards = false) =>
  listOrders(database.pool, { filter: await read(flat), sort, limit, from, backwards, now });

describe('the list of orders', () => {
  it.each(Object.keys(runsOf) as OrderListSort[])('walks %s forth and back and meets each row once, in one order', async (sort) => {
    const flat = { skus: ['RARE', 'TEA'], placedFrom: new Date(now.getTime() - 200 * 60_000) };
    const whole = (await page(flat, sort, 5_000)).map((row) => row.id);
    const forth: string[] = [];
    let place: RowPlace | undefined;
    for (let rows = await page(flat, sort, 97); rows.length > 0; rows = await page(flat, sort, 97, place)) {
      forth.push(...rows.map((row) => row.id));
      place = rows.at(-1)?.place;
    }
    const back: string[] = [];
    for (let rows = await page(flat, sort, 83, undefined, true); rows.length > 0; rows = await page(flat, sort, 83, place, true)) {
      back.unshift(...rows.map((row) => row.id));
      place = rows[0]?.place;
    }
    expect(new Set(whole).size).toBe(803);
    expect(forth).toEqual(whole);
    expect(back).toEqual(whole);
  });

  it('puts what is overdue longest first and rows without a clock last', async () => {
    const rows = await database.pool.query<{ id: string }>(
      'select id from order_twin where stuck_at is not null order by stuck_at, id limit 3',
    );
    const first = await page({}, 'DUE', 3);
    expect(first.map((row) => row.id)).toEqual(rows.rows.map((row) => row.id));
    const [last] = await page({}, 'DUE', 1, undefined, true);
    expect(last?.place.run).toBe(1);
  });

  it('counts exactly to 10,000, estimates beyond, and is exact again where a board asks (L1)', async () => {
    await database.pool.query('analyze order_twin');
    const all = await countOrders(database.pool, await read({}), now);
    expect(all).toMatchObject({ exact: false, paidMinor: undefined });
    expect(all.count).toBeGreaterThan(10_000);
    expect(await countOrders(database.pool, await read({}), now, true)).toMatchObject({ count: ORDERS, exact: true });
    const rare = await countOrders(database.pool, await read({ skus: ['RARE'] }), now);
    const { rows } = await database.pool.query<{ sum: string }>(
      "select sum(paid_minor)::text as sum from order_twin where facets @> '{sku:RARE}'",
    );
    expect(rare).toEqual({ count: 12, exact: true, paidMinor: rows[0]?.sum });
    expect(await countOrders(database.pool, await read({ set: 'known' }), now, true)).toMatchObject({ count: ORDERS / 3 });
    await expect(read({ set: 'unknown' })).rejects.toMatchObject({ code: 'BAD_FILTER' });
    await expect(read({ amountFrom: '1e3' })).rejects.toMatchObject({ code: 'BAD_FILTER' });
  });

  it('finds the row before and after an order, and its place', async () => {
    const rows = await page({ skus: ['RARE'] }, 'AMOUNT', 20);
    const at = (index: number) => rows[index]?.id ?? '';
    for (const index of [0, 5, 11]) {
      const around = await orderNeighbours(database.pool, { filter: await read({ skus: ['RARE'] }), sort: 'AMOUNT', id: at(index), now });
      expect([around.previous?.id ?? '', around.next?.id ?? '', around.position]).toEqual([at(index - 1), at(index + 1), index + 1]);
    }
    const outside = await orderNeighbours(database.pool, {
      filter: await read({ skus: ['RARE'] }),
      sort: 'AMOUNT',
      id: 'DY20261122-00001',
      now,
    });
    expect(outside.position).toBeUndefined();
    expect(outside.next).toBeDefined();
  });

  it('looks up 500 pasted numbers in a second, says what found nothing, and keeps the rows as a set (J12)', async () => {
    const number = (n: number) => String(n).padStart(19, '0');
    const terms = [...Array.from({ length: 498 }, (_, n) => number(n + 1)), 'no-such-number', number(7)];
    const deps = {
      searchIndex: { indexesOf: () => Promise.resolve([]) },
      find: (forms: readonly string[]) => findByTerms(database.pool, forms),
      store: (set: Parameters<typeof storeSet>[1]) => storeSet(database.pool, set),
      now,
      newId: randomUUID,
    };
    const began = performance.now();
    const found = await lookUpOrders(deps, terms, 'lin');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(found.missing).toEqual(['no-such-number']);
    expect(found.orderIds).toHaveLength(498);
    expect(found.answers[6]).toEqual({ term: number(7), orderIds: ['DY20261122-00007'] });
    expect(await countOrders(database.pool, await read({ set: found.setId ?? '' }), now, true)).toMatchObject({ count: 498 });
    // A part of a number is no number.
    expect((await lookUpOrders(deps, [number(7).slice(0, 18)], 'lin')).setId).toBeUndefined();
    await expect(
      lookUpOrders(
        deps,
        Array.from({ length: 501 }, (_, n) => `x${n}`),
        'lin',
      ),
    ).rejects.toMatchObject({ code: 'TOO_MANY_TERMS' });
  });
});
