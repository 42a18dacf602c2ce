import { eventCatalogue, type EventBody, type EventType, type HubEvent } from '@orderloom/contracts';
import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { createRawArchive, rawArchiveMigrations } from '@orderloom/raw-archive';
import { createOutboundHttp, openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase, startOutsideWorld, type OutsideWorld } from '@orderloom/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planVouchers, priceWaiting, rememberMoney } from '../src/application/plan-vouchers.ts';
import type { FinanceDeps } from '../src/application/ports.ts';
import { postVouchers } from '../src/application/post-vouchers.ts';
import { retryVoucher } from '../src/application/retry-voucher.ts';
import { financeDeployment } from '../src/env.ts';
import { createKingdeeClient } from '../src/erp/kingdee/client.ts';
import { kingdeeErp } from '../src/erp/kingdee/erp.ts';
import { voucherStore } from '../src/persistence/voucher-store.ts';

const DEADLINE_MS = 1_500;
const deploymentFile = fileURLToPath(new URL('../../../tools/demo/deployment.json', import.meta.url));

let world: OutsideWorld;
let database: Database;
let deps: FinanceDeps;
let clock: Date;
let serial = 0;

beforeAll(async () => {
  world = await startOutsideWorld();
  database = await openDatabase({
    url: await freshDatabase('finance'),
    poolSize: 6,
    applicationName: 'finance-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  const filled = join(mkdtempSync(join(tmpdir(), 'orderloom-finance-')), 'deployment.json');
  writeFileSync(filled, readFileSync(deploymentFile, 'utf8').replaceAll('{sandbox}', world.base));
  const { erp } = financeDeployment(filled);
  const http = createOutboundHttp({ system: 'kingdee', deadlineMs: DEADLINE_MS });
  deps = {
    pool: database.pool,
    outbox: createOutbox({ source: 'finance-reconciliation', now: () => clock, wake: () => undefined }),
    archive: createRawArchive({ pool: database.pool, masterKey: randomBytes(32), context: 'finance', allowed: new Set() }),
    erp: kingdeeErp(createKingdeeClient(http, erp), erp),
    accounts: { ...erp.accounts, taxRatePercent: erp.taxRatePercent },
    vouchers: voucherStore,
    now: () => clock,
  };
}, 90_000);
afterAll(async () => {
  world.stop();
  await database.close();
});
beforeEach(() => {
  clock = new Date();
});

function fact<T extends EventType>(type: T, orderId: string, json: Record<string, unknown>): HubEvent<T> {
  const data = eventCatalogue[type].fromJSON(json) as EventBody<T>;
  return {
    id: randomUUID(),
    type,
    aggregateId: orderId,
    aggregateVersion: 0,
    orderId,
    system: 'hub',
    actor: 'spec',
    occurredAt: clock,
    receivedAt: clock,
    recordedAt: clock,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data,
  };
}

/** An order that was paid and left its warehouse: its voucher is priced and due. */
async function shippedOrder(outBizCode = 'OUT-1'): Promise<string> {
  serial += 1;
  const orderId = `DY20261122-${String(serial).padStart(5, '0')}`;
  const outbound = fact('hub.fulfilment.outbound.v1', orderId, {
    orderId,
    fulfilmentOrderId: `${orderId}-1`,
    outBizCode,
    outboundAt: clock.toISOString(),
    lines: [{ lineNo: '1', sku: 'TEA', planned: 2, shipped: 2 }],
  });
  await inTransaction(deps.pool, (tx) => planVouchers(deps, tx, [outbound]));
  const placed = fact('hub.order.placed.v1', orderId, {
    orderId,
    paidAmount: { minor: '26800', currency: 'CNY' },
    lines: [{ lineNo: '1', sku: 'TEA', quantity: 2, paidShare: { minor: '26800', currency: 'CNY' } }],
  });
  await inTransaction(deps.pool, (tx) => rememberMoney(deps, tx, [placed]));
  await priceWaiting(deps, 500);
  return orderId;
}

const later = (seconds: number): void => {
  clock = new Date(clock.getTime() + seconds * 1_000);
};
const stateOf = async (orderId: string): Promise<readonly string[]> =>
  (await database.pool.query<{ state: string }>('select state from voucher where order_id = $1', [orderId])).rows.map((row) => row.state);
const told = async (orderId: string): Promise<readonly string[]> =>
  (await database.pool.query<{ type: string }>('select type from outbox_event where order_id = $1', [orderId])).rows.map((row) => row.type);
const booked = async (orderId: string): Promise<number> =>
  (await world.ledger('kingdee', 'bill')).filter((entry) => JSON.stringify(entry).includes(orderId)).length;

/** Lets the clock run and the lane work until the voucher is settled. */
async function settle(orderId: string): Promise<void> {
  for (let turn = 0; turn < 8 && !(await stateOf(orderId)).includes('POSTED'); turn += 1) {
    later(90);
    await postVouchers(deps);
  }
}

describe('posting vouchers (FIN-01)', () => {
  it('books a shipment once, whatever comes twice', async () => {
    const orderId = await shippedOrder();
    const again = fact('hub.fulfilment.outbound.v1', orderId, {
      orderId,
      fulfilmentOrderId: `${orderId}-1`,
      outBizCode: 'OUT-1',
      lines: [{ lineNo: '1', shipped: 2 }],
    });
    await inTransaction(deps.pool, (tx) => planVouchers(deps, tx, [again, again]));
    await Promise.all([postVouchers(deps), postVouchers(deps)]);
    await settle(orderId);
    expect([await stateOf(orderId), await booked(orderId), await told(orderId)]).toEqual([
      ['POSTED'],
      1,
      ['hub.finance.voucher-posted.v1'],
    ]);
  });

  it('finds a voucher whose answer was lost, instead of booking it again', async () => {
    const orderId = await shippedOrder();
    await world.misbehave({ system: 'kingdee', operation: 'BatchSave', kind: 'lose-answer', next: 1 });
    await postVouchers(deps);
    expect([await stateOf(orderId), await booked(orderId)]).toEqual([['SENDING'], 1]);
    await settle(orderId);
    expect([await stateOf(orderId), await booked(orderId)]).toEqual([['POSTED'], 1]);
  });

  it('books once although the ledger finishes after the deadline: it does not look too soon', async () => {
    const orderId = await shippedOrder();
    await world.misbehave({ system: 'kingdee', operation: 'BatchSave', kind: 'slow', next: 1, ms: DEADLINE_MS * 2 });
    for (let turn = 0; turn < 4; turn += 1) {
      await postVouchers(deps);
      later(2);
    }
    await pause(DEADLINE_MS * 2);
    await settle(orderId);
    expect([await stateOf(orderId), await booked(orderId)]).toEqual([['POSTED'], 1]);
  });

  it.each(['before the call', 'after the call'])('books once when the process was killed %s', async (moment) => {
    const orderId = await shippedOrder();
    const { rows } = await database.pool.query<{ bill_no: string }>(
      "update voucher set state = 'SENDING', attempts = 1, next_try_at = $2 where order_id = $1 returning *",
      [orderId, new Date(clock.getTime() + 20_000)],
    );
    if (moment === 'after the call') {
      const [voucher] = rows;
      const entries =
        (
          await database.pool.query<{ entries: { debit: string; credit: string; account: string; role: 'RECEIVABLE' }[] }>(
            'select entries from voucher where order_id = $1',
            [orderId],
          )
        ).rows[0]?.entries ?? [];
      await deps.erp.post([
        {
          billNo: voucher?.bill_no ?? '',
          orderId,
          outboundAt: clock,
          entries: entries.map((entry) => ({ ...entry, debit: BigInt(entry.debit), credit: BigInt(entry.credit) })),
        },
      ]);
    }
    await settle(orderId);
    expect([await stateOf(orderId), await booked(orderId)]).toEqual([['POSTED'], 1]);
  });

  it('asks again after a fault of the ledger itself, which says nothing about the voucher', async () => {
    const orderId = await shippedOrder();
    await world.misbehave({ system: 'kingdee', operation: 'BatchSave', kind: 'business-error', next: 1 });
    await postVouchers(deps);
    expect(await stateOf(orderId)).toEqual(['SENDING']);
    await settle(orderId);
    expect([await stateOf(orderId), await booked(orderId)]).toEqual([['POSTED'], 1]);
  });

  it('rests while the ledger is away: a turn without progress says so', async () => {
    await shippedOrder();
    await world.misbehave({ system: 'kingdee', operation: 'BatchSave', kind: 'http-500', next: 1 });
    expect(await postVouchers(deps)).toBe(0);
    later(90);
    expect(await postVouchers(deps)).toBe(1);
  });

  it('keeps two confirmations apart that differ only in a sign that the ledger does not take', async () => {
    const orderId = await shippedOrder('A/1');
    const other = fact('hub.fulfilment.outbound.v1', orderId, {
      orderId,
      fulfilmentOrderId: `${orderId}-1`,
      outBizCode: 'A.1',
      lines: [{ lineNo: '1', shipped: 0 }],
    });
    await inTransaction(deps.pool, (tx) => planVouchers(deps, tx, [other]));
    expect(await stateOf(orderId)).toHaveLength(2);
    await settle(orderId);
  });

  it('asks the ledger again for a refused voucher when finance says so, once however often it is said', async () => {
    const orderId = await shippedOrder();
    await database.pool.query("update voucher set state = 'REFUSED', attempts = 1, refusal = 'period closed' where order_id = $1", [
      orderId,
    ]);
    const { rows } = await database.pool.query<{ id: string }>('select id from voucher where order_id = $1', [orderId]);
    const retry = retryVoucher(deps, () => undefined);
    const said = await Promise.all(['lin', 'wang', 'lin'].map((account) => retry({ id: rows[0]?.id ?? '', account })));
    expect(said.filter(Boolean)).toHaveLength(1);
    expect(await told(orderId)).toEqual(['hub.finance.audit-recorded.v1']);
    await settle(orderId);
    expect([await stateOf(orderId), await booked(orderId)]).toEqual([['POSTED'], 1]);
    expect(await retry({ id: rows[0]?.id ?? '', account: 'lin' })).toBe(false);
    expect(await retry({ id: 'no id', account: 'lin' })).toBe(false);
  });
});
