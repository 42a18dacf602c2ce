import { expect, it } from 'vitest';
import { deedsOf } from './row-deed.ts';
import { poolKeys } from './view.ts';

const open = (pool: string, closable = false) => ({ pool, closable, closedAt: null });

it('offers on every open row a deed that can end it, and on an ended one only the way to its order', () => {
  for (const pool of poolKeys) expect(deedsOf(open(pool)).length, pool).toBeGreaterThan(0);
  expect(deedsOf({ pool: 'VOUCHER', closable: true, closedAt: '2026-11-22T04:00:00Z' })).toEqual(['openOrder']);
});

it('offers closing only where a person may end it, and never first where the owning system can try again', () => {
  expect(deedsOf(open('VOUCHER', true))).toEqual(['retryVoucher', 'close', 'openOrder']);
  expect(deedsOf(open('MESSAGE', true))[0]).toBe('close');
  expect(deedsOf(open('SHORTAGE'))).not.toContain('close');
});
