import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { msgDigest } from '../src/systems/sf/digest.ts';
import { eventually, openOutside, type Outside } from './open-outside.ts';
import { createQimenOrder } from './qimen-order.ts';

let outside: Outside;

beforeEach(async () => {
  // 48 hours on the road pass in about a second.
  outside = await openOutside({ speed: 200_000 });
  outside.listener.answer = () => ({ status: 200, body: '{"return_code":"0000","return_msg":"成功"}' });
  await outside.command('sf', 'settings', { failShare: 0 });
});
afterEach(() => outside.close());

const envelope = z.object({ apiResultCode: z.string(), apiResultData: z.string().nullable() });
const result = z.object({ success: z.boolean(), errorCode: z.string(), msgData: z.record(z.string(), z.unknown()).nullable() });
const numbers = z.array(z.object({ waybillType: z.number(), waybillNo: z.string() }));

type Form = Record<string, string>;

async function send(
  serviceCode: string,
  msgData: unknown,
  change: (form: Form) => void = () => undefined,
): Promise<z.infer<typeof envelope>> {
  const [carrier] = outside.world.carriers;
  const text = typeof msgData === 'string' ? msgData : JSON.stringify(msgData);
  const timestamp = String(Date.now());
  const form: Form = {
    partnerID: carrier?.partnerId ?? '',
    requestID: randomUUID(),
    serviceCode,
    timestamp,
    msgData: text,
    msgDigest: msgDigest(text, timestamp, carrier?.checkword ?? ''),
  };
  change(form);
  const answer = await fetch(`${outside.base}/sf/std/service`, { method: 'POST', body: new URLSearchParams(form) });
  expect(answer.status).toBe(200);
  return envelope.parse(await answer.json());
}

async function call(serviceCode: string, msgData: unknown): Promise<z.infer<typeof result>> {
  const answer = await send(serviceCode, msgData);
  expect(answer.apiResultCode).toBe('A1000');
  return result.parse(JSON.parse(answer.apiResultData ?? ''));
}

const order = (orderId: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  language: 'zh-CN',
  orderId,
  expressTypeId: 1,
  payMethod: 1,
  monthlyCard: '7551234567',
  cargoDetails: [{ name: '茶叶', count: 1 }],
  contactInfoList: [
    {
      contactType: 1,
      contact: '周会',
      mobile: '05718888',
      country: 'CN',
      province: '浙江省',
      city: '杭州市',
      county: '滨江区',
      address: '江南大道1号',
    },
    {
      contactType: 2,
      contact: '王小茶',
      mobile: '13800001111',
      country: 'CN',
      province: '广东省',
      city: '广州市',
      county: '天河区',
      address: '天河路1号',
    },
  ],
  ...more,
});

const create = (orderId: string, more: Readonly<Record<string, unknown>> = {}): Promise<z.infer<typeof result>> =>
  call('EXP_RECE_CREATE_ORDER', order(orderId, more));
const numbersOf = (answer: z.infer<typeof result>): readonly string[] =>
  numbers.parse(answer.msgData?.['waybillNoInfoList']).map((entry) => entry.waybillNo);

function handOver(trackingNumber: string, deliveryOrderCode: string): void {
  outside.sandbox.context.bus.emit('handed-over', {
    carrier: 'SF',
    trackingNumber,
    warehouseId: 'WH-HZ',
    deliveryOrderCode,
    at: Date.now(),
  });
}

const routeBody = z.object({
  Body: z.object({
    WaybillRoute: z.array(
      z.object({ mailno: z.string(), orderid: z.string(), opCode: z.string(), id: z.string(), acceptTime: z.string() }),
    ),
  }),
});
const heardRoutes = (): readonly { readonly mailno: string; readonly opCode: string; readonly id: string; readonly orderid: string }[] =>
  outside.listener.heard
    .filter((heard) => heard.path.startsWith('/hooks/sf'))
    .flatMap((heard) => routeBody.parse(JSON.parse(heard.body)).Body.WaybillRoute);

describe('the gateway', () => {
  it.each<[string, string, (form: Form) => void]>([
    [
      'a wrong digest',
      'A1006',
      (form) => {
        form['msgDigest'] = 'oPQRa0Z5QU9z+EUbGQoMOQ==';
      },
    ],
    [
      'a message changed after signing',
      'A1006',
      (form) => {
        form['msgData'] = `${form['msgData'] ?? ''} `;
      },
    ],
    [
      'an unknown partner',
      'A1004',
      (form) => {
        form['partnerID'] = 'NOBODY';
      },
    ],
    [
      'a missing requestID',
      'A1001',
      (form) => {
        delete form['requestID'];
      },
    ],
    [
      'digest and token together',
      'A1001',
      (form) => {
        form['accessToken'] = 'x';
      },
    ],
    [
      'an unknown service',
      'A1004',
      (form) => {
        form['serviceCode'] = 'EXP_RECE_NOTHING';
      },
    ],
  ])('refuses %s', async (_, code, change) => {
    expect((await send('EXP_RECE_CREATE_ORDER', order('A1'), change)).apiResultCode).toBe(code);
    expect((await call('EXP_RECE_SEARCH_ORDER_RESP', { orderId: 'A1' })).errorCode).toBe('8018');
  });

  it('refuses an old timestamp and a repeated requestID', async () => {
    const [carrier] = outside.world.carriers;
    const old = '1767225600000';
    const aged = await send('EXP_RECE_SEARCH_ROUTES', '{}', (form) => {
      form['timestamp'] = old;
      form['msgDigest'] = msgDigest('{}', old, carrier?.checkword ?? '');
    });
    expect(aged.apiResultCode).toBe('A1002');
    const same = (form: Form): void => {
      form['requestID'] = 'fixed';
    };
    expect((await send('EXP_RECE_CREATE_ORDER', order('A2'), same)).apiResultCode).toBe('A1000');
    expect((await send('EXP_RECE_CREATE_ORDER', order('A2'), same)).apiResultCode).toBe('A1007');
  });
});

describe('orders', () => {
  it('gives the first waybill again when an orderId is re-used', async () => {
    const first = await create('B1');
    expect(first).toMatchObject({ success: true, errorCode: 'S0000', msgData: { filterResult: 2, originCode: '571', destCode: '20' } });
    expect(numbersOf(await create('B1'))).toEqual(numbersOf(first));
    expect(await outside.state('sf')).toMatchObject({ orders: 1, waybills: 1 });
  });

  it('answers 8016 instead for the accounts that are set so', async () => {
    await outside.command('sf', 'settings', { reuse: '8016' });
    await create('B2');
    expect(await create('B2')).toMatchObject({ success: false, errorCode: '8016', msgData: null });
  });

  it('keeps the order although its answer was lost', async () => {
    await outside.misbehave({ system: 'sf', operation: 'EXP_RECE_CREATE_ORDER', kind: 'lose-answer', next: 1 });
    await expect(create('B3')).rejects.toThrow();
    expect(await outside.state('sf')).toMatchObject({ orders: 1 });
    expect((await create('B3')).success).toBe(true);
    expect(await outside.state('sf')).toMatchObject({ orders: 1, waybills: 1 });
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['no receiver', { contactInfoList: [] }],
    ['no cargo', { cargoDetails: [] }],
    ['a strange monthly card', { monthlyCard: '1' }],
    ['more than 307 parcels', { parcelQty: 308 }],
  ])('refuses %s', async (_, more) => {
    expect((await create('B4', more)).success).toBe(false);
    expect(await outside.state('sf')).toMatchObject({ orders: 0 });
  });

  it('gives a parent and children for several parcels, and more on request', async () => {
    const answer = await create('B5', { parcelQty: 3 });
    expect(numbers.parse(answer.msgData?.['waybillNoInfoList']).map((entry) => entry.waybillType)).toEqual([1, 2, 2]);
    const more = await call('EXP_RECE_GET_SUB_MAILNO', { orderId: 'B5', parcelQty: 2 });
    expect(new Set([...numbersOf(answer), ...numbersOf(more)]).size).toBe(5);
  });

  it('cancels once, and not after it collected the parcel', async () => {
    await create('B6');
    expect((await call('EXP_RECE_UPDATE_ORDER', { orderId: 'B6', dealType: 2 })).success).toBe(true);
    expect((await call('EXP_RECE_UPDATE_ORDER', { orderId: 'B6', dealType: 2 })).errorCode).toBe('8037');
    const [number = ''] = numbersOf(await create('B7'));
    handOver(number, 'B7');
    await outside.command('sf', 'move', { number });
    expect((await call('EXP_RECE_UPDATE_ORDER', { orderId: 'B7', dealType: 2 })).errorCode).toBe('8252');
  });

  it('does not deliver to where it does not go', async () => {
    await outside.command('sf', 'settings', { unreachable: ['天河路'] });
    expect(await create('B8')).toMatchObject({ msgData: { filterResult: 3, waybillNoInfoList: [] } });
  });
});

describe('the road', () => {
  it('pushes every node once or more until signed, and answers the same by query', async () => {
    const [number = ''] = numbersOf(await create('C1'));
    handOver(number, 'C1');
    await eventually(() => expect(new Set(heardRoutes().map((route) => route.opCode))).toContain('80'), 10_000);
    const query = await call('EXP_RECE_SEARCH_ROUTES', { trackingType: 1, trackingNumber: [number], methodType: 1 });
    const routes = z
      .array(z.object({ mailNo: z.string(), routes: z.array(z.object({ opCode: z.string(), acceptTime: z.string() })) }))
      .parse(query.msgData?.['routeResps']);
    const codes = routes[0]?.routes.map((route) => route.opCode) ?? [];
    expect(['50', '54']).toContain(codes[0]);
    expect(codes.slice(1, 3)).toEqual(['30', '36']);
    expect(codes.slice(-2)).toEqual(['204', '80']);
    await eventually(() => expect(new Set(heardRoutes().map((route) => route.id)).size).toBe(codes.length));
    expect(new Set(heardRoutes().map((route) => `${route.mailno}|${route.orderid}`))).toEqual(new Set([`${number}|C1`]));
  });

  it('repeats a push that was not acknowledged', async () => {
    let refused = 0;
    outside.listener.answer = () => {
      refused += 1;
      return { status: 200, body: refused <= 2 ? '{"return_code":"1000","return_msg":"失败"}' : '{"return_code":"0000"}' };
    };
    await outside.command('sf', 'settings', { repeatShare: 0, lateShare: 0 });
    const [number = ''] = numbersOf(await create('C2'));
    handOver(number, 'C2');
    await outside.command('sf', 'move', { number });
    await eventually(() => expect(heardRoutes().filter((route) => ['50', '54'].includes(route.opCode)).length).toBe(3));
  });

  it('lets a parcel wait whose number nobody announced, and moves it once the hub names the number', async () => {
    handOver('SF6000000000010', 'D1');
    expect(await outside.state('sf')).toMatchObject({ unannounced: [{ number: 'SF6000000000010' }], moving: 0 });
    const answer = await create('HUB-D1', { isGenWaybillNo: 0, waybillNoInfoList: [{ waybillType: 1, waybillNo: 'SF6000000000010' }] });
    expect(numbersOf(answer)).toEqual(['SF6000000000010']);
    expect(await outside.state('sf')).toMatchObject({ unannounced: [], waybills: 1 });
    await eventually(() => expect(heardRoutes().map((route) => route.mailno)).toContain('SF6000000000010'));
  });

  it('finds the waiting parcel by its reference too, and one that comes after the order', async () => {
    handOver('SF6000000000020', 'D2');
    expect(numbersOf(await create('D2'))).toEqual(['SF6000000000020']);
    handOver('SF6000000000021', 'D2');
    expect(await outside.state('sf')).toMatchObject({ unannounced: [], waybills: 2, orders: 1 });
  });

  it('lets the hub take over, under its own order id, the number that a warehouse fetched', async () => {
    for (const [code, more] of [
      ['D5', { waybillNoInfoList: [] }],
      ['D6', { custReferenceNo: 'D6' }],
    ] as const) {
      await createQimenOrder(outside, code);
      await outside.command('qimen', 'ship-now', { code });
      const shipped = z
        .object({ parcels: z.array(z.object({ expressCode: z.string() })) })
        .parse(await outside.command('qimen', 'order', { code }));
      const expected = shipped.parcels.map((parcel) => parcel.expressCode);
      const given = code === 'D5' ? { waybillNoInfoList: expected.map((waybillNo) => ({ waybillNo })) } : more;
      expect(numbersOf(await create(`HUB/${code}`, given))).toEqual(expected);
      expect(await outside.command('sf', 'waybill', { number: expected[0] })).toMatchObject({ orderId: `HUB/${code}` });
    }
    expect(await outside.state('sf')).toMatchObject({ idle: [], unannounced: [] });
  });

  it('refuses a number that belongs to another order', async () => {
    const [number = ''] = numbersOf(await create('D3'));
    expect((await create('D4', { waybillNoInfoList: [{ waybillNo: number }] })).errorCode).toBe('8017');
  });
});

describe('route queries', () => {
  it('refuses more than ten numbers', async () => {
    const trackingNumber = Array.from({ length: 11 }, (_, index) => `SF${index}`);
    expect((await call('EXP_RECE_SEARCH_ROUTES', { trackingType: 1, trackingNumber })).errorCode).toBe('8003');
  });

  it('shows a parcel that a warehouse announced only to who knows the phone, until the hub takes it over', async () => {
    const wms = await openWarehouseParcel();
    const ask = async (more: Readonly<Record<string, string>>): Promise<number> => {
      const answer = await call('EXP_RECE_SEARCH_ROUTES', { trackingType: 1, trackingNumber: [wms], ...more });
      return z.array(z.object({ routes: z.array(z.unknown()) })).parse(answer.msgData?.['routeResps'])[0]?.routes.length ?? 0;
    };
    expect(await ask({})).toBe(0);
    expect(await ask({ checkPhoneNo: '1111' })).toBeGreaterThan(0);
    await create('E1');
    expect(await ask({})).toBeGreaterThan(0);
  });

  /** A number that the warehouse fetched itself, with its first node. */
  async function openWarehouseParcel(): Promise<string> {
    await createQimenOrder(outside, 'E1');
    await outside.command('qimen', 'ship-now', { code: 'E1' });
    const shipped = z
      .object({ parcels: z.array(z.object({ expressCode: z.string() })) })
      .parse(await outside.command('qimen', 'order', { code: 'E1' }));
    const number = shipped.parcels[0]?.expressCode ?? '';
    await outside.command('sf', 'move', { number });
    return number;
  }
});
