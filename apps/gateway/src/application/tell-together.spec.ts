import { expect, it } from 'vitest';
import type { KeyDeed } from './partner-ports.ts';
import { tellTogether } from './tell-together.ts';

const deed = (orderId: string): KeyDeed => ({
  keyId: 'k',
  partner: 'p',
  mutation: 'placeOrder',
  orderId,
  idempotencyKey: '',
  at: new Date(),
  traceparent: '',
});

it('tells what came while it was telling in one go, and each caller when his own is told', async () => {
  const told: string[][] = [];
  const open: (() => void)[] = [];
  const tell = tellTogether((deeds) => {
    told.push(deeds.map(({ orderId }) => orderId));
    return new Promise((end) => open.push(end));
  });
  const done: string[] = [];
  const callers = ['a', 'b', 'c'].map((orderId) => tell([deed(orderId)]).then(() => done.push(orderId)));
  expect(told).toEqual([['a']]);
  open[0]?.();
  await callers[0];
  await Promise.resolve();
  expect([told, done]).toEqual([[['a'], ['b', 'c']], ['a']]);
  open[1]?.();
  await Promise.all(callers);
  expect(done).toEqual(['a', 'b', 'c']);
});

it('lets nobody act whose deed was not told of, and tells of the next ones all the same', async () => {
  let fails = true;
  const tell = tellTogether(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve()));
  const [one, two] = await Promise.allSettled([tell([deed('a')]), tell([deed('b')])]);
  expect([one?.status, two?.status]).toEqual(['rejected', 'rejected']);
  fails = false;
  await expect(tell([deed('c')])).resolves.toBeUndefined();
});
