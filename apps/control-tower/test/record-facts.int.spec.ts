import type { HubEvent } from '@orderloom/contracts';
import { inTransaction } from '@orderloom/outbox';
import type { Database } from '@orderloom/service-runtime';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtClocks } from '../src/application/announce-stuck.ts';
import { countOrders, listOrders, readTwins } from '../src/persistence/order-list.ts';
import { storiesOf } from '../src/persistence/order-list/unfilled.ts';
import { readStory } from '../src/persistence/story.ts';
import { towerAt, towerDatabase } from './tower.ts';

let database: Database;
let clock = new Date('2026-11-22T04:00:00Z');

beforeAll(async () => {
  database = await towerDatabase('tower');
});
afterAll(() => database.close());

const { deps, fact, record: recordIn } = towerAt(() => clock);

const placedOf = (orderId: string, no: string, json: Record<string, unknown> = {}) =>
  fact('hub.order.placed.v1', orderId, {
    orderId,
    channel: 'DY',
    shopId: 'dy',
    platformOrderNo: no,
    platformCreatedAt: clock.toISOString(),
    receivedAt: clock.toISOString(),
    recipient: { maskedName: '王*', phoneIndex: `phone-${no}`, phoneTailIndex: `tail-${no.slice(-4)}` },
    paidAmount: { minor: '100', currency: 'CNY' },
    ...json,
  });
const paidOf = (orderId: string) => fact('hub.order.payment-confirmed.v1', orderId, { orderId, paidAt: clock.toISOString() });

const record = (...events: readonly HubEvent[]) => recordIn(database, ...events);
const list = (filter: Parameters<typeof countOrders>[1], sort: 'DUE' | 'NEWEST' = 'NEWEST') =>
  listOrders(database.pool, { filter, sort, limit: 100, now: clock });

describe('recording facts', () => {
  it('brings a fact that came before its order had a hub id into the story', async () => {
    await record(
      fact(
        'hub.channel.order-captured.v1',
        '',
        { channel: 'DY', shopId: 'dy', platformOrderNo: '7001', captureId: 'c' },
        new Date('2026-11-22T03:59:59Z'),
      ),
    );
    await record(placedOf('DY20261122-07001', '7001'));
    await lookAtClocks(deps, database.pool);
    const story = await readStory(database.pool, { orderId: 'DY20261122-07001', system: undefined, limit: 10, after: undefined });
    expect(story.map((row) => row.type)).toEqual(['hub.order.placed.v1', 'hub.channel.order-captured.v1']);
    expect(story[0]?.since_previous_ms).toBe(1_000);
  });

  it('tells a fact the same way, whether its body was kept as it came or was taken apart as it once was', async () => {
    const id = 'DY20261122-07020';
    await record(placedOf(id, '7020', { lines: [{ lineNo: '1', sku: 'TEA', quantity: 2 }] }), paidOf(id));
    const read = () => readStory(database.pool, { orderId: id, system: undefined, limit: 10, after: undefined });
    const asText = await read();
    expect(asText.map(({ data }) => data['orderId'])).toEqual([id, id]);
    await database.pool.query('update fact set data = told::jsonb, told = null where order_id = $1', [id]);
    expect(await read()).toEqual(asText);
    const stories = await inTransaction(database.pool, (tx) => storiesOf(tx, [id]));
    await database.pool.query('update fact set told = data::text, data = null where order_id = $1', [id]);
    expect(await inTransaction(database.pool, (tx) => storiesOf(tx, [id]))).toEqual(stories);
    expect(stories.map(({ data }) => ('lines' in data ? data.lines.length : -1))).toContain(1);
  });

  it('keeps one row when many writers tell of the same new order at once', async () => {
    const id = 'DY20261122-07002';
    await Promise.all([
      record(placedOf(id, '7002')),
      record(paidOf(id)),
      record(fact('hub.inventory.stock-reserved.v1', id, { orderId: id, reservedAt: clock.toISOString() })),
      record(fact('hub.finance.voucher-posted.v1', id, { orderId: id })),
    ]);
    const row = (await readTwins(database.pool, [id])).get(id);
    expect(row?.state).toMatchObject({ channel: 'DY', paidAt: clock.getTime(), reservedAt: clock.getTime() });
    expect(row?.version).toBe('4');
  });

  it('gives an order of very many products its row, though an entry of an index holds only some of them', async () => {
    const id = 'DY20261122-07010';
    const lines = Array.from({ length: 400 }, (_, nth) => ({ lineNo: `${nth}`, sku: randomUUID(), quantity: 1 }));
    await record(placedOf(id, '7010', { lines }));
    expect((await readTwins(database.pool, [id])).get(id)?.state.skus).toHaveLength(400);
  });

  it('finds orders by every number, by beginning, and by the keyed index of a phone', async () => {
    const id = 'DY20261122-07003';
    await record(placedOf(id, '6928471022210447'));
    await record(fact('hub.fulfilment.waybill-created.v1', id, { orderId: id, parcelId: 'p', trackingNumber: 'SF7003', carrier: 'SF' }));
    for (const filter of [
      { terms: ['SF7003'] },
      { terms: ['07003'] },
      { terms: ['phone-6928471022210447'] },
      { terms: [], prefix: '69284710' },
    ]) {
      expect((await list(filter)).map((row) => row.id)).toEqual([id]);
    }
  });

  it('says once that an order turned stuck, and lists it by time left', async () => {
    const id = 'DY20261122-07004';
    await record(placedOf(id, '7004', { promisedShipAt: new Date(clock.getTime() + 86_400_000).toISOString() }), paidOf(id));
    clock = new Date(clock.getTime() + 301_000);
    await lookAtClocks(deps, database.pool);
    await lookAtClocks(deps, database.pool);
    const { rows } = await database.pool.query<{ data: string }>(
      `select change from outbox_event, json_array_elements(data::json -> 'changes') change
        where type = 'hub.tower.twin-changed.v1' and change ->> 'orderId' = $1 and change ->> 'stuck' = 'true'`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect((await list({ statuses: ['STUCK'] }, 'DUE')).map((row) => row.id)).toContain(id);
    expect(await countOrders(database.pool, { stuck: true, statuses: ['STUCK'] }, clock)).toMatchObject({
      count: (await list({ statuses: ['STUCK'] })).length,
      exact: true,
    });
  });

  it('opens and closes a shortage, and leaves none open on a cancelled order', async () => {
    const id = 'DY20261122-07005';
    const short = (at: Date) =>
      fact(
        'hub.inventory.stock-short.v1',
        id,
        { orderId: id, lines: [{ sku: 'TEA', wanted: 2, available: 0 }], refusedAt: at.toISOString() },
        at,
      );
    const openItems = async () =>
      (await database.pool.query('select 1 from work_item where order_id = $1 and closed_at is null', [id])).rowCount;
    await record(placedOf(id, '7005'), paidOf(id), short(clock));
    expect(await openItems()).toBe(1);
    await record(fact('hub.order.cancelled.v1', id, { orderId: id, cancelledAt: clock.toISOString() }));
    expect(await openItems()).toBe(0);
    await record(short(new Date(clock.getTime() + 1)));
    expect(await openItems()).toBe(0);
  });

  it('refuses to change the audit log', async () => {
    await record(
      fact('hub.order.audit-recorded.v1', 'o', {
        auditId: randomUUID(),
        actor: 'lin',
        deed: 'order.cancel',
        orderId: 'o',
        actorKind: 'ACTOR_KIND_PERSON',
      }),
    );
    await expect(database.pool.query("update audit_entry set actor = 'nobody'")).rejects.toThrow('only appended');
    await expect(database.pool.query('delete from audit_entry')).rejects.toThrow('only appended');
    await expect(database.pool.query('truncate audit_entry')).rejects.toThrow('only appended');
  });
});
