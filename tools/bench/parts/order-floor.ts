import pg from 'pg';
import { inDatabase } from '../../start/parts/postgres.ts';

/** Orders of the floor placed in a second by so many connections, each with a transaction at a time. */
export interface FloorRate {
  readonly clients: number;
  readonly perTransaction: number;
  readonly perSecond: number;
}

const skus = 1_000;
const bodyBytes = 600;

const tables = `
  drop schema if exists floor cascade;
  create schema floor;
  create table floor.orders (id bigint primary key, platform_no text not null unique, shop_id text not null, status text not null, paid_minor bigint not null, received_at timestamptz not null);
  create table floor.order_line (order_id bigint not null, line_no integer not null, sku text not null, quantity integer not null, primary key (order_id, line_no));
  create table floor.raw_body (id bigint primary key, body bytea not null);
  create table floor.stock (sku text primary key, on_hand bigint not null, reserved bigint not null, check (reserved <= on_hand)) with (fillfactor = 50);
  create table floor.hold (order_id bigint not null, line_no integer not null, sku text not null, quantity integer not null, primary key (order_id, line_no));
  create table floor.outbox (position bigint generated always as identity primary key, order_id bigint not null, data text not null);
  create table floor.inbox (event_id text primary key);
  insert into floor.stock select 'SKU-' || n, 2000000000, 0 from generate_series(0, ${skus - 1}) n;
  analyze floor.stock;`;

// Eight changes of a row for an order: itself, its line, what came in, the message that is not taken twice, the hold, the counter, and two events.
const place = `
  with asked as (select * from unnest($1::bigint[], $2::text[], $3::bytea[]) as a (id, sku, body)),
       raw as (insert into floor.raw_body select id, body from asked),
       seen as (insert into floor.inbox select 'event-' || id from asked),
       kept as (insert into floor.orders select id, 'P' || id, 'shop', 'PLACED', 12800, now() from asked),
       lines as (insert into floor.order_line select id, 1, sku, 1 from asked),
       holds as (insert into floor.hold select id, 1, sku, 1 from asked),
       counted as (update floor.stock s set reserved = s.reserved + w.wanted
                   from (select sku, count(*) as wanted from asked group by sku) w where s.sku = w.sku and s.reserved + w.wanted <= s.on_hand)
  insert into floor.outbox (order_id, data) select id, '{"type":"' || t || '","order":' || id || '}' from asked, (values ('captured'), ('placed')) as e (t)`;

/**
 * The floors F1 and F100: the least that Postgres must write for an order, written by nobody but one statement, in a database of its own
 * on the server that the hub uses. The engine's way of one writer is not in it: clients take different SKUs, so that none waits for another.
 */
export async function orderFloor(
  server: string,
  wish: { readonly clients: number; readonly perTransaction: number; readonly seconds: number },
): Promise<FloorRate> {
  const { clients, perTransaction, seconds } = wish;
  const admin = await opened(inDatabase(server, 'postgres'));
  await admin.query('drop database if exists bench_floor');
  await admin.query('create database bench_floor');
  const floor = await opened(inDatabase(server, 'bench_floor'));
  await floor.query(tables);
  const writers = await Promise.all(Array.from({ length: clients }, () => opened(inDatabase(server, 'bench_floor'))));
  let placed = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  try {
    await Promise.all(
      writers.map(async (writer, nth) => {
        const mine = Math.floor(skus / clients);
        for (let batch = 0; performance.now() < until; batch += 1) {
          const ids = Array.from({ length: perTransaction }, (_, index) => (batch * perTransaction + index) * clients + nth);
          await writer.query({
            name: 'place',
            text: place,
            values: [ids, ids.map((_, index) => `SKU-${nth * mine + ((batch * perTransaction + index) % mine)}`), ids.map(() => body)],
          });
          placed += perTransaction;
        }
      }),
    );
    const perSecond = placed / ((performance.now() - began) / 1000);
    const { rows } = await floor.query<{ held: string; counted: string }>(
      'select (select count(*) from floor.hold) as held, (select sum(reserved) from floor.stock) as counted',
    );
    if (Number(rows[0]?.held) !== placed || Number(rows[0]?.counted) !== placed)
      throw new Error('the floor lost count: its figures mean nothing');
    return { clients, perTransaction, perSecond };
  } finally {
    await Promise.all(writers.map((writer) => writer.end()));
    await floor.end();
    await admin.query('drop database if exists bench_floor');
    await admin.end();
  }
}

const body = Buffer.alloc(bodyBytes, 'x');

async function opened(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
