import pg from 'pg';
import { spreadOf, type Spread } from '../../measure/spread.ts';

export interface Rate {
  readonly perSecond: number;
  readonly ms: Spread | undefined;
}

/**
 * How most shops reserve: lock the row, look, count up, write the hold, commit. Correct, and every buyer of one product
 * waits for the disk of all before. Kept as the floor N that the engine is measured against.
 */
export async function naiveRival(databaseUrl: string, wish: { readonly clients: number; readonly seconds: number }): Promise<Rate> {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(`
    drop schema if exists naive cascade;
    create schema naive;
    create table naive.stock (sku text primary key, on_hand integer not null, reserved integer not null, check (reserved <= on_hand));
    create table naive.hold (id bigint generated always as identity primary key, sku text not null, quantity integer not null, buyer text not null);
    insert into naive.stock values ('HOT', 2000000000, 0);`);
  const clients = await Promise.all(
    Array.from({ length: wish.clients }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  const took: number[] = [];
  const began = performance.now();
  const until = began + wish.seconds * 1000;
  try {
    await Promise.all(clients.map((client, nth) => buyUntil(client, `buyer ${nth}`, until, took)));
    const elapsed = (performance.now() - began) / 1000;
    const { rows } = await admin.query<{ reserved: number; held: string }>(
      'select s.reserved, (select coalesce(sum(quantity), 0) from naive.hold) as held from naive.stock s',
    );
    if (Number(rows[0]?.held) !== rows[0]?.reserved) throw new Error('the rival lost count: its figures mean nothing');
    return { perSecond: took.length / elapsed, ms: spreadOf(took) };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await admin.query('drop schema naive cascade');
    await admin.end();
  }
}

async function buyUntil(client: pg.Client, buyer: string, until: number, took: number[]): Promise<void> {
  while (performance.now() < until) {
    const began = performance.now();
    await client.query('begin');
    const { rows } = await client.query<{ left: number }>({
      name: 'look',
      text: `select on_hand - reserved as left from naive.stock where sku = 'HOT' for update`,
    });
    if ((rows[0]?.left ?? 0) < 1) throw new Error('the rival has sold out: its shelf was too small');
    await client.query({ name: 'take', text: `update naive.stock set reserved = reserved + 1 where sku = 'HOT'` });
    await client.query({ name: 'hold', text: `insert into naive.hold (sku, quantity, buyer) values ('HOT', 1, $1)`, values: [buyer] });
    await client.query('commit');
    took.push(performance.now() - began);
  }
}
