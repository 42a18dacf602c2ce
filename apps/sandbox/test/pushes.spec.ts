import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isObject, parseJson } from '../src/core/big-json.ts';
import type { JsonObject } from '../src/core/big-json.ts';
import { signEvent } from '../src/systems/douyin/sign.ts';
import { decryptMessage, signParts } from '../src/systems/wechat-shop/sign.ts';
import { object, rows } from './douyin-seller.ts';
import { eventually, openWorld } from './open-world.ts';
import type { OpenWorld, Received } from './open-world.ts';

let world: OpenWorld;

beforeEach(async () => {
  world = await openWorld({ speed: 50 });
});
afterEach(() => world.close());

const LINES = [
  { sku: 'TEA-WHITE-GIFT', quantity: 1 },
  { sku: 'CUP-CELADON', quantity: 1 },
];

async function place(channel: 'DY' | 'WX', more: object = {}): Promise<string> {
  const { orders } = await world.control<{ orders: string[] }>('/orders', { channel, lines: LINES, ...more });
  return orders[0] ?? '';
}

function messages(received: Received): readonly JsonObject[] {
  return rows(parseJson(received.body));
}

function dataOf(message: JsonObject): JsonObject {
  return object(parseJson(String(message['data'])));
}

function tags(): readonly string[] {
  return world.receiver.received.flatMap(messages).map((message) => String(message['tag']));
}

function eventsOf(received: Received): JsonObject {
  const body = parseJson(received.body);
  const text = decryptMessage(
    isObject(body) ? String(body['Encrypt']) : '',
    'c2FuZGJveHNhbmRib3hzYW5kYm94c2FuZGJveDEyMzQ',
    'wxsandbox000000001',
  );
  return object(parseJson(text ?? '{}'));
}

describe('a Douyin push', () => {
  it('is an array signed over its raw bytes, whose messages carry their data as JSON text', async () => {
    const no = await place('DY');
    await eventually(() => expect([...tags()].sort()).toEqual(['101', '110']));
    for (const one of world.receiver.received) {
      expect(one.headers['app-id']).toBe('7000000000000000001');
      expect(one.headers['event-sign']).toBe(signEvent('7000000000000000001', one.body, 'sandbox-douyin-secret'));
      for (const message of messages(one)) {
        expect(typeof message['data']).toBe('string');
        expect(dataOf(message)).toMatchObject({ p_id: no, shop_id: 10001, order_status: 2 });
      }
    }
  });

  it('writes ids now as numbers above 2^53, now as text, and never loses a digit', async () => {
    const { pushes } = await world.control<{ pushes: { no: string; body: string }[] }>('/mint', { channel: 'DY', count: 60, seed: 'ids' });
    const asNumber = pushes.filter(({ no, body }) => body.includes(String.raw`\"p_id\":${no}`));
    const asText = pushes.filter(({ no, body }) => body.includes(String.raw`\"p_id\":\"${no}\"`));
    expect(asNumber.length + asText.length).toBe(60);
    expect(asNumber.length).toBeGreaterThan(20);
    expect(asText.length).toBeGreaterThan(5);
  });

  it("is repeated with growing gaps until the answer is the platform's own form of yes", async () => {
    const answers = ['', '{"code":1,"msg":"busy"}', 'ok', '{"code":0,"msg":"success"}'];
    world.receiver.answerWith(() => ({ body: answers[world.receiver.received.length - 1] ?? '{"code":0,"msg":"success"}' }));
    const no = await place('DY', { pay: false });
    await eventually(() => expect(world.receiver.received).toHaveLength(4), 10_000);
    const at = world.receiver.received.map((one) => one.at);
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    // 5 s, 30 s and 120 s of the outside world: each wait is longer than the one before.
    expect(gaps).toEqual(gaps.toSorted((left, right) => left - right));
    expect(new Set(world.receiver.received.map(({ body }) => body)).size).toBe(1);
    // The last answer is on its way back when the receiver has the push.
    await eventually(async () => {
      const { entries } = await world.control<{ entries: { kind: string }[] }>(`/ledger?key=${no}`);
      expect(entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('push-'))).toEqual([
        'push-refused',
        'push-refused',
        'push-refused',
        'push-acknowledged',
      ]);
    });
  });

  it('is repeated when the answer takes longer than 2 s', async () => {
    world.receiver.answerWith(() => ({ body: '{"code":0,"msg":"success"}', afterMs: world.receiver.received.length === 1 ? 2500 : 0 }));
    await place('DY', { pay: false });
    await eventually(() => expect(world.receiver.received).toHaveLength(2));
    const [first, second] = world.receiver.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(2000);
  });

  it('comes twice, late or never on request', async () => {
    const never = await place('DY', { push: 'never', pay: false });
    const twice = await place('DY', { push: 'twice', pay: false });
    const late = await place('DY', { push: 'late', lateMs: 25_000, pay: false });
    const numbers = (): readonly unknown[] => world.receiver.received.flatMap(messages).map((message) => dataOf(message)['p_id']);
    await eventually(() => expect(numbers()).toEqual([twice, twice]));
    await eventually(() => expect(numbers()).toEqual([twice, twice, late]));
    expect(numbers()).not.toContain(never);
  });

  it('is overtaken by the next one of the same order on request', async () => {
    const no = await place('DY', { pay: false });
    await eventually(() => expect(tags()).toEqual(['100']));
    world.receiver.forget();
    await world.control('/misbehave', { system: 'douyin', operation: 'push', kind: 'push-out-of-order', next: 1 });
    await world.control(`/orders/${no}/pay`, {});
    await world.control(`/orders/${no}/refund`, {});
    await eventually(() => expect(new Set(tags())).toEqual(new Set(['101', '110', '200'])));
    expect(tags()[0]).not.toBe('101');
  });

  it('tells a refund before shipping as 200, then 201, then 206 with the cancel', async () => {
    const no = await place('DY', { push: 'normal' });
    await eventually(() => expect(tags()).toContain('110'));
    world.receiver.forget();
    await world.control(`/orders/${no}/refund`, { instant: true });
    await eventually(() => expect(tags()).toEqual(['200', '201', '206', '106']));
  });

  it('tells an address change as applied, then changed, with another cipher', async () => {
    const no = await place('DY');
    await eventually(() => expect(tags()).toContain('110'));
    world.receiver.forget();
    await world.control(`/orders/${no}/change-address`, { detail: '新地址8号', district: '330106' });
    await eventually(() => expect(tags()).toEqual(['111', '105']));
    const order = await world.control<{ receiver: { address: { detail: string; district: { name: string } } } }>(`/orders/${no}`);
    expect(order.receiver.address).toMatchObject({ detail: '新地址8号', district: { name: '西湖区' } });
    expect(world.receiver.received.map(({ body }) => body).join('')).not.toContain('新地址8号');
  });

  it('has a probe that must be acknowledged the same way', async () => {
    await world.control('/systems/douyin/probe', {});
    await eventually(() => expect(world.receiver.received.flatMap(messages)).toMatchObject([{ tag: '0', msg_id: '0' }]));
  });
});

describe('a WeChat shop callback', () => {
  it('is sealed, signed in the query, and carries the order id as a number', async () => {
    const no = await place('WX');
    await eventually(() => expect(world.receiver.received).toHaveLength(1));
    const [one] = world.receiver.received;
    if (one === undefined) throw new Error('nothing received');
    const query = new URL(one.url, 'http://receiver').searchParams;
    const encrypted = String(object(parseJson(one.body))['Encrypt']);
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    expect(query.get('signature')).toBe(signParts('sandbox-token', timestamp, nonce));
    expect(query.get('msg_signature')).toBe(signParts('sandbox-token', timestamp, nonce, encrypted));
    expect(eventsOf(one)).toMatchObject({ Event: 'channels_ec_order_pay', order_info: { order_id: no } });
    expect(one.body).not.toContain(no);
  });

  it('is repeated three times with a fresh signature, then given up', async () => {
    world.receiver.answerWith(() => ({ body: 'failure' }));
    const no = await place('WX');
    await eventually(async () => {
      const { entries } = await world.control<{ entries: { kind: string }[] }>(`/ledger?key=${no}`);
      expect(entries.map(({ kind }) => kind)).toContain('push-given-up');
    });
    expect(world.receiver.received).toHaveLength(4);
    expect(new Set(world.receiver.received.map(({ url }) => url)).size).toBe(4);
  });

  it('is minted ready to send', async () => {
    const { pushes } = await world.control<{ pushes: { no: string; url: string; headers: Record<string, string>; body: string }[] }>(
      '/mint',
      { channel: 'WX', count: 3, seed: 'm' },
    );
    expect(world.receiver.received).toHaveLength(0);
    for (const { url, headers, body } of pushes) {
      const answer = await fetch(url, { method: 'POST', headers, body });
      expect(await answer.text()).toBe('success');
    }
    expect(world.receiver.received.map((one) => object(eventsOf(one)['order_info'])['order_id'])).toEqual(pushes.map(({ no }) => no));
  });
});

describe('minted orders', () => {
  it('change at their platform when their pushes leave, those of later pushes later', async () => {
    const nos: string[] = [];
    for (const channel of ['DY', 'WX'] as const) {
      const { pushes } = await world.control<{ pushes: { no: string }[] }>('/mint', { channel, count: 2, seed: 'moments' });
      nos.push(...pushes.map(({ no }) => no));
    }
    const changed = async (): Promise<ReadonlyMap<string, number>> => {
      const { orders } = await world.control<{ orders: { no: string; updateTime: number }[] }>('/orders');
      return new Map(orders.map(({ no, updateTime }) => [no, updateTime]));
    };
    const [first, , third, last] = nos;
    await world.control('/mint/moments', {
      moments: [
        { no: third, afterMs: 60_000 },
        { no: first, afterMs: 0 },
        { no: last, afterMs: 100 },
      ],
    });
    const before = await changed();
    // Platforms tell time in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await changed()).toEqual(before);
    expect(await world.control('/mint/begin', {})).toEqual({ expected: 3 });
    await eventually(async () => {
      const after = await changed();
      expect(nos.filter((no) => after.get(no) !== before.get(no))).toEqual([first, last]);
    });
  });
});
