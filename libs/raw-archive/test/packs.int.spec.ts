import { newId } from '@orderloom/outbox';
import { openDatabase, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRawArchive, rawArchiveMigrations, type NewRaw, type RawArchive } from '../src/index.ts';

let database: Database;
let archive: RawArchive;
beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('raws'),
    poolSize: 2,
    applicationName: 'packs-spec',
    entities: [],
    migrations: [...rawArchiveMigrations],
  });
  archive = createRawArchive({ pool: database.pool, masterKey: Buffer.alloc(16, 1), context: 'test', allowed: new Set() });
}, 60_000);
afterAll(() => database.close());
beforeEach(() => database.pool.query('truncate raw_body'));

const fields = Array.from({ length: 150 }, (_, nth) => `"field_of_the_platform_${nth}":0`).join(',');
const order = (nth: number): NewRaw & { readonly id: string } => ({
  id: newId(),
  direction: 'ANSWER',
  system: 'douyin',
  operation: 'order',
  contentType: 'application/json',
  body: Buffer.from(`{"order_id":"${nth}","name":"陈秋月${nth}",${fields}}`),
  receivedAt: new Date(1_000 * nth),
  subject: String(nth),
});
const orders = (count: number) => Array.from({ length: count }, (_, nth) => order(nth));
const textOf = (body: Buffer | undefined): string | undefined => body?.toString('utf8');

describe('bodies that are saved together', () => {
  it.each([1, 3, 4, 60, 300])('are each read as they came, %i of them, alone and together', async (count) => {
    const saved = orders(count);
    expect(await archive.save(database.pool, saved)).toEqual(saved.map(({ id }) => id));
    const byId = new Map((await archive.readMany(saved.map(({ id }) => id))).map((record) => [record.id, record]));
    for (const { id, body, subject, receivedAt } of saved)
      expect({ ...byId.get(id), body: textOf(byId.get(id)?.body) }).toMatchObject({
        subject,
        receivedAt,
        sizeBytes: body.length,
        body: textOf(body),
      });
    for (const { id, body } of [saved[0], saved.at(-1)].flatMap((one) => one ?? []))
      expect(textOf((await archive.read(id))?.body)).toBe(textOf(body));
  });

  it('take a fifth of their room at the most, and show nothing', async () => {
    const saved = orders(60);
    await archive.save(database.pool, saved);
    const { rows } = await database.pool.query<{ bytes: number; seen: string }>(
      `select sum(length(sealed))::int as bytes, string_agg(encode(sealed, 'escape') || encode(sealed, 'hex'), '') as seen from raw_body`,
    );
    expect(rows[0]?.bytes).toBeLessThan(saved.reduce((sum, { body }) => sum + body.length, 0) / 5);
    for (const sign of ['field_of_the_platform', '陈秋月']) {
      expect(rows[0]?.seen).not.toContain(Buffer.from(sign).toString('latin1'));
      expect(rows[0]?.seen).not.toContain(Buffer.from(sign).toString('hex'));
    }
  });

  it('cannot stand in for one another, nor one pack for another', async () => {
    const [one, other] = [orders(10), orders(10)];
    await archive.save(database.pool, one);
    await archive.save(database.pool, other);
    const [carrier = '', id = ''] = one.map((raw) => raw.id);
    await database.pool.query('update raw_body set pack = $2 where id = $1', [id, other[0]?.id]);
    await expect(archive.read(id)).rejects.toThrow('not in its pack');
    await database.pool.query('update raw_body set pack = null where id = $1', [carrier]);
    await expect(archive.read(carrier)).rejects.toThrow();
    await database.pool.query('update raw_body set sealed = (select sealed from raw_body where id = $2) where id = $1', [
      other[0]?.id,
      carrier,
    ]);
    await expect(archive.read(other[1]?.id ?? '')).rejects.toThrow();
  });

  it('do not depend on one that is left out', async () => {
    const saved = orders(20);
    const { text, values } = archive.insertOf(saved, 1, `subject <> '0'`);
    await database.pool.query(text, [...values]);
    expect(await archive.readMany(saved.map(({ id }) => id))).toHaveLength(19);
    expect(textOf((await archive.read(saved[7]?.id ?? ''))?.body)).toBe(textOf(saved[7]?.body));
  });

  it('know the body before them, packed or not', async () => {
    const [first, again] = [order(7), order(7)];
    await archive.save(database.pool, [first]);
    await archive.save(database.pool, [...orders(5), again]);
    expect((await archive.read(again.id))?.previousId).toBe(first.id);
  });
});
