import { outboxMigrations } from '@orderloom/outbox';
import { createRawArchive, rawArchiveMigrations } from '@orderloom/raw-archive';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReceivedPush } from '../src/application/accept-push.ts';
import { sortOut } from '../src/application/sort-out-pushes.ts';
import { createPushStore } from '../src/persistence/push-intake-table.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('channel'),
    poolSize: 2,
    applicationName: 'push-intake-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
}, 60_000);
afterAll(() => database.close());

const start = Date.UTC(2026, 10, 22, 12);
function push(nth: number, platformNo: string): ReceivedPush {
  return {
    shopId: 'shop',
    traceparent: '',
    body: {
      id: `00000000-0000-7000-8000-00000000000${nth}`,
      direction: 'IN',
      system: 'douyin',
      operation: 'push',
      contentType: 'application/json',
      body: Buffer.from('{}'),
      receivedAt: new Date(start + nth * 100),
      subject: platformNo,
    },
    messages: [{ key: `m${nth}`, digest: Buffer.from(`${nth}`), wakes: [{ kind: 'ORDER', platformNo, hint: {} }] }],
  };
}

it('notes for each order when its own push came, the last one of it, and lets none of a group wait', async () => {
  const archive = createRawArchive({ pool: database.pool, masterKey: Buffer.alloc(16, 1), context: 'channel', allowed: new Set() });
  const store = createPushStore(database.pool, archive);
  const { woken } = await store.save(sortOut([push(0, 'a'), push(1, 'b'), push(2, 'c'), push(3, 'b')]), new Date(start));
  expect(woken.map((one) => [one.platformNo, one.receivedAt.getTime() - start, one.isNew])).toEqual([
    ['a', 0, true],
    ['b', 300, true],
    ['c', 200, true],
  ]);
  const { rows } = await database.pool.query('select platform_no as no, generation, received_at, due_at from intake_work order by 1');
  const dueAt = new Date(start);
  expect(rows).toEqual([
    { no: 'a', generation: '1', received_at: new Date(start), due_at: dueAt },
    { no: 'b', generation: '1', received_at: new Date(start + 300), due_at: dueAt },
    { no: 'c', generation: '1', received_at: new Date(start + 200), due_at: dueAt },
  ]);
  const later = await store.save(sortOut([push(0, 'a'), push(4, 'b'), push(5, 'd')]), new Date(start));
  expect(later.woken.map((one) => [one.platformNo, one.isNew])).toEqual([
    ['a', false],
    ['b', false],
    ['d', true],
  ]);
});
