import { describe, expect, it } from 'vitest';
import { keyText, newKeySecret } from './partner-key.ts';
import type { KeyHolder } from './partner-ports.ts';
import { keyReader } from './read-key.ts';

const holder: KeyHolder = {
  keyId: 'teahouse0001',
  partner: 'p',
  environment: 'live',
  scopes: [],
  requestsPerMinute: 600,
  costPerMinute: 600,
  endsAt: null,
  revokedAt: null,
  secretEndsAt: null,
};
const bearer = (id: string): string => `Bearer ${keyText('live', id, secret)}`;
const secret = newKeySecret();
const good = bearer(holder.keyId);
const invented = (index: number): string => bearer(`invented${String(index).padStart(4, '0')}`);
const codeOf = (read: Promise<unknown>): Promise<unknown> =>
  read.then(
    () => 'read',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

function town() {
  const asked: string[] = [];
  let now = 1_000_000;
  let open = 0;
  let mostOpen = 0;
  const keys = {
    holderOf: async (id: string) => {
      asked.push(id);
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return id === holder.keyId ? holder : undefined;
    },
    used: () => Promise.resolve(),
  };
  const reader = keyReader({ keys, clock: () => new Date(now) });
  return { reader, asked, wait: (ms: number) => (now += ms), mostOpen: () => mostOpen };
}

describe('reading keys', () => {
  it('asks for a good key every 5 s, however many requests bring it and however many keys are invented beside it', async () => {
    const { reader, asked, wait } = town();
    await Promise.all(Array.from({ length: 100 }, () => reader.read(good, '10.0.0.1')));
    expect(asked).toEqual([holder.keyId]);
    for (let index = 0; index < 10_050; index += 1) await codeOf(reader.read(invented(index), `10.1.${index >> 8}.${index & 255}`));
    asked.length = 0;
    await reader.read(good, '10.0.0.1');
    expect(asked).toEqual([]);
    wait(5_001);
    await reader.read(good, '10.0.0.1');
    expect(asked).toEqual([holder.keyId]);
  });

  it('looks for two unknown keys at a time, and lets a known one pass them', async () => {
    const { reader, asked, wait, mostOpen } = town();
    await reader.read(good, '10.0.0.1');
    const flood = Array.from({ length: 100 }, (_, index) => codeOf(reader.read(invented(index), `10.1.0.${index}`)));
    await Promise.all(flood);
    expect(mostOpen()).toBe(2);
    wait(5_001);
    asked.length = 0;
    const again = Array.from({ length: 100 }, (_, index) => codeOf(reader.read(invented(index), `10.1.1.${index}`)));
    await reader.read(good, '10.0.0.1');
    expect(asked.length).toBeLessThan(10);
    expect(new Set(await Promise.all(again))).toEqual(new Set(['KEY_UNKNOWN']));
  });

  it('makes an address wait that brings unknown keys, for a minute and without a query, but not the good keys that it brings', async () => {
    const { reader, asked, wait } = town();
    await reader.read(good, '10.0.0.1');
    const codes = await Promise.all(Array.from({ length: 40 }, (_, index) => codeOf(reader.read(invented(index), '10.0.0.1'))));
    expect(codes.filter((code) => code === 'KEY_UNKNOWN')).toHaveLength(30);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(10);
    expect(asked).toHaveLength(31);
    expect(await codeOf(reader.read(invented(99), '10.0.0.2'))).toBe('KEY_UNKNOWN');
    wait(6_000);
    expect(await codeOf(reader.read(good, '10.0.0.1'))).toBe('read');
    wait(54_001);
    expect(await codeOf(reader.read(invented(1), '10.0.0.1'))).toBe('KEY_UNKNOWN');
  });
});
