import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { outboxMigrations } from '@orderloom/outbox';
import { eventually, explainingPool, freshDatabase } from '@orderloom/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherChanges, markChanges, placeSince, readChanges, type ChangePlace } from '../src/persistence/order-changes.ts';
import { rowsWritten } from './tower.ts';

let database: Database;
let url: string;

beforeAll(async () => {
  url = await freshDatabase('tower-changes');
  database = await openDatabase({
    url,
    poolSize: 12,
    applicationName: 'tower-changes-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
});
afterAll(() => database.close());

const beginning: ChangePlace = { xid: '0', id: '' };
const idOf = (nth: number): string => `DY20261122-${String(nth).padStart(5, '0')}`;

async function place(ids: readonly string[], shop = 'dy'): Promise<void> {
  await database.pool.query(
    `insert into order_twin (id, version, state, channel, shop_id, status, current_gate, placed_at, updated_at, facets)
     select id, 1, '{}', 'DY', $2, 'OPEN', 1, now(), now(), array['shop:' || $2] from unnest($1::text[]) id`,
    [ids, shop],
  );
}

const touch = (id: string) => database.pool.query('update order_twin set version = version + 1 where id = $1', [id]);

/** Other specs' transactions on the same server hold the list back as well: waits until those that are under way now have ended. */
async function othersEnded(): Promise<void> {
  const { rows } = await database.pool.query<{ mark: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as mark');
  await eventually(async () => {
    const now = await database.pool.query('select 1 where pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8', [rows[0]?.mark]);
    return now.rows.length > 0;
  });
}

/** Reads to the end as a partner would, page by page. */
async function catchUp(from: ChangePlace, seen: Map<string, string>, limit = 7): Promise<ChangePlace> {
  let at = from;
  for (;;) {
    const rows = await readChanges(database.pool, { after: at, limit, shops: undefined });
    for (const row of rows) seen.set(row.id, row.version);
    at = rows.at(-1)?.place ?? at;
    if (rows.length < limit) return at;
  }
}

describe('orders in the order of change', () => {
  it('lose nothing while twelve writers commit in any order and the list moves under the reader', async () => {
    const ids = Array.from({ length: 60 }, (_, nth) => idOf(nth));
    await place(ids);
    const seen = new Map<string, string>();
    let writing = true;
    const writer = async (nth: number): Promise<void> => {
      for (let round = 0; round < 40; round += 1) {
        const client = await database.pool.connect();
        try {
          await client.query('begin');
          await client.query('update order_twin set version = version + 1 where id = $1', [ids[(nth * 7 + round * 11) % ids.length]]);
          // A transaction that takes its number early and commits late is what a sequence would lose.
          if (round % 3 === 0) await pause((nth * 13 + round) % 17);
          await client.query('commit');
        } finally {
          client.release();
        }
      }
    };
    const reader = async (): Promise<ChangePlace> => {
      let at = beginning;
      for (let round = 0; writing; round += 1) {
        at = await catchUp(at, seen);
        if (round % 3 === 0) await gatherChanges(database.pool);
      }
      await othersEnded();
      return catchUp(at, seen);
    };
    const reading = reader();
    await Promise.all(Array.from({ length: 8 }, (_, nth) => writer(nth)));
    writing = false;
    await reading;
    const { rows } = await database.pool.query<{ id: string; version: string }>('select id, version from order_twin');
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(rows.map(({ id, version }) => [id, version])));
  });

  it('hold back what was committed after a transaction that is still under way, and give it afterwards', async () => {
    await place([idOf(100), idOf(101)]);
    const slow = await database.pool.connect();
    await othersEnded();
    const at = await catchUp(beginning, new Map());
    await slow.query('begin');
    await slow.query('update order_twin set version = 7 where id = $1', [idOf(100)]);
    await touch(idOf(101));
    const seen = new Map<string, string>();
    const still = await catchUp(at, seen);
    expect([...seen.keys()]).toEqual([]);
    await slow.query('commit');
    slow.release();
    await othersEnded();
    await catchUp(still, seen);
    expect([...seen.entries()]).toEqual(
      expect.arrayContaining([
        [idOf(100), '7'],
        [idOf(101), '2'],
      ]),
    );
  });

  it('give an order once, at its last change, wherever that is noted', async () => {
    await othersEnded();
    const at = await catchUp(beginning, new Map());
    await place([idOf(110), idOf(111)]);
    await touch(idOf(110));
    const read = async (): Promise<readonly (readonly [string, string])[]> => {
      await othersEnded();
      const rows = await readChanges(database.pool, { after: at, limit: 50, shops: undefined });
      return rows.map(({ id, version }) => [id, version] as const);
    };
    const told = [
      [idOf(111), '1'],
      [idOf(110), '2'],
    ];
    expect(await read()).toEqual(told);
    await gatherChanges(database.pool);
    expect(await read()).toEqual(told);
    expect((await database.pool.query('select from order_change_news')).rowCount).toBe(0);
    await touch(idOf(111));
    const again = [
      [idOf(110), '2'],
      [idOf(111), '2'],
    ];
    expect(await read()).toEqual(again);
    await gatherChanges(database.pool);
    expect(await read()).toEqual(again);
  });

  it('pass over no order of which some notes are laid in and others are not yet', async () => {
    const [between, twice, last] = [idOf(120), idOf(121), idOf(122)];
    await othersEnded();
    await gatherChanges(database.pool);
    await database.pool.query('truncate order_change_news'); // notes are taken as they lie: no space of old ones is used again
    const at = await catchUp(beginning, new Map());
    const other = await database.pool.connect();
    try {
      // Who takes its number early and commits late notes it behind a later one.
      await other.query('begin');
      await other.query('select pg_current_xact_id()');
      await place([between]);
      await place([twice]);
      await other.query('update order_twin set version = version + 1 where id = $1', [twice]);
      await other.query('commit');
      await place([last]);
      await othersEnded();
      const page = await readChanges(database.pool, { after: at, limit: 1, shops: undefined });
      expect(page.map(({ id }) => id)).toEqual([between]);

      await database.pool.query('select gather_order_changes(2)');
      // A second tower lays in the rest: until it commits that is news for everybody else.
      await other.query('begin');
      expect((await other.query('select gather_order_changes(3) as taken')).rows).toEqual([{ taken: 2 }]);
      const seen: [string, string][] = [];
      let now = page.at(-1)?.place ?? at;
      const read = async (): Promise<void> => {
        const rows = await readChanges(database.pool, { after: now, limit: 50, shops: undefined });
        seen.push(...rows.map(({ id, version }): [string, string] => [id, version]));
        now = rows.at(-1)?.place ?? now;
      };
      await read();
      await other.query('commit');
      await othersEnded();
      await read();
      expect(seen).toEqual([
        [twice, '2'],
        [last, '1'],
      ]);
    } finally {
      other.release(true);
    }
  });

  it('begin at a time: nothing that was committed since then is missing, and old changes are not given', async () => {
    await othersEnded();
    await markChanges(database.pool);
    await pause(5);
    const since = new Date();
    await place([idOf(200)]);
    await othersEnded();
    const rows = await readChanges(database.pool, { after: await placeSince(database.pool, since), limit: 50, shops: undefined });
    expect(rows.map(({ id }) => id)).toEqual([idOf(200)]);
    expect(await placeSince(database.pool, new Date(0))).toEqual(beginning);
  });

  it('are those of the sandbox shops for a test key', async () => {
    await place([idOf(300)], 'sandbox');
    await othersEnded();
    const rows = await readChanges(database.pool, { after: beginning, limit: 500, shops: ['sandbox'] });
    expect(rows.map(({ id }) => id)).toEqual([idOf(300)]);
  });

  it('are found by their index', async () => {
    await place(Array.from({ length: 5_000 }, (_, nth) => idOf(1_000 + nth)));
    await gatherChanges(database.pool);
    await place([idOf(9_000)]);
    await touch(idOf(5_000));
    await database.pool.query('analyze order_twin, order_change, order_change_news');
    const asked = explainingPool(url);
    await readChanges(asked.pool, { after: { xid: '5', id: 'x' }, limit: 100, shops: undefined });
    const plans = asked.take();
    await asked.pool.end();
    // News is never more than some seconds told.
    expect(plans.flatMap((plan) => plan.wholeTables)).toEqual(['order_change_news']);
    expect(plans.reduce((sum, plan) => sum + plan.pages, 0)).toBeLessThan(600);
  });

  it('hear of rows that a replica copies, and no more of one that is gone', async () => {
    const client = await database.pool.connect();
    await othersEnded();
    const at = await catchUp(beginning, new Map());
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `insert into order_twin (id, state, channel, shop_id, status, current_gate, placed_at, updated_at)
       values ($1, '{}', 'DY', 'dy', 'OPEN', 1, now(), now()), ($2, '{}', 'DY', 'dy', 'OPEN', 1, now(), now())`,
      [idOf(400), idOf(401)],
    );
    await client.query('delete from order_twin where id = $1', [idOf(401)]);
    client.release(true);
    await othersEnded();
    const seen = new Map<string, string>();
    await catchUp(at, seen);
    expect([...seen.keys()]).toEqual([idOf(400)]);
    await gatherChanges(database.pool);
    const { rows } = await database.pool.query('select 1 from order_change where order_id = $1', [idOf(401)]);
    expect(rows).toEqual([]);
  });

  it('cost the wide row nothing: a change that moves no key of lists leaves its indexes alone', async () => {
    await place([idOf(500)]);
    const client = await database.pool.connect();
    await client.query('begin');
    const before = await rowsWritten(client);
    await client.query(`update order_twin set version = version + 1, state = '{"x":1}', updated_at = clock_timestamp() where id = $1`, [
      idOf(500),
    ]);
    const after = await rowsWritten(client);
    await client.query('rollback');
    client.release();
    expect([after.moved - before.moved, after.in_place - before.in_place]).toEqual([1, 1]);
  });
});
