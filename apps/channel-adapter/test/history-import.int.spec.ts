import { eventCatalogue } from '@orderloom/contracts';
import type { HistoryImported } from '@orderloom/contracts/hub/channel/v1/events';
import { createOutbox, outboxMigrations } from '@orderloom/outbox';
import { rawArchiveMigrations } from '@orderloom/raw-archive';
import { createLogger, openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../src/application/history/import-file.ts';
import { inspectFile } from '../src/application/history/inspect-file.ts';
import type { HistoryDeps, ImportJob } from '../src/application/history/ports.ts';
import { receiveFile } from '../src/application/history/receive-file.ts';
import { refusedCsv } from '../src/application/history/refused-csv.ts';
import { startImport, wishUndo } from '../src/application/history/start-import.ts';
import { undoImport } from '../src/application/history/undo-import.ts';
import { composeHistory } from '../src/compose-history.ts';
import { readDistricts } from '../src/persistence/read-districts.ts';
import { createVault } from '../src/persistence/vault-table.ts';

let database: Database;
let deps: HistoryDeps;
const never = (): boolean => false;

beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('history'),
    poolSize: 4,
    applicationName: 'history-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  const masterKey = Buffer.alloc(32, 1);
  const now = (): Date => new Date();
  deps = composeHistory({
    pool: database.pool,
    outbox: createOutbox({ source: 'spec', now, wake: () => undefined }),
    vault: createVault({ pool: database.pool, master: { current: 1, keys: new Map([[1, masterKey]]) }, indexKey: Buffer.alloc(32, 2) }),
    districts: readDistricts(),
    now,
    log: createLogger('spec', 'silent'),
    masterKey,
  }).deps;
});
afterAll(() => database.close());

const HEADER = '订单编号,订单状态,买家实付金额,订单创建时间,订单付款时间,商品标题,购买数量,买家应付邮费,收货人姓名,联系手机,收货地址';
const row = (no: string, status: string, phone = '13800000001'): string =>
  `${no},${status},39.80,2026-01-02 10:00:00,2026-01-02 10:00:05,茶杯,1,0,王小明,${phone},浙江省 杭州市 西湖区 示例路1号`;

async function* blocksOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** A file on its way through all its steps. */
async function imported(text: string, options: { readonly name?: string; readonly shop: string }): Promise<ImportJob> {
  const id = await receiveFile(deps, { name: options.name ?? 'orders.csv', by: 'lin', bytes: blocksOf(text) });
  await inspectFile(deps, await job(id), never);
  const started = await startImport(deps, {
    importId: id,
    shopId: '',
    newShop: { channel: 'TM', name: options.shop },
    columns: undefined,
    account: 'lin',
  });
  if (typeof started === 'string' || started.plan === undefined) throw new Error(`not started: ${String(started)}`);
  await importFile(deps, started, started.plan, never);
  return job(id);
}

async function job(id: string): Promise<ImportJob> {
  const found = await deps.jobs.read(id);
  if (found === undefined) throw new Error('no such job');
  return found;
}

/** What was told of an import in the end, by order number. */
async function told(importId: string): Promise<ReadonlyMap<string, HistoryImported['orders'][number]>> {
  const { rows } = await database.pool.query<{ data: string }>(
    `select data from outbox_event where type = 'hub.channel.history-imported.v1' and aggregate_id = $1 order by seq, nth`,
    [importId],
  );
  const events = rows.map((each) => eventCatalogue['hub.channel.history-imported.v1'].fromJSON(JSON.parse(each.data)));
  return new Map(
    events.filter((event) => !event.sample).flatMap((event) => event.orders.map((order) => [order.platformOrderNo, order] as const)),
  );
}

describe('the import of past orders (ING-16)', () => {
  it('takes orders as history, seals their recipients, and leaves no name, phone or address in plain text anywhere', async () => {
    const done = await imported(
      `${HEADER}\n${row('3300000000000000011', '交易成功', '13912345678')}\n${row('33', '量子态', '13987654321')}\n`,
      {
        shop: 'privacy',
      },
    );
    expect(done).toMatchObject({ state: 'DONE', taken: 1, refused: 1, shopId: expect.stringMatching(/^file-tm-/) });
    const order = (await told(done.id)).get('3300000000000000011');
    expect(order).toMatchObject({
      state: 'DONE',
      recipient: { maskedName: '王**', maskedPhone: '139****5678', district: { county: '西湖区' } },
    });
    expect(order?.recipient?.phoneIndex).not.toBe('');
    const { rows } = await database.pool.query<{ told: string }>(
      `select string_agg(t::text, ' ') as told from (select row_to_json(r)::text from recipient r union all select row_to_json(h)::text from history_order h
        union all select row_to_json(j)::text from import_job j union all select data from outbox_event union all select row_to_json(f)::text from import_refusal f) as t (t)`,
    );
    for (const secret of ['13912345678', '13987654321', '王小明', '示例路1号']) expect(rows[0]?.told, secret).not.toContain(secret);
    const opened = await deps.vault.open([order?.recipient?.token ?? '']);
    expect(opened[0]?.plain).toMatchObject({ name: '王小明', phone: '13912345678', detail: '示例路1号' });
    expect((await database.pool.query('select 1 from geocode_wait')).rows).toEqual([]);
  });

  it('gives refused rows out with their original cells and their reason, harmless as formulas, and writes it into the audit log', async () => {
    const done = await imported(`${HEADER}\n${row('="3300000000000000012"', '量子态')}\n${row('3300000000000000012', '交易成功')}\n`, {
      shop: 'refused',
    });
    let csv = '';
    for await (const part of refusedCsv(deps, done, 'lin')) csv += part;
    expect(csv).toContain('"2","UNKNOWN_STATUS","订单状态","\'=""3300000000000000012""","量子态"');
    const audit = await database.pool.query(`select 1 from outbox_event where data like '%history-refused-rows-downloaded%'`);
    expect(audit.rows).toHaveLength(1);
  });

  it('lets the newer file win, but never takes a later state back', async () => {
    const newer = await imported(`${HEADER}\n${row('3300000000000000021', '交易成功')}\n`, {
      name: 'ExportOrderList202601100900.csv',
      shop: 'order',
    });
    const older = await imported(`${HEADER}\n${row('3300000000000000021', '卖家已发货，等待买家确认')}\n`, {
      name: 'ExportOrderList202601050900.csv',
      shop: 'order',
    });
    expect(newer.shopId).toBe(older.shopId);
    expect(older).toMatchObject({ taken: 1, older: 1 });
    expect((await told(older.id)).get('3300000000000000021')).toMatchObject({ state: 'DONE' });
  });

  it('knows no import by an id that can be none', async () => {
    for (const id of ['nothing', '-'.repeat(36)]) expect(await wishUndo(deps, id, 'lin')).toBe('NO_SUCH_IMPORT');
  });

  it('undoes an import: its rows and recipients go, an older file stands again', async () => {
    const first = await imported(`${HEADER}\n${row('3300000000000000031', '待发货', '13800000031')}\n`, {
      name: 'ExportOrderList202601050900.csv',
      shop: 'undo',
    });
    const second = await imported(
      `${HEADER}\n${row('3300000000000000031', '交易成功', '13800000099')}\n${row('3300000000000000032', '交易成功')}\n`,
      {
        name: 'ExportOrderList202601100900.csv',
        shop: 'undo',
      },
    );
    expect(await wishUndo(deps, second.id, 'lin')).toMatchObject({ state: 'UNDOING' });
    await undoImport(deps, await job(second.id));
    expect((await job(second.id)).state).toBe('UNDONE');
    expect([...(await told(first.id)).values()].map((order) => [order.platformOrderNo, order.state])).toEqual([
      ['3300000000000000031', 'TO_SHIP'],
    ]);
    const { rows } = await database.pool.query<{ masked_phone: string }>('select masked_phone from recipient where shop_id = $1', [
      first.shopId,
    ]);
    expect(rows.map((each) => each.masked_phone)).toEqual(['138****0031']);
    expect(await wishUndo(deps, second.id, 'lin')).toBe('NOT_READY');
  });

  it('comes to the same end when it is stopped in the middle and begun again, and joins lines that stand apart', async () => {
    const lines = Array.from({ length: 900 }, (_none, index) => row(`33000000000000${String(index).padStart(4, '0')}7`, '待发货'));
    const text = [HEADER, ...lines, row('3300000000000000007', '待发货').replace('茶杯', '杯垫').replace(',1,0,', ',3,0,')].join('\n');
    const id = await receiveFile(deps, { name: 'a.csv', by: 'lin', bytes: blocksOf(text) });
    await inspectFile(deps, await job(id), never);
    expect((await job(id)).inspection).toMatchObject({ rows: 901, orders: 901, repeated: 1, complete: true });
    const started = await startImport(deps, {
      importId: id,
      shopId: '',
      newShop: { channel: 'TM', name: 'crash' },
      columns: undefined,
      account: 'lin',
    });
    if (typeof started === 'string' || started.plan === undefined) throw new Error('not started');
    let looks = 0;
    await importFile(deps, started, started.plan, () => (looks += 1) > 1);
    expect((await job(id)).state).toBe('IMPORTING');
    await importFile(deps, await job(id), started.plan, never);
    expect(await job(id)).toMatchObject({ state: 'DONE', refused: 0 });
    const { rows } = await database.pool.query<{ orders: number; units: number }>(
      `select count(*)::int as orders, sum((told ->> 'quantity')::int)::int as units from history_order where job_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ orders: 900, units: 903 }]);
  });

  it('takes the invented files of every layout whole', async () => {
    for (const layout of ['douyin', 'taobao', 'jd', 'pinduoduo', 'wechat', 'jushuitan'] as const) {
      const out = join(tmpdir(), `orderloom-${process.pid}-${layout}.csv`);
      const tool = fileURLToPath(new URL('../../../tools/order-files/main.ts', import.meta.url));
      execFileSync(process.execPath, [
        tool,
        '--layout',
        layout,
        '--orders',
        '40',
        '--seed',
        '3',
        '--until',
        '2026-11-20T04:00:00Z',
        '--out',
        out,
      ]);
      const text = readFileSync(out, 'utf8');
      rmSync(out);
      expect(await imported(text, { shop: layout }), layout).toMatchObject({ state: 'DONE', taken: 40, refused: 0 });
    }
  });
});
