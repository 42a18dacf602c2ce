import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qimenSign } from '../src/systems/qimen-wms/sign.ts';
import { child, children, parseXml, textOf, type XmlElement } from '../src/systems/qimen-wms/xml.ts';
import { eventually, type Heard, openOutside, type Outside } from './open-outside.ts';
import { callQimen, orderXml, type Wish } from './qimen-order.ts';

// 50 minutes from order to outbound pass in 50 ms.
const speed = 60_000;
let outside: Outside;

beforeEach(async () => {
  outside = await openOutside({ speed });
  outside.listener.answer = () => ({ status: 200, body: '<response><flag>success</flag></response>' });
});
afterEach(() => outside.close());

const call = (method: string, body: string, change?: (query: URLSearchParams) => void): Promise<XmlElement> =>
  callQimen(outside, method, body, change);
const create = (wish: Wish): Promise<XmlElement> => call('deliveryorder.create', `<request>${orderXml(wish)}</request>`);
const cancel = (code: string): Promise<XmlElement> =>
  call('order.cancel', `<request><warehouseCode>WH-HZ</warehouseCode><orderCode>${code}</orderCode></request>`);

const pushed = (method: string): readonly Heard[] =>
  outside.listener.heard.filter((heard) => heard.query.get('method') === `taobao.qimen.${method}`);
const confirmsOf = (code: string): readonly XmlElement[] =>
  pushed('deliveryorder.confirm')
    .map((heard) => parseXml(heard.body))
    .filter((root) => textOf(root, 'deliveryOrder', 'deliveryOrderCode') === code);

async function stockOf(sku: string, warehouse = 'WH-HZ'): Promise<{ readonly quantity: number; readonly lock: number }> {
  const answer = await call(
    'stock.query',
    `<request><page>1</page><pageSize>100</pageSize><warehouseCode>${warehouse}</warehouseCode><inventoryType>ZP</inventoryType><itemCode>${sku}</itemCode></request>`,
  );
  const [item] = children(child(answer, 'items'), 'item');
  return { quantity: Number(textOf(item, 'quantity')), lock: Number(textOf(item, 'lockQuantity')) };
}

describe('the door', () => {
  it.each<[string, (query: URLSearchParams) => void]>([
    ['a wrong sign', (query) => query.set('sign', 'B139A9C3868642BFE9955B163CAB7743')],
    ['a changed parameter', (query) => query.set('customerId', 'c0002')],
    ['an extra parameter', (query) => query.set('targetAppKey', '1')],
    ['no sign', (query) => query.delete('sign')],
  ])('refuses %s', async (_, change) => {
    expect(textOf(await call('deliveryorder.create', `<request>${orderXml({ code: 'A1' })}</request>`, change), 'flag')).toBe('failure');
  });

  it('refuses a timestamp of yesterday though the sign is right', async () => {
    const answer = await call('stock.query', '<request/>', (query) => {
      query.set('timestamp', '2026-01-01 08:00:00');
      query.set('sign', qimenSign(query, '<request/>', outside.world.wms.secret));
    });
    expect([textOf(answer, 'flag'), textOf(answer, 'code')]).toEqual(['failure', 'S001']);
  });

  it('refuses broken XML and unknown methods', async () => {
    expect(textOf(await call('deliveryorder.create', '<request><a></request>'), 'code')).toBe('S003');
    expect(textOf(await call('deliveryorder.destroy', '<request/>'), 'code')).toBe('S002');
  });
});

describe('taking orders', () => {
  it.each<[string, Wish, string]>([
    ['an unknown warehouse', { code: 'B1', warehouse: 'OTHER' }, 'S005'],
    ['an unknown item', { code: 'B2', item: 'TEA-NONE' }, 'S007'],
    ['a quantity of zero', { code: 'B3', quantity: '0' }, 'S008'],
    ['a receiver without mobile', { code: 'B4', mobile: '' }, 'S004'],
  ])('refuses %s', async (_, wish, code) => {
    const answer = await create(wish);
    expect([textOf(answer, 'flag'), textOf(answer, 'code')]).toEqual(['failure', code]);
    expect(await outside.command('qimen', 'order', { code: wish.code })).toBeNull();
  });

  it('refuses a code that it has already and names it', async () => {
    expect(textOf(await create({ code: 'HUB-1' }), 'flag')).toBe('success');
    const again = await create({ code: 'HUB-1' });
    expect(textOf(again, 'code')).toBe('S006');
    expect(textOf(again, 'message')).toContain('HUB-1');
  });

  it('answers every order of a batch for itself', async () => {
    const answer = await call(
      'deliveryorder.batchcreate',
      `<request><orders>${['C1', 'C2', 'C1'].map((code) => `<order>${orderXml({ code })}</order>`).join('')}<order>${orderXml({ code: 'C3', quantity: '0' })}</order></orders></request>`,
    );
    expect(textOf(answer, 'flag')).toBe('success');
    expect(
      children(child(answer, 'orders'), 'order').map((row) => [textOf(row, 'deliveryOrderCode'), textOf(row, 'flag'), textOf(row, 'code')]),
    ).toEqual([
      ['C1', 'success', '0'],
      ['C2', 'success', '0'],
      ['C1', 'failure', 'S006'],
      ['C3', 'failure', 'S008'],
    ]);
  });

  it('keeps the order although its answer was lost', async () => {
    await outside.misbehave({ system: 'qimen', operation: 'deliveryorder.create', kind: 'lose-answer', next: 1 });
    await expect(create({ code: 'D1' })).rejects.toThrow();
    expect(textOf(await create({ code: 'D1' }), 'code')).toBe('S006');
  });
});

describe('the way through the building', () => {
  it('reports its steps, then the shipment, signed and with a number that SF knows', async () => {
    await create({ code: 'E1' });
    const confirm = await eventually(() => {
      const [found] = confirmsOf('E1');
      if (!found) throw new Error('no confirm yet');
      return found;
    });
    expect(
      pushed('orderprocess.report')
        .map((heard) => textOf(parseXml(heard.body), 'process', 'processStatus'))
        .sort(),
    ).toEqual(['ACCEPT', 'CHECK', 'PACKAGE', 'PICK', 'PRINT', 'WEIGH']);
    for (const { query, body } of outside.listener.heard) expect(query.get('sign')).toBe(qimenSign(query, body, outside.world.wms.secret));
    const expressCode = textOf(confirm, 'packages', 'package', 'expressCode');
    expect(await outside.command('sf', 'waybill', { number: expressCode })).toMatchObject({ orderId: 'E1' });
    expect(textOf(confirm, 'deliveryOrder', 'outBizCode')).not.toBe('');
    const again = await call('deliveryorder.query', '<request><orderCode>E1</orderCode></request>');
    expect(textOf(again, 'packages', 'package', 'expressCode')).toBe(expressCode);
  });

  it('uses the number that came with the order', async () => {
    await create({ code: 'E2', expressCode: 'SF1999999999999' });
    await outside.command('qimen', 'ship-now', { code: 'E2' });
    await eventually(() => expect(textOf(confirmsOf('E2')[0], 'packages', 'package', 'expressCode')).toBe('SF1999999999999'));
  });

  it('ships from a segment warehouse with a number that SF does not know yet', async () => {
    await create({ code: 'E3', warehouse: 'WH-TJ' });
    await outside.command('qimen', 'ship-now', { code: 'E3' });
    const number = await eventually(() => {
      const found = textOf(confirmsOf('E3')[0], 'packages', 'package', 'expressCode');
      expect(found).toMatch(/^SF6/);
      return found;
    });
    expect(await outside.command('sf', 'waybill', { number })).toBeNull();
    expect(await outside.state('sf')).toMatchObject({ unannounced: [{ number, reference: 'E3' }] });
  });

  it('repeats a confirm that was not answered with success', async () => {
    let refused = 0;
    outside.listener.answer = ({ query }) => {
      const isRefused = query.get('method') === 'taobao.qimen.deliveryorder.confirm' && refused < 2;
      if (isRefused) refused += 1;
      return { status: 200, body: `<response><flag>${isRefused ? 'failure' : 'success'}</flag></response>` };
    };
    await create({ code: 'E4' });
    await outside.command('qimen', 'ship-now', { code: 'E4' });
    await eventually(() => expect(confirmsOf('E4')).toHaveLength(3));
    expect(new Set(confirmsOf('E4').map((root) => textOf(root, 'deliveryOrder', 'outBizCode'))).size).toBe(1);
  });

  it('sends two parcels in parts with their own dedupe ids and every piece exactly once', async () => {
    await outside.command('qimen', 'settings', { twoParcelsShare: 1, inPartsShare: 1 });
    await create({ code: 'E5', quantity: '5' });
    await outside.command('qimen', 'ship-now', { code: 'E5' });
    await eventually(() => expect(confirmsOf('E5')).toHaveLength(2));
    const byType = confirmsOf('E5')
      .map((root) => [textOf(root, 'deliveryOrder', 'confirmType'), textOf(root, 'deliveryOrder', 'status')])
      .sort();
    expect(byType).toEqual([
      ['0', 'DELIVERED'],
      ['1', 'PARTDELIVERED'],
    ]);
    const pieces = confirmsOf('E5').map((root) => Number(textOf(root, 'orderLines', 'orderLine', 'actualQty')));
    expect(pieces.reduce((sum, next) => sum + next, 0)).toBe(5);
    expect(new Set(confirmsOf('E5').map((root) => textOf(root, 'deliveryOrder', 'outBizCode'))).size).toBe(2);
  });
});

describe('stopping', () => {
  beforeEach(() => outside.command('qimen', 'pause', { warehouse: 'WH-HZ' }));

  it('cancels, gives the goods back once, and agrees again when asked again', async () => {
    const before = await stockOf('TEA-LONGJING-250');
    await create({ code: 'F1', quantity: '3' });
    expect(await stockOf('TEA-LONGJING-250')).toEqual({ quantity: before.quantity - 3, lock: before.lock + 3 });
    expect(textOf(await cancel('F1'), 'flag')).toBe('success');
    expect(textOf(await cancel('F1'), 'flag')).toBe('success');
    expect(await stockOf('TEA-LONGJING-250')).toEqual(before);
    await outside.command('qimen', 'ship-now', { code: 'F1' });
    expect(await outside.command('qimen', 'order', { code: 'F1' })).toMatchObject({ stage: 'cancelled' });
  });

  it('refuses a cancel once packed', async () => {
    await create({ code: 'F2' });
    await outside.command('qimen', 'pack-now', { code: 'F2' });
    expect([textOf(await cancel('F2'), 'flag'), textOf(await cancel('F2'), 'code')]).toEqual(['failure', 'S010']);
  });

  it('refuses, or agrees and ships all the same, when told to', async () => {
    await create({ code: 'F3' });
    await create({ code: 'F4' });
    await outside.misbehave({ system: 'qimen', operation: 'order.cancel', kind: 'refuse-cancel', keys: ['F3'] });
    await outside.misbehave({ system: 'qimen', operation: 'order.cancel', kind: 'ship-after-cancel', keys: ['F4'] });
    expect(textOf(await cancel('F3'), 'flag')).toBe('failure');
    expect(textOf(await cancel('F4'), 'flag')).toBe('success');
    await outside.command('qimen', 'unpause', { warehouse: 'WH-HZ' });
    await eventually(() => expect(confirmsOf('F4')).toHaveLength(1));
    expect(await outside.state('qimen')).toMatchObject({ brokenWords: 1 });
  });

  it('does not know an order that it never took', async () => {
    expect(textOf(await cancel('NEVER'), 'code')).toBe('S009');
  });

  it('holds an order until it is let go', async () => {
    await create({ code: 'F5' });
    const pending = (action: string): Promise<XmlElement> =>
      call(
        'order.pending',
        `<request><actionType>${action}</actionType><warehouseCode>WH-HZ</warehouseCode><orderCode>F5</orderCode></request>`,
      );
    expect(textOf(await pending('pending'), 'flag')).toBe('success');
    await outside.command('qimen', 'unpause', { warehouse: 'WH-HZ' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await outside.command('qimen', 'order', { code: 'F5' })).toMatchObject({ stage: 'held' });
    await pending('restore');
    await eventually(() => expect(confirmsOf('F5')).toHaveLength(1));
  });
});

describe('stock', () => {
  it('lists every inventory type when none is named, at most a hundred rows', async () => {
    const answer = await call('stock.query', '<request><page>1</page><pageSize>100</pageSize></request>');
    const items = children(child(answer, 'items'), 'item');
    expect(items).toHaveLength(100);
    expect(new Set(items.map((item) => textOf(item, 'inventoryType')))).toEqual(new Set(['ZP', 'CC']));
    expect(textOf(await call('stock.query', '<request><page>1</page><pageSize>101</pageSize></request>'), 'flag')).toBe('failure');
  });

  it('adds its batches up to what stock.query says', async () => {
    for (const sku of ['TEA-LONGJING-250', 'CUP-CELADON', 'POT-YIXING']) {
      const answer = await call(
        'inventory.query',
        `<request><criteriaList><criteria><warehouseCode>WH-HZ</warehouseCode><ownerCode>QINGYE</ownerCode><itemCode>${sku}</itemCode><inventoryType>ZP</inventoryType></criteria></criteriaList></request>`,
      );
      const rows = children(child(answer, 'items'), 'item');
      const sum = (name: string): number => rows.reduce((total, row) => total + Number(textOf(row, name)), 0);
      const { quantity, lock } = await stockOf(sku);
      expect([sum('quantity'), sum('lockQuantity')]).toEqual([quantity, lock]);
    }
  });

  it('reports what picking did not find, and serves the order once goods came', async () => {
    await outside.command('qimen', 'set-stock', { warehouse: 'WH-HZ', sku: 'POT-YIXING', quantity: 2, silent: true });
    await outside.command('qimen', 'lose', { warehouse: 'WH-HZ', sku: 'POT-YIXING', quantity: 1 });
    await create({ code: 'G1', item: 'POT-YIXING', quantity: '2' });
    const lack = await eventually(() => {
      const [heard] = pushed('itemlack.report');
      if (!heard) throw new Error('no lack yet');
      return parseXml(heard.body);
    });
    expect([textOf(lack, 'deliveryOrderCode'), textOf(lack, 'items', 'item', 'lackQty')]).toEqual(['G1', '1']);
    expect(await stockOf('POT-YIXING')).toEqual({ quantity: 1, lock: 0 });
    expect(confirmsOf('G1')).toHaveLength(0);
    await outside.command('qimen', 'adjust', { warehouse: 'WH-HZ', sku: 'POT-YIXING', quantity: 5 });
    await eventually(() => expect(confirmsOf('G1')).toHaveLength(1));
    expect(await stockOf('POT-YIXING')).toEqual({ quantity: 4, lock: 0 });
  });

  it('tells a change with its sign and a count with its difference', async () => {
    await outside.command('qimen', 'adjust', { warehouse: 'WH-HZ', sku: 'CUP-CELADON', quantity: -4 });
    await outside.command('qimen', 'lose', { warehouse: 'WH-HZ', sku: 'TRAY-BAMBOO', quantity: 3 });
    await outside.command('qimen', 'count', { warehouse: 'WH-HZ' });
    const find = (method: string, sku: string): string | undefined =>
      pushed(method)
        .flatMap((heard) => children(child(parseXml(heard.body), 'items'), 'item'))
        .filter((item) => textOf(item, 'itemCode') === sku)
        .map((item) => textOf(item, 'quantity'))[0];
    await eventually(() => {
      expect(find('stockchange.report', 'CUP-CELADON')).toBe('-4');
      expect(find('inventory.report', 'TRAY-BAMBOO')).toBe('-3');
    });
  });

  it('learns an item and then takes orders for it', async () => {
    expect(textOf(await create({ code: 'H1', item: 'TEA-NEW' }), 'code')).toBe('S007');
    await call(
      'singleitem.synchronize',
      '<request><actionType>add</actionType><warehouseCode>WH-HZ</warehouseCode><ownerCode>QINGYE</ownerCode><item><itemCode>TEA-NEW</itemCode><itemName>新茶</itemName></item></request>',
    );
    expect(textOf(await create({ code: 'H1', item: 'TEA-NEW' }), 'flag')).toBe('success');
  });
});
