import { ownPostgres, eventually } from '@orderloom/testing';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../src/index.ts';

describe('a database that is killed', () => {
  it('does not end the process that holds a connection between two statements', async () => {
    const postgres = await ownPostgres();
    const admin = new Client({ connectionString: `${postgres.baseUrl}/postgres` });
    await admin.connect();
    await admin.query('create database held');
    await admin.end();
    const database = await openDatabase({
      url: `${postgres.baseUrl}/held`,
      poolSize: 4,
      applicationName: 'spec',
      entities: [],
      migrations: [],
    });
    const held = await database.pool.connect();
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('uncaughtException', note);
    try {
      await postgres.kill();
      await eventually(async () => {
        await expect(held.query('select 1')).rejects.toThrow();
      });
      await postgres.start();
      held.release(true);
      await eventually(async () => expect((await database.pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('uncaughtException', note);
      await database.close();
      await postgres.remove();
    }
  });
});
