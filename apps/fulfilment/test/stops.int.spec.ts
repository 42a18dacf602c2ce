import { eventually } from '@orderloom/testing';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
  for (const id of ['WH-HZ', 'WH-JH']) {
    for (const sku of ['TEA-OOLONG-100', 'CUP-CELADON']) world.peers.stock.set(`${id} ${sku}`, { onHand: 500, allocated: 0 });
  }
  // The warehouses must not ship by themselves while a test decides what happens.
  await world.control('POST', '/speed', { speed: 1 });
});
afterAll(async () => {
  await world?.remove();
});

const lines = [{ lineNo: '1', sku: 'TEA-OOLONG-100', quantity: 2 }];
const newOrder = () => `DY20261122-1${String((serial += 1)).padStart(4, '0')}`;
const types = async (orderId: string) => (await world.told(orderId)).map((event) => event.type);
const accepted = async (orderId: string) => {
  await world.clear([{ orderId, lines }]);
  await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'), { timeoutMs: 20_000 });
  const { rows } = await world.pool.query('select warehouse_id from fulfilment_order where order_id = $1', [orderId]);
  return String(rows[0].warehouse_id);
};

/** A push as the WMS signs it, written from the fact sheet. */
async function push(method: string, body: string, change: { readonly secret?: string; readonly timestamp?: string } = {}): Promise<string> {
  const query: Record<string, string> = {
    method: `taobao.qimen.${method}`,
    timestamp: change.timestamp ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    format: 'xml',
    app_key: '12345678',
    v: '2.0',
    sign_method: 'md5',
    customerId: 'c0001',
  };
  const secret = change.secret ?? 'sandbox-qimen-secret';
  const text = Object.keys(query)
    .toSorted()
    .map((name) => `${name}${query[name]}`)
    .join('');
  const sign = createHash('md5').update(`${secret}${text}${body}${secret}`).digest('hex').toUpperCase();
  const response = await fetch(`${world.hooks}/qimen/qimen-main?${new URLSearchParams({ ...query, sign }).toString()}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml' },
  });
  return response.text();
}

const confirmation = (
  fulfilmentOrderId: string,
  more: { readonly outBizCode: string; readonly confirmType?: number; readonly quantity?: number; readonly expressCode?: string },
) =>
  `<?xml version="1.0" encoding="utf-8"?><request><deliveryOrder><deliveryOrderCode>${fulfilmentOrderId}</deliveryOrderCode><warehouseCode>WH-HZ</warehouseCode><orderType>JYCK</orderType><status>DELIVERED</status><outBizCode>${more.outBizCode}</outBizCode><confirmType>${more.confirmType ?? 0}</confirmType><orderConfirmTime>2026-11-22 10:00:00</orderConfirmTime></deliveryOrder><packages><package><logisticsCode>SF</logisticsCode><expressCode>${more.expressCode ?? ''}</expressCode><weight>0.5</weight><items><item><itemCode>TEA-OOLONG-100</itemCode><quantity>${more.quantity ?? 2}</quantity></item></items></package></packages><orderLines><orderLine><orderLineNo>1</orderLineNo><itemCode>TEA-OOLONG-100</itemCode><planQty>2</planQty><actualQty>${more.quantity ?? 2}</actualQty></orderLine></orderLines></request>`;

describe('stopping', () => {
  it('is confirmed by the hub itself while nothing was sent, and nothing is sent afterwards', async () => {
    const orderId = newOrder();
    world.peers.verdicts.set(orderId, 'DISPATCH_ANSWER_HELD');
    await world.clear([{ orderId, lines }]);
    await eventually(async () => expect(await world.status(orderId)).toEqual(['PLANNED']));
    await world.propose({ orderId });
    await eventually(async () => expect((await types(orderId)).at(-1)).toBe('stop-confirmed'));
    world.peers.verdicts.delete(orderId);
    expect(await world.status(orderId)).toEqual(['STOPPED']);
  });

  it('asks the warehouse before packing and is confirmed, once, however often it is proposed', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    await world.propose({ orderId });
    await eventually(async () => expect((await types(orderId)).at(-1)).toBe('stop-confirmed'));
    await world.propose({ orderId });
    await eventually(async () => expect((await types(orderId)).filter((type) => type === 'stop-confirmed')).toHaveLength(2));
    expect(await world.status(orderId)).toEqual(['STOPPED']);
    // The whole order ends: its stock is released with the order, not by us.
    expect([...world.peers.releases.keys()].filter((key) => key.includes(orderId))).toEqual([]);
  });

  it('resolves a cancel whose answer was lost', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    await world.control('POST', '/misbehave', { system: 'qimen', operation: 'order.cancel', kind: 'lose-answer', next: 1 });
    await world.propose({ orderId });
    await eventually(async () => expect(await types(orderId)).toContain('stop-confirmed'), { timeoutMs: 30_000 });
    expect(await types(orderId)).not.toContain('stop-declined');
    await world.control('DELETE', '/misbehave');
  }, 40_000);

  it('is declined when the warehouse refuses, and the goods go out', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    await world.control('POST', '/misbehave', { system: 'qimen', operation: 'order.cancel', kind: 'refuse-cancel', next: 1 });
    await world.propose({ orderId });
    await eventually(async () => expect((await types(orderId)).at(-1)).toBe('stop-declined'), { timeoutMs: 20_000 });
    await world.control('DELETE', '/misbehave');
    await push('deliveryorder.confirm', confirmation(`${orderId}-1`, { outBizCode: `OB-${orderId}` }));
    await eventually(async () => expect(await types(orderId)).toContain('outbound'));
    expect(await types(orderId)).not.toContain('conflict-raised');
  }, 30_000);

  it('takes an amended order back and sends it again under the next number', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    await world.propose({ orderId, scope: 'STOP_SCOPE_AMENDMENT' });
    await eventually(async () => expect((await types(orderId)).at(-1)).toBe('stop-confirmed'));
    await eventually(() => expect(world.peers.releases.has(`release-${orderId}-1`)).toBe(true));
    await world.clear([{ orderId, lines, token: 'moved' }]);
    await eventually(async () => expect(await world.status(orderId)).toEqual(['STOPPED', 'ACCEPTED']), { timeoutMs: 20_000 });
  }, 40_000);

  it('raises a conflict, and lets the fact stand, when the warehouse ships what it agreed to stop', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    await world.propose({ orderId });
    await eventually(async () => expect((await types(orderId)).at(-1)).toBe('stop-confirmed'));
    await push('deliveryorder.confirm', confirmation(`${orderId}-1`, { outBizCode: `OB-${orderId}`, expressCode: `SF${Date.now()}` }));
    await eventually(async () => expect(await types(orderId)).toContain('conflict-raised'));
    const told = await world.told(orderId);
    expect(told.find((event) => event.type === 'conflict-raised')?.data.kind).toBe('SHIPPED_AFTER_STOP');
    expect(told.map((event) => event.type)).toContain('outbound');
    expect(await world.status(orderId)).toEqual(['OUTBOUND']);
  });
});

describe('pushes', () => {
  it('are refused when tampered, foreign or of last week, and answered in the form of the protocol', async () => {
    expect(await push('deliveryorder.confirm', confirmation('X', { outBizCode: 'x' }), { secret: 'wrong' })).toContain(
      '<flag>failure</flag>',
    );
    expect(await push('deliveryorder.confirm', confirmation('X', { outBizCode: 'x' }), { timestamp: '2026-01-01 00:00:00' })).toContain(
      'timestamp-expired',
    );
    const { rows } = await world.pool.query(`select count(*)::int as kept from push where account = 'qimen-main' and state = 'FAILED'`);
    expect(rows[0].kept).toBe(0);
  });

  it('five confirmations of one shipment, shuffled among its steps, are one outbound and one waybill', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    const id = `${orderId}-1`;
    const step = (status: string) =>
      `<request><order><orderCode>${id}</orderCode></order><process><processStatus>${status}</processStatus><operatorCode>w7</operatorCode><operateTime>2026-11-22 09:00:00</operateTime></process></request>`;
    const confirm = () => push('deliveryorder.confirm', confirmation(id, { outBizCode: `OB-${id}` }));
    const answers = await Promise.all([
      confirm(),
      push('orderprocess.report', step('PACKAGE')),
      confirm(),
      push('orderprocess.report', step('PICK')),
      confirm(),
      confirm(),
      confirm(),
    ]);
    for (const answer of answers) expect(answer).toContain('<flag>success</flag>');
    await eventually(async () => expect(await types(orderId)).toContain('parcel-dispatched'));
    const told = await types(orderId);
    for (const type of ['outbound', 'waybill-created', 'parcel-dispatched'])
      expect(
        told.filter((one) => one === type),
        type,
      ).toHaveLength(1);
    expect(told).not.toContain('conflict-raised');
    expect(await world.status(orderId)).toEqual(['OUTBOUND']);
    const ledger = await world.control<{ entries: readonly unknown[] }>('GET', `/ledger?system=sf&key=${id}-P1`);
    expect(ledger.entries).toHaveLength(1);
  });

  it('asks SF once more after a lost answer and gets the first waybill', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    await world.control('POST', '/misbehave', { system: 'sf', operation: 'EXP_RECE_CREATE_ORDER', kind: 'lose-answer', next: 1 });
    await push('deliveryorder.confirm', confirmation(`${orderId}-1`, { outBizCode: `OB-${orderId}` }));
    await eventually(async () => expect(await types(orderId)).toContain('parcel-dispatched'), { timeoutMs: 40_000 });
    const ledger = await world.control<{ entries: readonly { kind: string }[] }>('GET', `/ledger?system=sf&key=${orderId}-1-P1`);
    expect(
      ledger.entries.filter((entry) => entry.kind === 'order'),
      JSON.stringify(ledger.entries),
    ).toHaveLength(1);
    await world.control('DELETE', '/misbehave');
  }, 60_000);

  it('raises a conflict when less left than was ordered, and waits for the rest when more is to come', async () => {
    const [less, parts] = [newOrder(), newOrder()];
    await Promise.all([accepted(less), accepted(parts)]);
    await push('deliveryorder.confirm', confirmation(`${less}-1`, { outBizCode: 'L1', quantity: 1 }));
    await push('deliveryorder.confirm', confirmation(`${parts}-1`, { outBizCode: 'P1', quantity: 1, confirmType: 1 }));
    await eventually(async () => expect(await types(less)).toContain('conflict-raised'));
    await eventually(async () => expect(await world.status(parts)).toEqual(['PARTLY_OUTBOUND']));
    await push('deliveryorder.confirm', confirmation(`${parts}-1`, { outBizCode: 'P2', quantity: 1 }));
    await eventually(async () => expect(await world.status(parts)).toEqual(['OUTBOUND']));
    expect(await types(parts)).not.toContain('conflict-raised');
    expect((await types(parts)).filter((type) => type === 'outbound')).toHaveLength(2);
  });

  it('counts a movement once and a shipment never', async () => {
    const change = (orderType: string, outBizCode: string) =>
      `<request><items><item><orderCode>R1</orderCode><orderType>${orderType}</orderType><outBizCode>${outBizCode}</outBizCode><warehouseCode>WH-HZ</warehouseCode><itemCode>TEA-OOLONG-100</itemCode><inventoryType>ZP</inventoryType><quantity>7</quantity><changeTime>2026-11-22 09:00:00</changeTime></item></items></request>`;
    await push('stockchange.report', change('CGRK', 'M1'));
    await push('stockchange.report', change('CGRK', 'M1'));
    await push('stockchange.report', change('JYCK', 'M2'));
    await eventually(async () => expect((await world.pool.query(`select 1 from push where state = 'RECEIVED'`)).rowCount).toBe(0));
    const { rows } = await world.pool.query(
      `select data::json->'items'->0->>'delta' as delta from outbox_event where type = 'hub.fulfilment.stock-moved.v1' and data like '%M%'`,
    );
    expect(rows.filter((row) => row.delta === '7')).toHaveLength(1);
  });
});

describe('a crash', () => {
  it('between the success of the WMS and our commit makes no second delivery order', async () => {
    const orderId = newOrder();
    const made = async () =>
      (await world.control<{ entries: readonly { kind: string }[] }>('GET', `/ledger?system=qimen&key=${orderId}-1`)).entries.filter(
        (entry) => entry.kind === 'delivery-order',
      );
    await world.control('POST', '/misbehave', { system: 'qimen', operation: 'deliveryorder.create', kind: 'lose-answer', next: 1 });
    await world.clear([{ orderId, lines }]);
    await eventually(async () => (await made()).length > 0, { timeoutMs: 30_000, everyMs: 5 });
    await world.kill();
    expect(await types(orderId)).not.toContain('warehouse-accepted');
    await world.start();
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'), { timeoutMs: 60_000 });
    expect(await made(), JSON.stringify(await made())).toHaveLength(1);
    expect((await types(orderId)).filter((type) => type === 'warehouse-accepted')).toHaveLength(1);
  }, 150_000);

  it('between the success of SF and our commit makes no second waybill', async () => {
    const orderId = newOrder();
    await accepted(orderId);
    const made = async () =>
      (await world.control<{ entries: readonly { kind: string }[] }>('GET', `/ledger?system=sf&key=${orderId}-1-P1`)).entries.filter(
        (entry) => entry.kind === 'order',
      );
    await world.control('POST', '/misbehave', { system: 'sf', operation: 'EXP_RECE_CREATE_ORDER', kind: 'lose-answer', next: 1 });
    await push('deliveryorder.confirm', confirmation(`${orderId}-1`, { outBizCode: `OB-${orderId}` }));
    await eventually(async () => (await made()).length > 0, { timeoutMs: 30_000, everyMs: 5 });
    await world.kill();
    await world.start();
    await eventually(async () => expect(await types(orderId)).toContain('parcel-dispatched'), { timeoutMs: 60_000 });
    expect(await made()).toHaveLength(1);
    expect((await types(orderId)).filter((type) => type === 'waybill-created')).toHaveLength(1);
  }, 150_000);
});
