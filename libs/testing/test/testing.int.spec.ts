import { connect } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { eventually, freshDatabase, ownPostgres, testNats } from '../src/index.ts';

describe('databases of a test', () => {
  it('are Postgres 18, durable, empty and apart from each other', async () => {
    const [left, right] = [await freshDatabase('left'), await freshDatabase('right')];
    await query(left, 'create table only_left (id int)');
    expect(await query(left, "select count(*)::int as n from pg_class where relname = 'only_left'")).toEqual([{ n: 1 }]);
    expect(await query(right, "select count(*)::int as n from pg_class where relname = 'only_left'")).toEqual([{ n: 0 }]);
    expect(
      await query(left, "select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync"),
    ).toEqual([{ version: 18, fsync: 'on' }]);
  });

  it('keep what was committed before a SIGKILL of an own server', async () => {
    const postgres = await ownPostgres();
    try {
      await query(`${postgres.baseUrl}/postgres`, 'create table kept (id int)');
      await query(`${postgres.baseUrl}/postgres`, 'insert into kept values (7)');
      await postgres.kill();
      await expect(query(`${postgres.baseUrl}/postgres`, 'select 1')).rejects.toThrow('ECONNREFUSED');
      await postgres.start();
      expect(await query(`${postgres.baseUrl}/postgres`, 'select id from kept')).toEqual([{ id: 7 }]);
    } finally {
      await postgres.remove();
    }
  });
});

describe('the broker of a test', () => {
  it('keeps its store over a crash and forgets it when wiped', async () => {
    const nats = await testNats();
    try {
      await withBroker(nats.url, async ({ manager, stream }) => {
        await manager.streams.add({ name: 'FACTS', subjects: ['facts.>'] });
        await stream.publish('facts.one', 'body');
      });
      await nats.stop('SIGKILL');
      await nats.restart();
      expect(await withBroker(nats.url, async ({ manager }) => (await manager.streams.info('FACTS')).state.messages)).toBe(1);
      await nats.wipe();
      await expect(withBroker(nats.url, ({ manager }) => manager.streams.info('FACTS'))).rejects.toThrow('stream not found');
    } finally {
      await nats.remove();
    }
  });
});

describe('eventually', () => {
  it('gives the first good answer and otherwise the last reason', async () => {
    let tries = 0;
    expect(await eventually(() => ((tries += 1) < 3 ? false : tries), { everyMs: 1 })).toBe(3);
    await expect(eventually(() => Promise.reject(new Error('not yet')), { timeoutMs: 20, everyMs: 5 })).rejects.toThrow('not yet');
  });
});

async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function withBroker<T>(
  url: string,
  use: (broker: {
    readonly manager: Awaited<ReturnType<typeof jetstreamManager>>;
    readonly stream: ReturnType<typeof jetstream>;
  }) => Promise<T>,
): Promise<T> {
  const connection = await connect({ servers: url });
  try {
    return await use({ manager: await jetstreamManager(connection), stream: jetstream(connection) });
  } finally {
    await connection.close();
  }
}
