import { describe, expect, it } from 'vitest';
import { createPushIntake, type PushStore } from './accept-push.ts';
import type { Shop } from './ports.ts';

const shop = { id: 'dy-main', system: 'douyin' } as Shop;
const at = new Date(0);

type Save = (batch: Parameters<PushStore['save']>[0]) => Promise<ReadonlySet<string>>;

function intakeOver(save: Save): (msgId: string, bytes?: number) => Promise<string> {
  const intake = createPushIntake({
    store: { save: async (batch) => ({ clashes: await save(batch), woken: [] }), sawPushes: () => Promise.resolve() },
    wake: () => undefined,
    onTrouble: () => undefined,
  });
  return (msgId, bytes = 1) => {
    const push = {
      kind: 'push',
      operation: 'order',
      contentType: 'application/json',
      messages: [{ key: msgId, digest: Buffer.from(msgId), wakes: [] }],
    } as unknown;
    return intake
      .take(shop, push as Parameters<typeof intake.take>[1], Buffer.alloc(bytes), at)
      .catch((error: unknown) => (error as Error).name);
  };
}

describe('pushes that are saved together', () => {
  it('are saved one without the other where one of them cannot be', async () => {
    const saved: number[] = [];
    const take = intakeOver((batch) => {
      if (batch.messages.some(({ key }) => key === 'bad')) return Promise.reject(Object.assign(new Error('NUL'), { code: '22021' }));
      saved.push(batch.messages.length);
      return Promise.resolve(new Set());
    });
    await take('first');
    expect(await Promise.all(['a', 'b', 'bad', 'c'].map((id) => take(id)))).toEqual(['taken', 'taken', 'Error', 'taken']);
    expect(saved).toEqual([1, 2, 1]);
  });

  it('all wait for their platforms to come again while the database is away', async () => {
    let tries = 0;
    const take = intakeOver(() => {
      tries += 1;
      return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    });
    await take('first');
    expect(await Promise.all(['a', 'b', 'c'].map((id) => take(id)))).toEqual(['Error', 'Error', 'Error']);
    expect(tries).toBe(2);
  });

  it('are refused while too many bytes wait, and taken again afterwards', async () => {
    let answer: (clashes: ReadonlySet<string>) => void = () => undefined;
    const take = intakeOver(() => new Promise((resolve) => (answer = resolve)));
    const large = 100 * 1024 * 1024;
    const first = take('first');
    await new Promise((resolve) => setTimeout(resolve, 10));
    const waiting = ['a', 'b', 'c'].map((id) => take(id, large));
    expect(await take('d')).toBe('DoorCrowded');
    answer(new Set());
    expect(await first).toBe('taken');
    await new Promise((resolve) => setTimeout(resolve, 60));
    answer(new Set());
    expect(await Promise.all(waiting)).toEqual(['taken', 'taken', 'taken']);
  });
});
