import { arrayOfTexts, arrayOfTimes } from '@orderloom/outbox';
import { freshDatabase } from '@orderloom/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsons, plain } from '../src/persistence/arrays.ts';

let client: Client;

beforeAll(async () => {
  client = new Client(await freshDatabase('arrays'));
  await client.connect();
  await client.query("set time zone 'Asia/Shanghai'");
});
afterAll(() => client.end());

it('gives Postgres the very values, whatever stands in them', async () => {
  const words = [
    '',
    ' ',
    'NULL',
    'null',
    '\u00a0',
    ' trailing ',
    'sku:TEA',
    'cause:OVERDUE|杭州仓',
    '(round)',
    "'",
    ';',
    '\v',
    'a "quote"',
    'back\\slash',
    '{braces, and commas}',
    '引号\n\t',
    "it's",
  ];
  const bodies = words.map((word) => ({ word, nothing: null, control: '\u001e\u0001' }));
  const times = [
    new Date('2026-11-22T04:00:00.123Z'),
    Date.parse('0099-01-01T00:00:00Z'),
    null,
    undefined,
    Date.parse('+270396-10-12T08:59:00.991Z'),
    Date.parse('0000-02-03T00:00:00Z'),
    Date.parse('1999-12-31T23:59:59.999Z'),
    Date.parse('1969-12-31T23:59:59.999Z'),
    Date.parse('2285-06-06T00:00:00.001Z'),
  ];
  const { rows } = await client.query(
    `select $1::text[] as words, $2::text[]::jsonb[] as bodies, (select array_agg((extract(epoch from t) * 1000)::bigint) from unnest($3::timestamptz[]) t) as times,
            $4::bigint[] as numbers, $5::boolean[] as truths`,
    [arrayOfTexts(words), jsons(bodies), arrayOfTimes(times), plain([1n, 2, null, 2n ** 62n]), plain([true, false, null])],
  );
  expect(rows).toEqual([
    {
      words,
      bodies,
      times: times.map((time) => (time === null || time === undefined ? null : String(Number(time)))),
      numbers: ['1', '2', null, (2n ** 62n).toString()],
      truths: [true, false, null],
    },
  ]);
});

it.each([Date.parse('-271821-04-20T00:00:00Z'), Number.NaN, 1e18, new Date(Number.NaN)])(
  'leaves it to Postgres to refuse %s as a time',
  async (time) => {
    await expect(client.query('select $1::timestamptz[]', [arrayOfTimes([time, null])])).rejects.toMatchObject({
      code: expect.stringMatching(/^2200[78]$/),
    });
  },
);

it('gives empty arrays for nothing', async () => {
  const { rows } = await client.query(`select $1::text[] as words, $2::text[]::jsonb[] as bodies, $3::timestamptz[] as times`, [
    arrayOfTexts([]),
    jsons([]),
    arrayOfTimes([]),
  ]);
  expect(rows).toEqual([{ words: [], bodies: [], times: [] }]);
});
