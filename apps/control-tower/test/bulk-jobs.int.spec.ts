import { eventCatalogue, type EventBody, type HubEvent } from '@orderloom/contracts';
import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkDeps } from '../src/application/bulk-ports.ts';
import { driveBulkJobs, takeBulkAnswers } from '../src/application/drive-bulk-jobs.ts';
import { boardSet } from '../src/persistence/board-sets.ts';
import { importSetCondition } from '../src/persistence/import-radar.ts';
import { viewStore } from '../src/persistence/saved-views.ts';
import { retryBulkJob, startBulkJob, undoBulkJob } from '../src/application/start-bulk-job.ts';
import { countBulkRows } from '../src/persistence/bulk-reads.ts';
import { bulkStore } from '../src/persistence/bulk-store.ts';
import { towerStore } from '../src/persistence/tower-store.ts';

let database: Database;
let clock = new Date('2026-11-22T04:00:00Z');

beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('tower-bulk'),
    poolSize: 4,
    applicationName: 'tower-bulk-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
});
afterAll(() => database.close());

const deps: BulkDeps = {
  bulk: bulkStore,
  store: towerStore,
  outbox: createOutbox({ source: 'control-tower', now: () => clock, wake: () => undefined }),
  now: () => clock,
  transact: (work) => inTransaction(database.pool, work),
  newId: randomUUID,
  wake: () => undefined,
};

interface Asked {
  readonly jobId: string;
  readonly orderId: string;
  readonly deed: string;
  readonly idempotencyKey: string;
  readonly holdId?: string;
}

/** What the tower asked of the owners of this job's orders, in the order of asking. */
async function asked(jobId: string): Promise<readonly Asked[]> {
  const { rows } = await database.pool.query<{ data: string }>(
    "select data from outbox_event where type = 'hub.tower.bulk-deed-requested.v1' order by seq, nth",
  );
  return rows.map((row) => JSON.parse(row.data) as Asked).filter((one) => one.jobId === jobId);
}

function answer(of: Asked, json: { readonly done: boolean; readonly code: string; readonly reference?: string }): HubEvent {
  const type = 'hub.order.bulk-deed-answered.v1';
  const data = eventCatalogue[type].fromJSON({ ...of, ...json, answeredAt: clock.toISOString() }) as EventBody<typeof type>;
  return {
    id: randomUUID(),
    type,
    aggregateId: of.jobId,
    aggregateVersion: 0,
    orderId: '',
    system: 'hub',
    actor: 'lin',
    occurredAt: clock,
    receivedAt: clock,
    recordedAt: clock,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data,
  };
}
const hear = (...events: readonly HubEvent[]) => inTransaction(database.pool, (tx) => takeBulkAnswers(deps, tx, events));
const counts = async (jobId: string) => (await countBulkRows(database.pool, [jobId])).get(jobId);
const wish = (orderIds: readonly string[], more: Partial<Parameters<typeof startBulkJob>[1]> = {}) =>
  ({ deed: 'HOLD', reason: '核对库存', account: 'lin', idempotencyKey: randomUUID(), orderIds, asked: orderIds.join(), ...more }) as const;
const ids = (count: number) => Array.from({ length: count }, (_, n) => `DY20261122-${String(n).padStart(5, '0')}`);

describe('bulk jobs', () => {
  it('start once for a key, refuse another input under it, and are in the audit log once', async () => {
    const one = wish(ids(3));
    const [first, again] = await Promise.all([startBulkJob(deps, one), startBulkJob(deps, one)]);
    expect(again.id).toBe(first.id);
    await expect(startBulkJob(deps, { ...one, reason: '另一个' })).rejects.toMatchObject({ code: 'BULK_KEY_REUSED' });
    const { rowCount } = await database.pool.query("select 1 from audit_entry where deed = 'bulk-job.start' and subject_id = $1", [
      first.id,
    ]);
    expect(rowCount).toBe(1);
    await expect(startBulkJob(deps, wish(ids(10_001)))).rejects.toMatchObject({ code: 'BULK_TOO_MANY' });
    await expect(startBulkJob(deps, wish([]))).rejects.toMatchObject({ code: 'BULK_NOTHING' });
    await expect(startBulkJob(deps, wish(ids(1), { reason: '电话 13800138000' }))).rejects.toMatchObject({ code: 'BULK_REFUSED' });
    await driveBulkJobs(deps);
    await hear(...(await asked(first.id)).map((row) => answer(row, { done: true, code: 'ORDER_HELD' })));
  });

  it('ask no more than a window at once, and outlive a process that died between asking and hearing', async () => {
    const job = await startBulkJob(deps, wish(ids(1_200)));
    await driveBulkJobs(deps);
    expect(await asked(job.id)).toHaveLength(500);
    // The process died here: another one drives on from the rows alone, and what was asked is not asked again before its time.
    await driveBulkJobs({ ...deps });
    expect(await asked(job.id)).toHaveLength(500);
    clock = new Date(clock.getTime() + 31_000);
    await driveBulkJobs(deps);
    const again = await asked(job.id);
    expect(again).toHaveLength(1_000);
    // A row asked twice has one key, so that its owner does the deed once.
    expect(new Set(again.map((row) => row.idempotencyKey)).size).toBe(500);
    let heard = 0;
    for (let turn = 0; turn < 10; turn += 1) {
      const rows = (await asked(job.id)).slice(heard);
      heard += rows.length;
      await hear(
        ...rows.map((row) =>
          answer(row, { done: !row.orderId.endsWith('7'), code: row.orderId.endsWith('7') ? 'ALREADY_OUTBOUND' : 'ORDER_HELD' }),
        ),
      );
      await driveBulkJobs(deps);
    }
    expect(await counts(job.id)).toEqual({ DONE: 1_080, REFUSED: 120 });
    const { rows } = await database.pool.query<{ finished_at: Date | null }>('select finished_at from bulk_job where id = $1', [job.id]);
    expect(rows[0]?.finished_at).not.toBeNull();
  });

  it('keep the first answer of a row when it comes twice or late', async () => {
    const job = await startBulkJob(deps, wish(ids(1)));
    await driveBulkJobs(deps);
    const [row] = await asked(job.id);
    if (row === undefined) throw new Error('nothing was asked');
    await hear(
      answer(row, { done: true, code: 'ORDER_HELD', reference: 'hold-1' }),
      answer(row, { done: true, code: 'ORDER_HELD', reference: 'hold-1' }),
    );
    await hear(answer(row, { done: false, code: 'ALREADY_HELD' }));
    expect(await counts(job.id)).toEqual({ DONE: 1 });
  });

  it('give up a row that nobody answers, try it again on wish, and undo just the holds that they placed', async () => {
    const job = await startBulkJob(deps, wish(['A', 'B']));
    await driveBulkJobs(deps);
    const [first] = await asked(job.id);
    if (first === undefined) throw new Error('nothing was asked');
    await hear(answer(first, { done: true, code: 'ORDER_HELD', reference: 'hold-a' }));
    for (let turn = 0; turn < 5; turn += 1) {
      clock = new Date(clock.getTime() + 31_000);
      await driveBulkJobs(deps);
    }
    expect(await counts(job.id)).toEqual({ DONE: 1, FAILED: 1 });
    await retryBulkJob(deps, { id: job.id, account: 'lin' });
    await driveBulkJobs(deps);
    const last = (await asked(job.id)).at(-1);
    expect(last).toMatchObject({ orderId: 'B', idempotencyKey: `bulk ${job.id} B` });
    const undo = await undoBulkJob(deps, { id: job.id, account: 'lin' });
    expect((await undoBulkJob(deps, { id: job.id, account: 'lin' })).id).toBe(undo.id);
    await driveBulkJobs(deps);
    expect(await asked(undo.id)).toMatchObject([{ orderId: 'A', deed: 'RELEASE', holdId: 'hold-a' }]);
  });

  it('are said not to be there for an id that can be none', async () => {
    for (const id of ['nothing', '-'.repeat(36)])
      for (const deed of [retryBulkJob, undoBulkJob])
        await expect(deed(deps, { id, account: 'lin' })).rejects.toMatchObject({ code: 'BULK_JOB_NOT_FOUND' });
    expect(await viewStore(database.pool).read('nothing', 'KEPT')).toBeUndefined();
    expect(boardSet(`item:${'-'.repeat(36)}`, clock)).toBeUndefined();
    expect(importSetCondition(`import:${'-'.repeat(36)}`, () => '$1')).toBeUndefined();
  });
});
