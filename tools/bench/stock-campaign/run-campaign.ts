import { connectHub, ensureStream, streamOf, type HubConnection } from '@orderloom/messaging';
import { freeOffset, ownPostgres, testNats } from '@orderloom/testing';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fromRoot } from '../../start/paths.ts';
import { mortal, type Mortal } from '../parts/webhook-processes.ts';
import { buyUntil, DROP, DROP_UNITS, rushForDrop, shelvesFor } from './buyers.ts';
import { openDoor, type StockDoor } from './door.ts';
import { readFinalState, type FinalState } from './final-state.ts';
import { writeHistory } from './history.ts';

export interface CampaignOptions {
  readonly operations: number;
  readonly kills: number;
  readonly buyers: number;
  readonly dropBuyers: number;
  readonly holdSeconds: number;
  readonly historyFile: string;
  readonly say: (text: string) => void;
}

export interface CampaignRun {
  readonly answered: number;
  readonly kills: { readonly service: number; readonly postgres: number };
  readonly seconds: number;
  readonly state: FinalState;
}

/** Buyers ask while the service and its Postgres are killed at random; then all holds run out and the tables are read. */
export async function runStockCampaign(options: CampaignOptions): Promise<CampaignRun> {
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-stock-'));
  const [postgres, nats, offset] = [await ownPostgres(), await testNats(), await freeOffset([4120, 5120])];
  const databaseUrl = `${postgres.baseUrl}/inventory`;
  await query(`${postgres.baseUrl}/postgres`, 'create database inventory');
  const deploymentFile = join(folder, 'deployment.json');
  writeFileSync(deploymentFile, JSON.stringify({ products: [], warehouses: [{ id: 'WH-1' }, { id: 'WH-2' }] }));
  const internalKey = randomBytes(32).toString('hex');
  const service = mortal(
    ['--import', '@orderloom/telemetry/preload', fromRoot('apps/inventory/src/main.ts')],
    {
      HUB_PORT_OFFSET: String(offset),
      HUB_DEPLOYMENT_FILE: deploymentFile,
      LOG_LEVEL: 'error',
      DATABASE_URL: databaseUrl,
      NATS_URL: nats.url,
      HUB_INTERNAL_KEY: internalKey,
      HUB_UNPAID_HOLD_SECONDS: String(options.holdSeconds),
    },
    async () => (await fetch(`http://127.0.0.1:${4120 + offset}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok,
  );
  const hub = await connectHub({ url: nats.url, name: 'campaign' });
  const history = writeHistory(options.historyFile);
  const door = openDoor({ address: `127.0.0.1:${5120 + offset}`, internalKey, hub, history });
  try {
    // Their owners are not here to make them.
    for (const context of ['order', 'fulfilment', 'tower'] as const) await ensureStream(hub, context);
    await service.start();
    await fillShelves(databaseUrl, shelvesFor(options.operations));
    const began = Date.now();
    const kills = { service: 0, postgres: 0 };
    const killing = killAsTheyAsk({ door, service, postgres, kills }, options);
    await Promise.all([
      rushForDrop(door, options.dropBuyers),
      ...Array.from({ length: options.buyers }, (_, buyer) => buyUntil(door, { buyer, operations: options.operations })),
    ]);
    await killing;
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    options.say(`${door.answered()} calls answered in ${seconds} s, ${JSON.stringify(kills)} kills; waiting for the last holds to end`);
    await settled(databaseUrl, hub, options.holdSeconds);
    return { answered: door.answered(), kills, seconds, state: await readFinalState(databaseUrl) };
  } finally {
    history.close();
    door.close();
    await service.kill();
    await hub.close();
    await Promise.all([postgres.remove(), nats.remove()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Spread over the calls, not over time: a slow machine has as many kills. */
async function killAsTheyAsk(
  at: {
    readonly door: StockDoor;
    readonly service: Mortal;
    readonly postgres: { readonly kill: () => Promise<void>; readonly start: () => Promise<void> };
    readonly kills: { service: number; postgres: number };
  },
  options: CampaignOptions,
): Promise<void> {
  for (let nth = 1; nth <= options.kills; nth += 1) {
    const due = ((nth - Math.random()) * options.operations) / options.kills;
    while (at.door.answered() < due) await pause(5);
    await pause(randomInt(0, 40));
    // Each of them once, then as it comes.
    if (nth % 2 === 0 ? nth === 2 || Math.random() < 0.3 : nth > 2 && Math.random() < 0.3) {
      at.kills.postgres += 1;
      await at.postgres.kill();
      await pause(randomInt(0, 300));
      await at.postgres.start();
    } else {
      at.kills.service += 1;
      await at.service.kill();
      await pause(randomInt(0, 300));
      await at.service.start();
    }
    if (nth % 10 === 0) options.say(`${nth} kills, ${at.door.answered()} calls answered`);
  }
}

/** As counts of a warehouse would: counter, shelf and ledger say the same. */
async function fillShelves(databaseUrl: string, shelves: ReadonlyMap<string, number>): Promise<void> {
  const values = [[...shelves.keys()], [...shelves.values()]];
  const of = 'from unnest($1::text[], $2::int[]) as s (sku, units)';
  await query(databaseUrl, `insert into sku_stock (sku, on_hand) select sku, units * 2 ${of} where sku <> '${DROP}'`, values);
  await query(databaseUrl, `insert into sku_stock (sku, on_hand) select sku, units ${of} where sku = '${DROP}'`, values);
  for (const warehouse of ['WH-1', 'WH-2']) {
    const units = `case when sku = '${DROP}' then ${DROP_UNITS / 2} else units end`;
    await query(databaseUrl, `insert into warehouse_stock (sku, warehouse_id, on_hand) select sku, '${warehouse}', ${units} ${of}`, values);
    await query(
      databaseUrl,
      `insert into ledger (kind, sku, warehouse_id, order_id, line_no, source, on_hand, reserved, allocated, booked_at)
       select 'COUNT', sku, '${warehouse}', '', '', 'campaign', ${units}, 0, 0, now() ${of}`,
      values,
    );
  }
}

/** Until no hold is unpaid, no payment is under way and nothing moves any more. What a killed service had taken comes again after half a minute. */
async function settled(databaseUrl: string, hub: HubConnection, holdSeconds: number): Promise<void> {
  let before = '';
  for (let tries = 0; tries < 120 + holdSeconds; tries += 1) {
    const [row] = await query(
      databaseUrl,
      `select (select count(*) from order_stock where state = 'PENDING')::int as pending, (select max(seq) from ledger) as ledger, (select count(*) from inbox) as taken`,
    );
    // Only the stock service reads here.
    let untaken = 0;
    for await (const consumer of hub.jsm.consumers.list(streamOf('order'))) untaken += consumer.num_pending + consumer.num_ack_pending;
    const now = JSON.stringify({ ...row, untaken });
    if (row?.['pending'] === 0 && untaken === 0 && now === before) return;
    before = now;
    await pause(1_000);
  }
  throw new Error(`holds or payments are left: ${before}`);
}

async function query(url: string, text: string, values: unknown[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}
