import { describe, expect, it } from 'vitest';
import type { ReceivedPush } from './accept-push.ts';
import { sortOut } from './sort-out-pushes.ts';

const receivedAt = new Date(0);
const wakeOf = (platformNo: string, hint = {}) => ({ kind: 'ORDER' as const, platformNo, hint });

function push(id: string, ...messages: readonly { key: string; says: string; orderNo: string; hint?: object }[]): ReceivedPush {
  return {
    shopId: 'shop',
    traceparent: '',
    body: {
      id,
      direction: 'IN',
      system: 'douyin',
      operation: 'push',
      contentType: '',
      body: Buffer.alloc(0),
      receivedAt,
      subject: '',
    },
    messages: messages.map(({ key, says, orderNo, hint }) => ({ key, digest: Buffer.from(says), wakes: [wakeOf(orderNo, hint)] })),
  };
}

describe('pushes that came together', () => {
  it('are each taken once: a message that came twice brings neither a body nor a wake-up of its own', () => {
    const batch = sortOut([push('a', { key: '1', says: 'x', orderNo: '7' }), push('b', { key: '1', says: 'x', orderNo: '7' })]);
    expect(batch.bodies.map(({ id }) => id)).toEqual(['a']);
    expect(batch.messages).toHaveLength(1);
    expect(batch.wakes).toHaveLength(1);
    expect(batch.clashes.size).toBe(0);
  });

  it('refuse the one whose message id came with another content, whole, and keep the others', () => {
    const batch = sortOut([
      push('a', { key: '1', says: 'x', orderNo: '7' }),
      push('b', { key: '2', says: 'y', orderNo: '8' }, { key: '1', says: 'z', orderNo: '9' }),
      push('c', { key: '3', says: 'y', orderNo: '8' }),
    ]);
    expect([...batch.clashes]).toEqual(['b']);
    expect(batch.bodies.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(batch.messages.map(({ key, bodyId }) => `${key} ${bodyId}`)).toEqual(['1 a', '3 c']);
  });

  it('refuse a push that contradicts itself', () => {
    const batch = sortOut([push('a', { key: '1', says: 'x', orderNo: '7' }, { key: '1', says: 'y', orderNo: '7' })]);
    expect([...batch.clashes]).toEqual(['a']);
    expect(batch.messages).toEqual([]);
  });

  it('tell of each wake-up when its own push came', () => {
    const at = (receivedAt: Date, one: ReceivedPush): ReceivedPush => ({ ...one, body: { ...one.body, receivedAt } });
    const { wakes } = sortOut([
      push('a', { key: '1', says: 'x', orderNo: '7' }),
      at(new Date(400), push('b', { key: '2', says: 'y', orderNo: '8' })),
    ]);
    expect(wakes.map((wake) => [wake.platformNo, wake.receivedAt.getTime()])).toEqual([
      ['7', 0],
      ['8', 400],
    ]);
  });

  it('tell every wake-up of an order what all of them said', () => {
    const { wakes } = sortOut([
      push('a', { key: '1', says: 'x', orderNo: '7', hint: { status: '6' } }),
      push('b', { key: '2', says: 'y', orderNo: '7', hint: { amount: '100' } }),
    ]);
    expect(wakes.map(({ message, hint }) => ({ message, hint }))).toEqual([
      { message: 0, hint: { status: '6', amount: '100' } },
      { message: 1, hint: { status: '6', amount: '100' } },
    ]);
  });
});
