import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { createRawArchive, rawArchiveMigrations } from '@orderloom/raw-archive';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryNotes, ReportTooEarly, type RawReport } from '../src/application/note-delivery.ts';
import { messageStore } from '../src/persistence/message-store.ts';

let database: Database;
let note: (report: RawReport) => Promise<void>;
const now = (): Date => new Date();
beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('messenger'),
    poolSize: 4,
    applicationName: 'delivery-reports-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  const { pool } = database;
  note = deliveryNotes({
    pool,
    outbox: createOutbox({ source: 'messenger', now, wake: () => undefined }),
    archive: createRawArchive({ pool, masterKey: randomBytes(32), context: 'messenger', allowed: new Set() }),
    customers: { system: 'wechat-oa', send: () => Promise.reject(new Error('nothing is sent here')) },
    messages: messageStore,
    now,
  });
}, 60_000);
afterAll(() => database.close());
beforeEach(() => database.pool.query('truncate message, raw_body, outbox'));

/** A card that the service account has taken, by the id that it gave. */
async function sentCard(transportId: string): Promise<void> {
  const id = randomUUID();
  await inTransaction(database.pool, async (tx) => {
    const told = { orderId: `O-${transportId}`, parcelId: `P-${transportId}`, told: 'customer', recipientToken: 'r', traceparent: '' };
    const card = { id, kind: 'LOGISTICS_CARD' as const, transport: 'WECHAT_SERVICE_ACCOUNT' as const, matter: id, content: {}, ...told };
    await messageStore.planMessages(tx, [card], now());
    await messageStore.takeDue(tx, { transport: card.transport, now: now(), again: now(), limit: 100 });
    await messageStore.markSent(tx, [{ id, transportId }], now());
  });
}

function report(transportId: string, delivered = true): RawReport {
  const body = Buffer.from(`<xml>${transportId}</xml>`);
  const raw = { direction: 'IN' as const, system: 'wechat-oa', operation: 'TEMPLATESENDJOBFINISH', contentType: 'text/xml', body };
  return { transportId, delivered, reason: delivered ? '' : 'failed:user block', raw: { ...raw, receivedAt: now(), subject: transportId } };
}

const told = async (): Promise<readonly string[]> =>
  (
    await database.pool.query<{ data: string; raw_ref: string }>(
      "select data, raw_ref from outbox_event where type = 'hub.messenger.message-delivered.v1' order by seq, nth",
    )
  ).rows.map(({ data }) => data);
const stateOf = async (transportId: string): Promise<string | undefined> =>
  (await database.pool.query<{ state: string }>('select state from message where transport_id = $1', [transportId])).rows[0]?.state;
const kept = async (): Promise<readonly string[]> =>
  (await database.pool.query<{ subject: string }>('select subject from raw_body order by 1')).rows.map(({ subject }) => subject);

describe('reports that come at about the same time', () => {
  it('are told once each, however often they come', async () => {
    for (const id of ['1', '2', '3']) await sentCard(id);
    await Promise.all([report('1'), report('2'), report('3', false), report('2'), report('3')].map(note));
    await note(report('1', false));
    expect(await told()).toHaveLength(3);
    expect([await stateOf('1'), await stateOf('2'), await stateOf('3')]).toEqual(['DELIVERED', 'DELIVERED', 'NOT_DELIVERED']);
    expect(await kept()).toEqual(['1', '1', '2', '2', '3', '3']);
  });

  it('are asked to come again where no message has their id, and the others count', async () => {
    await sentCard('1');
    await sentCard('2');
    const ends = await Promise.allSettled([report('1'), report('unknown'), report('2')].map(note));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ends[1]).toMatchObject({ reason: expect.any(ReportTooEarly) });
    expect(await told()).toHaveLength(2);
    expect(await kept()).toEqual(['1', '2']);
    await sentCard('unknown');
    await note(report('unknown'));
    expect(await told()).toHaveLength(3);
  });

  it('cost one transaction, and one for the first, which goes at once', async () => {
    for (const id of ['1', '2', '3', '4']) await sentCard(id);
    await Promise.all(['1', '2', '3', '4'].map((id) => note(report(id))));
    const { rows } = await database.pool.query<{ rows: number }>('select count(*)::int as rows from outbox');
    expect(rows[0]?.rows).toBeLessThanOrEqual(2);
    expect(await told()).toHaveLength(4);
  });
});
