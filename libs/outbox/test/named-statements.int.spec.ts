import { freshDatabase } from '@orderloom/testing';
import { Client, Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureKind } from '../src/failure-policy.ts';
import { BEGIN, inTransaction, TRANSACTION_SETTINGS } from '../src/index.ts';

const UPDATE = 'update thing o set v = t.v from unnest($1::text[], $2::int[]) as t (id, v) where o.id = t.id';
const READ = 'select * from thing where id = any($1::text[])';

describe('a statement that comes again in transactions', () => {
  let pool: Pool;

  beforeEach(async () => {
    pool = new Pool({ connectionString: await freshDatabase('named'), max: 1 });
    await pool.query('create table thing (id text primary key, v int)');
  });

  afterEach(() => pool.end());

  const update = (): Promise<unknown> =>
    inTransaction(pool, (tx) =>
      tx.query(UPDATE, [
        ['k1', 'k2'],
        [1, 2],
      ]),
    );
  const read = (): Promise<unknown> => inTransaction(pool, (tx) => tx.query(READ, [['k1']]));
  const times = async (count: number, work: () => Promise<unknown>): Promise<void> => {
    for (let nth = 0; nth < count; nth += 1) await work();
  };

  it('is prepared, and finds its rows by their index though its plan was made when the table was empty', async () => {
    await times(12, update);
    await pool.query("insert into thing select 'k' || n, n from generate_series(1, 20000) n");
    const { rows } = await pool.query<{ name: string; generic: string }>(
      'select name, generic_plans::text as generic from pg_prepared_statements where statement = $1',
      [UPDATE],
    );
    expect(Number(rows[0]?.generic)).toBeGreaterThan(0);
    const explain = `explain execute ${rows[0]?.name ?? ''} ('{k1,k2}', '{1,2}')`;
    const plan = await inTransaction(pool, (tx) => tx.query<{ 'QUERY PLAN': string }>(explain));
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('thing_pkey');
    expect(text).not.toContain('Seq Scan on thing');
  });

  it('is planned alike where the pool was opened for transactions, which then begin with one word', async () => {
    const own = new Pool({ connectionString: await freshDatabase('named'), max: 1, options: TRANSACTION_SETTINGS });
    const seen = (on: Pool) =>
      inTransaction(on, async (tx) => {
        const { rows } = await tx.query(`select current_setting('plan_cache_mode') as plans, current_setting('enable_seqscan') as seqscan`);
        return rows[0];
      });
    try {
      expect(await seen(own)).toEqual({ plans: 'force_generic_plan', seqscan: 'off' });
      expect(await seen(own)).toEqual(await seen(pool));
      const begins = vi.spyOn(Client.prototype, 'query');
      await seen(own);
      await seen(pool);
      expect(begins.mock.calls.map(([text]) => text).filter((text) => String(text).startsWith('begin'))).toEqual(['begin', BEGIN]);
      begins.mockRestore();
    } finally {
      await own.end();
    }
  });

  it('is given arrays of texts as they are, whatever is in them, as the ones before it had a name', async () => {
    const texts = ['', 'NULL', '{"a": "b\\\\"}', "it's", '茶 \u{1f375}', 'a,b', ' {} ', null];
    const echo = (given: readonly unknown[]) =>
      inTransaction(pool, (tx) => tx.query<{ back: unknown }>('select $1::text[] as back', [given]));
    for (let nth = 0; nth < 4; nth += 1) expect((await echo(texts)).rows).toEqual([{ back: texts }]);
    expect((await echo([])).rows).toEqual([{ back: [] }]);
    expect((await echo([1, true])).rows).toEqual([{ back: ['1', 'true'] }]);
    await expect(echo(['a\0b'])).rejects.toMatchObject({ code: '22021' });
  });

  it('is given arrays of bytes as they are, as the ones before it had a name', async () => {
    const bodies = [Buffer.alloc(0), Buffer.from([0, 0x5c, 0x78, 0x22, 0xff]), Buffer.from('茶'), null];
    const echo = (given: readonly unknown[], texts: readonly string[]) =>
      inTransaction(pool, async (tx) => {
        const { rows } = await tx.query<{ body: Buffer | null; text: string }>(
          'select * from unnest($1::bytea[], $2::text[]) as t (body, text)',
          [given, texts],
        );
        return rows;
      });
    const told = bodies.map((body, nth) => ({ body, text: `text ${nth}` }));
    for (let nth = 0; nth < 4; nth += 1)
      expect(
        await echo(
          bodies,
          told.map(({ text }) => text),
        ),
      ).toEqual(told);
    expect(await echo([], [])).toEqual([]);
  });

  it.each([
    [
      'timestamptz',
      [new Date('2026-11-22T10:00:00.123Z'), new Date('1969-12-31T23:59:59.999Z'), new Date('2199-12-31T23:59:59.001Z'), null],
    ],
    ['timestamptz', [new Date('0044-03-15T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z'), new Date('+270396-10-12T08:59:00.991Z')]],
    ['timestamptz', [new Date('-004700-01-01T00:00:00Z'), null]],
    ['int', [0, -1, 2_147_483_647, -2_147_483_648, null]],
    ['integer', [7, null]],
    [
      'bigint',
      [0n, -1n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 4_294_967_296, -4_294_967_297, Number.MAX_SAFE_INTEGER, null],
    ],
    ['bigint', ['12', null]],
    ['boolean', [true, false, null]],
    ['bool', [false]],
    ['uuid', ['019a0000-0000-7000-8000-0000000000ff', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', null]],
    ['uuid', ['019a00000000700080000000000000ff']],
    ['float8', [0.1, -0, 1e308, Number.NaN, Number.NEGATIVE_INFINITY, null]],
    ['timestamptz', ['2026-11-22 10:00:00+08', null]],
    ['smallint', [1, -2, null]],
    ['jsonb', ['{"a":1}', null]],
  ])('means the same by an array of %s with a name as by one without', async (type, given) => {
    const text = `select array_to_string($1::${type}[], ' ', 'nothing') as back`;
    const { rows: written } = await pool.query(text, [given]);
    for (let nth = 0; nth < 4; nth += 1) expect((await inTransaction(pool, (tx) => tx.query(text, [given]))).rows).toEqual(written);
  });

  it.each([
    ['int', [1.5], '22P02'],
    ['int', [2_147_483_648], '22003'],
    ['bigint', [2n ** 63n], '22003'],
    ['uuid', ['not one'], '22P02'],
    ['timestamptz', [new Date(Number.NaN)], '22007'],
    ['timestamptz', [new Date(-8_640_000_000_000_000)], '22008'],
  ])('refuses in an array of %s what Postgres refuses', async (type, given, code) => {
    for (let nth = 0; nth < 4; nth += 1)
      await expect(inTransaction(pool, (tx) => tx.query(`select $1::${type}[]`, [given]))).rejects.toMatchObject({ code });
  });

  it('is prepared anew after a migration has changed its table: one try fails as an outage does, the next one goes on', async () => {
    await times(4, read);
    await pool.query('alter table thing add column w int');
    const error = await read().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(failureKind(error)).toBe('OUTAGE');
    await expect(read()).resolves.toBeDefined();
  });
});
