import { eventCatalogue, type EventBody, type EventType, type HubEvent } from '@orderloom/contracts';
import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeHistory } from '../src/application/take-history.ts';
import { workOffHistory } from '../src/application/work-off-history.ts';
import { defaultThresholds } from '../src/domain/thresholds.ts';
import { bulkStore } from '../src/persistence/bulk-store.ts';
import { towerReader } from '../src/messaging/subscriptions.ts';
import { historyStore } from '../src/persistence/history-store.ts';
import { importSetCondition, readImportRadar } from '../src/persistence/import-radar.ts';
import { towerStore } from '../src/persistence/tower-store.ts';

let database: Database;
const now = new Date('2026-01-10T04:00:00Z');

beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('towerhistory'),
    poolSize: 4,
    applicationName: 'tower-history-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
});
afterAll(() => database.close());

const deps = {
  outbox: createOutbox({ source: 'control-tower', now: () => now, wake: () => undefined }),
  now: () => now,
  thresholds: () => defaultThresholds,
  store: towerStore,
  history: historyStore,
};
const trouble: string[] = [];
const reader = towerReader(deps, { bulk: bulkStore, now: () => now, wake: () => undefined });

function event<T extends EventType>(type: T, orderId: string, json: Record<string, unknown>): HubEvent {
  const data = eventCatalogue[type].fromJSON(json) as EventBody<T>;
  return {
    id: randomUUID(),
    type,
    aggregateId: orderId || 'import',
    aggregateVersion: 0,
    orderId,
    system: 'hub',
    actor: 'spec',
    occurredAt: now,
    receivedAt: now,
    recordedAt: now,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data,
  };
}
const take = async (...events: readonly HubEvent[]): Promise<void> => {
  await inTransaction(database.pool, (tx) => reader.take(events, tx));
  await workOffHistory({ ...deps, pool: database.pool, onTrouble: (what, error) => trouble.push(`${what}: ${String(error)}`) });
};

const order = (platformOrderNo: string, more: Record<string, unknown> = {}) => ({
  platformOrderNo,
  state: 'DONE',
  createdAt: '2026-01-02T02:00:00Z',
  paidAt: '2026-01-02T02:00:05Z',
  shippedAt: '2026-01-02T03:00:00Z',
  doneAt: '2026-01-05T03:00:00Z',
  paidAmount: { minor: '3980', currency: 'CNY' },
  refund: 'NONE',
  quantity: 1,
  skus: ['CUP-W'],
  trackingNumbers: [`SF${platformOrderNo}`],
  ...more,
});
const told = (importId: string, orders: readonly object[], more: Record<string, unknown> = {}) =>
  event('hub.channel.history-imported.v1', '', { importId, channel: 'DY', shopId: 'dy', fileAt: '2026-01-09T00:00:00Z', orders, ...more });
const finished = (importId: string) => event('hub.channel.history-import-finished.v1', '', { importId, finishedAt: now.toISOString() });
const placed = (orderId: string, platformOrderNo: string) =>
  event('hub.order.placed.v1', orderId, {
    orderId,
    channel: 'DY',
    shopId: 'dy',
    platformOrderNo,
    platformCreatedAt: '2026-01-02T02:00:00Z',
    placedAt: '2026-01-02T02:00:01Z',
    lines: [],
  });

async function counted(set: string): Promise<number> {
  const values: unknown[] = [];
  const condition = importSetCondition(set, (value) => `$${values.push(value)}`);
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from order_twin o where ${condition}`,
    values,
  );
  return rows[0]?.count ?? 0;
}
const ids = async (): Promise<readonly string[]> =>
  (await database.pool.query<{ id: string }>('select id from order_twin order by id')).rows.map((row) => row.id);

describe('imported history in the tower (OBS-09)', () => {
  it('estimates from a sample, counts the whole at the end, and each number is the total of its list (L1)', async () => {
    const importId = randomUUID();
    await take(told(importId, [order('1'), order('2', { refund: 'OPEN' })], { sample: true, firstOfSample: true, shopId: '' }));
    expect(await readImportRadar(database.pool, importId)).toMatchObject({ final: false, orders: 2 });
    expect(await ids()).toEqual([]);
    const late = { shippedAt: '2026-01-06T03:00:00Z' };
    await take(told(importId, [order('1'), order('2', { refund: 'OPEN' }), order('3', late)]), finished(importId));
    const radar = await readImportRadar(database.pool, importId);
    expect(radar).toMatchObject({ final: true, orders: 3 });
    expect(radar?.axes.map((axis) => [axis.axis, axis.good, axis.due])).toEqual([
      ['ON_TIME_SHIPPING', 2, 3],
      ['WAITING_TIME', 2, 3],
      ['WITHOUT_EXCEPTION', 2, 3],
      ['WITHOUT_REFUND', 2, 3],
      ['WITH_NUMBER', 3, 3],
    ]);
    for (const { axis, good, due } of radar?.axes ?? []) expect(await counted(`import:${importId}:${axis}:bad`), axis).toBe(due - good);
    expect(await counted(`import:${importId}`)).toBe(3);
    for (const { state, orders } of radar?.states ?? []) expect(await counted(`import:${importId}:state:${state}`)).toBe(orders);
    for (const { day, orders } of radar?.days ?? []) expect(await counted(`import:${importId}:day:${day}`)).toBe(orders);
    await take(event('hub.channel.history-withdrawn.v1', '', { importId, withdrawnAt: now.toISOString() }));
    expect(await ids()).toEqual([]);
    expect((await database.pool.query('select 1 from order_search')).rows).toEqual([]);
    expect(await readImportRadar(database.pool, importId)).toBeUndefined();
  });

  it('names an axis that the file cannot show', async () => {
    const importId = randomUUID();
    await take(told(importId, [order('9', { shippedAt: undefined, refund: '' })]), finished(importId));
    const supported = new Map((await readImportRadar(database.pool, importId))?.axes.map((axis) => [axis.axis, axis.supported]));
    expect([supported.get('ON_TIME_SHIPPING'), supported.get('WITHOUT_REFUND'), supported.get('WITH_NUMBER')]).toEqual([
      false,
      false,
      true,
    ]);
    await take(event('hub.channel.history-withdrawn.v1', '', { importId }));
  });

  it('keeps imported rows at no gate, without clock, news, story or figures', async () => {
    const importId = randomUUID();
    await take(told(importId, [order('5', { state: 'TO_SHIP', shippedAt: undefined, doneAt: undefined })]), finished(importId));
    const { rows } = await database.pool.query('select status, current_gate, stuck_at, imported_by from order_twin');
    expect(rows).toEqual([{ status: 'OPEN', current_gate: 8, stuck_at: null, imported_by: importId }]);
    for (const table of ['fact', 'outbox', 'order_figure', 'work_item'])
      expect((await database.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
    await take(event('hub.channel.history-withdrawn.v1', '', { importId }));
  });

  it('joins the order that the channel sends later, and marks the order that was there before', async () => {
    const importId = randomUUID();
    await take(placed('DY20260102-00001', '71'));
    await take(told(importId, [order('71'), order('72')]), finished(importId));
    expect(await ids()).toEqual(['DY20260102-00001', 'IM.dy.72']);
    await take(placed('DY20260102-00002', '72'));
    expect(await ids()).toEqual(['DY20260102-00001', 'DY20260102-00002']);
    const { rows } = await database.pool.query<{ from: string }>(`select state ->> 'importedFrom' as from from order_twin`);
    expect(rows.map((row) => row.from)).toEqual([importId, importId]);
    // The radar's number still opens as many rows.
    expect(await counted(`import:${importId}`)).toBe(2);
    await take(event('hub.channel.history-withdrawn.v1', '', { importId }));
    expect(await ids()).toEqual(['DY20260102-00001', 'DY20260102-00002']);
    expect((await database.pool.query(`select 1 from order_twin where state ? 'importedFrom'`)).rows).toEqual([]);
  });

  it('waits in a line of its own, so that the news of the day does not stand behind a file', async () => {
    const importId = randomUUID();
    await inTransaction(database.pool, (tx) => reader.take([told(importId, [order('81')]), placed('DY20260102-00003', '82')], tx));
    expect(await ids()).toContain('DY20260102-00003');
    expect(await ids()).not.toContain('IM.dy.81');
    await take(finished(importId));
    expect(await ids()).toContain('IM.dy.81');
    await take(event('hub.channel.history-withdrawn.v1', '', { importId }));
  });

  it('joins an order that came in the moment in which the file’s row was written', async () => {
    const importId = randomUUID();
    await inTransaction(database.pool, async (tx) => {
      await takeHistory(deps, tx, [told(importId, [order('83')])]);
      await inTransaction(database.pool, (other) => reader.take([placed('DY20260102-00004', '83')], other));
    });
    expect(await ids()).toEqual(expect.arrayContaining(['DY20260102-00004', 'IM.dy.83']));
    await take(finished(importId));
    expect(await ids()).not.toContain('IM.dy.83');
    expect(await counted(`import:${importId}`)).toBe(1);
    await take(event('hub.channel.history-withdrawn.v1', '', { importId }));
  });

  it('puts what cannot be taken aside as a dead letter and takes what stands behind it', async () => {
    const importId = randomUUID();
    await take(told(importId, [order('84', { state: 'DO\u0000NE' })]), told(importId, [order('85')]), finished(importId));
    expect(await readImportRadar(database.pool, importId)).toMatchObject({ final: true, orders: 1 });
    const { rows } = await database.pool.query<{ event_type: string }>('select event_type from dead_letter');
    expect(rows).toEqual([{ event_type: 'hub.channel.history-imported.v1' }]);
    expect(trouble.join()).toContain('dead letter of the history');
    await take(event('hub.channel.history-withdrawn.v1', '', { importId }));
  });
});
