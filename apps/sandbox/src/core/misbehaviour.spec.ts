import { describe, expect, it } from 'vitest';
import { createMisbehaviour, ruleSchema } from './misbehaviour.ts';

const rule = (more: object): ReturnType<typeof ruleSchema.parse> => ruleSchema.parse({ system: 'douyin', kind: 'http-500', ...more });

describe('misbehaviour', () => {
  it('falls on the same calls for the same seed, and on about the asked share', () => {
    const run = (seed: string): string[] => {
      const misbehave = createMisbehaviour();
      misbehave.add(rule({ share: 0.3, seed }));
      return Array.from({ length: 1000 }, (_, nth) => String(nth)).filter(
        (key) => misbehave.decide('douyin', 'order.orderDetail', key) !== 'none',
      );
    };
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
    expect(run('a').length).toBeGreaterThan(240);
    expect(run('a').length).toBeLessThan(360);
  });

  it('draws again when the same call is repeated', () => {
    const misbehave = createMisbehaviour();
    misbehave.add(rule({ share: 0.5 }));
    const outcomes = Array.from({ length: 50 }, () => misbehave.decide('douyin', 'x', 'one-order'));
    expect(outcomes).toContain('none');
    expect(outcomes.some((one) => one !== 'none')).toBe(true);
  });

  it('is used up after the asked number of calls, and only by calls that it fits', () => {
    const misbehave = createMisbehaviour();
    misbehave.add(rule({ operation: 'a', keys: ['1'], next: 1 }));
    expect(misbehave.decide('douyin', 'b', '1')).toBe('none');
    expect(misbehave.decide('douyin', 'a', '2')).toBe('none');
    expect(misbehave.decide('sf', 'a', '1')).toBe('none');
    expect(misbehave.decide('douyin', 'a', '1', ['slow'])).toBe('none');
    expect(misbehave.decide('douyin', 'a', '1')).toEqual({ kind: 'http-500' });
    expect(misbehave.decide('douyin', 'a', '1')).toBe('none');
  });

  it('thaws a frozen system when the rule goes', async () => {
    const misbehave = createMisbehaviour();
    const id = misbehave.add(rule({ kind: 'frozen' }));
    let thawed = false;
    const waiting = misbehave.thawed('douyin', 'x', '').then(() => {
      thawed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(thawed).toBe(false);
    misbehave.remove(id);
    await waiting;
    expect(thawed).toBe(true);
  });

  it('asks both names of a renamed field', () => {
    expect(ruleSchema.safeParse({ system: 'douyin', kind: 'rename-field', from: 'a' }).success).toBe(false);
  });
});
