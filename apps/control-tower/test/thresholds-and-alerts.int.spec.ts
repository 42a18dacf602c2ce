import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyThresholds } from '../src/application/apply-thresholds.ts';
import { publishThresholds, type Publishing } from '../src/application/publish-thresholds.ts';
import { recordFacts } from '../src/application/record-facts.ts';
import { watchFigures } from '../src/application/watch-figures.ts';
import { listAlerts, readTold } from '../src/persistence/alert-store.ts';
import { alertBoard } from '../src/persistence/boards/alert-board.ts';
import { publishedThresholds } from '../src/persistence/published-thresholds.ts';
import type { PublishedThresholds } from '../src/application/ports.ts';
import { towerStore } from '../src/persistence/tower-store.ts';
import { fact } from './facts.ts';

const MINUTE = 60_000;
let database: Database;
let published: PublishedThresholds;
let clock = new Date('2026-11-22T04:00:00Z');

const outbox = createOutbox({ source: 'control-tower', now: () => clock, wake: () => undefined });
const deps = { outbox, now: () => clock, thresholds: () => published.gates(), store: towerStore };

beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('thresholds'),
    poolSize: 6,
    applicationName: 'thresholds-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  published = await publishedThresholds(database.pool);
  await inTransaction(database.pool, (tx) => recordFacts(deps, tx, ids.flatMap(paidOrder)));
});
afterAll(() => database.close());

const ids = Array.from({ length: 12 }, (_, index) => `DY20261122-${String(index + 1).padStart(5, '0')}`);

function paidOrder(orderId: string, index: number) {
  const at = clock;
  const placed = {
    orderId,
    channel: 'DY',
    shopId: 'dy',
    platformOrderNo: `${9_000 + index}`,
    platformCreatedAt: at.toISOString(),
    receivedAt: at.toISOString(),
  };
  return [
    fact('hub.order.placed.v1', orderId, placed, { at }),
    fact('hub.order.payment-confirmed.v1', orderId, { orderId, paidAt: at.toISOString() }, { at }),
  ];
}

const publish = (asked: Partial<Publishing>) =>
  publishThresholds(
    { pool: database.pool, now: () => clock, store: towerStore },
    { kind: 'GATES', basedOn: 1, note: 'spec', account: 'lin', change: { values: {} }, ...asked },
  );
const stuckAts = async (table: 'order_twin' | 'order_figure'): Promise<readonly (number | undefined)[]> => {
  const { rows } = await database.pool.query<{ stuck_at: Date | null }>(`select stuck_at from ${table} order by 1`);
  return [...new Set(rows.map((row) => row.stuck_at?.getTime()))];
};
const told = async (type: string): Promise<number> =>
  (await database.pool.query('select 1 from outbox_event where type = $1', [type])).rowCount ?? 0;

describe('thresholds', () => {
  it('measure the orders on their way as soon as they are published, and as before when the older ones come back', async () => {
    const paidAt = clock.getTime();
    expect(await stuckAts('order_twin')).toEqual([paidAt + 5 * MINUTE]);
    expect(await publish({ change: { values: { lockStuck: 9 * MINUTE } } })).toEqual({ outcome: 'PUBLISHED', version: 2, previous: 1 });
    await applyThresholds(deps, database.pool, published);
    expect([await stuckAts('order_twin'), await stuckAts('order_figure')]).toEqual([[paidAt + 9 * MINUTE], [paidAt + 9 * MINUTE]]);
    expect(await publish({ basedOn: 2, change: { restore: 1 } })).toEqual({ outcome: 'PUBLISHED', version: 3, previous: 2 });
    await applyThresholds(deps, database.pool, published);
    expect(await stuckAts('order_twin')).toEqual([paidAt + 5 * MINUTE]);
  });

  it('stand in the audit log with what they were and what they are', async () => {
    const { rows } = await database.pool.query<{ deed: string; actor: string; details: Record<string, string> }>(
      `select deed, actor, details from audit_entry where subject_id = 'GATES' order by position`,
    );
    expect(rows.map((row) => [row.deed, row.actor])).toEqual([
      ['thresholds.publish', 'lin'],
      ['thresholds.restore', 'lin'],
    ]);
    expect(rows[0]?.details).toMatchObject({ 'before.lockStuck': '300000', 'after.lockStuck': '540000', reason: 'spec' });
  });

  it('are refused when they are unknown, out of bounds, contradictory, without a word why, or made from an older version', async () => {
    const code = async (asked: Partial<Publishing>): Promise<string> => {
      const answer = await publish({ basedOn: 3, ...asked });
      return answer.outcome === 'REFUSED' ? answer.problem.code : answer.outcome;
    };
    expect(await code({ change: { values: { nonsense: 1 } } })).toBe('THRESHOLD_UNKNOWN');
    expect(await code({ change: { values: { lockStuck: -5 } } })).toBe('THRESHOLD_OUT_OF_BOUNDS');
    expect(await code({ change: { values: { lockStuck: 1_000 } } })).toBe('THRESHOLDS_CONTRADICT');
    expect(await code({ kind: 'ALERTS', basedOn: 1, change: { values: { 'STUCK_AT_GATE.2.red': 1 } } })).toBe('THRESHOLDS_CONTRADICT');
    expect(await code({ note: ' ', change: { values: { lockStuck: 400_000 } } })).toBe('NOTE_MISSING');
    expect(await code({ change: { restore: 77 } })).toBe('VERSION_UNKNOWN');
    expect(await code({ change: { values: { lockStuck: 300_000 } } })).toBe('UNCHANGED');
    expect(await code({ basedOn: 2, change: { values: { lockStuck: 400_000 } } })).toBe('CHANGED');
  });
});

describe('alerts', () => {
  const stuckAlert = async () => {
    const alerts = await listAlerts(database.pool, { rules: ['STUCK_AT_GATE'], limit: 10, after: undefined });
    return alerts.find((alert) => alert.subject === '2');
  };
  const look = async (): Promise<void> => {
    await published.refresh();
    await watchFigures(deps, database.pool, published);
  };

  it('are raised once, grow red, remember who was told, and end by themselves', async () => {
    await look();
    expect(await stuckAlert()).toBeUndefined();
    clock = new Date(clock.getTime() + 6 * MINUTE);
    await look();
    await look();
    expect(await stuckAlert()).toMatchObject({
      level: 'ORANGE',
      value: 12,
      threshold: 10,
      owner: 'inventory-planner',
      set: 'stuck:2',
      count: 12,
    });
    expect(await told('hub.tower.alert-raised.v1')).toBe(1);

    const versions = await publish({ kind: 'ALERTS', change: { values: { 'STUCK_AT_GATE.2.orange': 5, 'STUCK_AT_GATE.2.red': 12 } } });
    expect(versions.outcome).toBe('PUBLISHED');
    await look();
    const red = await stuckAlert();
    expect(red).toMatchObject({ level: 'RED', threshold: 12, thresholds_version: 2, escalated_at: clock });
    expect(await told('hub.tower.alert-raised.v1')).toBe(2);

    const message = {
      messageId: 'm-1',
      kind: 'ALERT',
      transport: 'WECOM_ROBOT',
      told: 'inventory-planner',
      sentAt: clock.toISOString(),
      alerts: [`${red?.id}/RED`],
    };
    const sent = fact('hub.messenger.message-sent.v1', '', message, { at: clock, system: 'wecom' });
    await inTransaction(database.pool, (tx) => recordFacts(deps, tx, [sent, sent]));
    expect((await readTold(database.pool, [red?.id ?? ''])).get(red?.id ?? '')).toMatchObject([
      { told: 'inventory-planner', level: 'RED' },
    ]);
    const board = await alertBoard(database.pool, { now: clock, thresholds: published.inForce('ALERTS') });
    expect([board.red, board.watches[0]?.rule, board.watches[0]?.alert?.id]).toEqual([1, 'STUCK_AT_GATE', red?.id]);

    const reserved = ids.map((orderId) =>
      fact('hub.inventory.stock-reserved.v1', orderId, { orderId, reservedAt: clock.toISOString() }, { at: clock }),
    );
    await inTransaction(database.pool, (tx) => recordFacts(deps, tx, reserved));
    await look();
    expect(await stuckAlert()).toMatchObject({ level: 'RED', closed_at: clock });
    expect(await told('hub.tower.alert-closed.v1')).toBe(1);
  });

  it('see a channel that is silent although its orders were to be expected, and no quiet one (C-10)', async () => {
    const silent = async (): Promise<string | undefined> =>
      (await listAlerts(database.pool, { open: true, rules: ['CHANNEL_SILENT'], limit: 5, after: undefined }))[0]?.subject;
    expect(await silent()).toBeUndefined();
    clock = new Date(clock.getTime() + 30 * MINUTE);
    await look();
    expect(await silent()).toBe('dy');
  });

  it('see where book and count differ', async () => {
    const drift = { sku: 'TEA', warehouseId: 'WH-HZ', book: 9, counted: 7, countedAt: clock.toISOString() };
    await inTransaction(database.pool, (tx) => recordFacts(deps, tx, [fact('hub.inventory.drift-detected.v1', '', drift, { at: clock })]));
    await look();
    const [alert] = await listAlerts(database.pool, { open: true, rules: ['STOCK_DRIFT'], limit: 5, after: undefined });
    expect(alert).toMatchObject({ level: 'ORANGE', value: 1, owner: 'inventory-planner' });
  });
});
