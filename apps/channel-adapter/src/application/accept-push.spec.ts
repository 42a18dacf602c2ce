import { describe, expect, it } from 'vitest';
import { createPushIntake, DoorCrowded } from './accept-push.ts';
import type { PushVerdict, Shop } from './ports.ts';

const shop: Shop = {
  id: 'shop',
  channel: 'DY',
  system: 'douyin',
  name: '',
  nameEn: '',
  baseUrl: '',
  pollSeconds: 1,
  lagClass: '',
  credentials: {},
  stockCallsPerSecond: 1,
  sandbox: false,
};

function push(key: string): Extract<PushVerdict, { kind: 'push' }> {
  const messages = [{ key, digest: Buffer.from(key), wakes: [{ kind: 'ORDER' as const, platformNo: key, hint: {} }] }];
  return { kind: 'push', operation: '', contentType: '', messages, answer: { contentType: '', body: '' } };
}

describe('the intake of pushes', () => {
  it('refuses at once what would wait behind thousands, and takes the rest when the database answers again', async () => {
    const [away, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const saved: string[] = [];
    const intake = createPushIntake({
      store: {
        save: async ({ messages }) => {
          asked.resolve();
          await away.promise;
          saved.push(...messages.map(({ key }) => key));
          return new Set();
        },
        sawPushes: () => Promise.resolve(),
      },
      wake: () => undefined,
      onTrouble: () => undefined,
    });
    const take = (key: string): Promise<string> => intake.take(shop, push(key), Buffer.alloc(0), new Date());
    const first = take('0');
    await asked.promise;
    const waiting = Array.from({ length: 5_000 }, (_, index) => take(`${index + 1}`));
    await expect(take('late')).rejects.toThrow(DoorCrowded);
    away.resolve();
    expect(new Set(await Promise.all([first, ...waiting]))).toEqual(new Set(['taken']));
    expect(saved).toContain('5000');
    expect(saved).not.toContain('late');
  });
});
