import { describe, expect, it } from 'vitest';
import { isPollLate, stateOfShop, tokenTone } from './shop-state.ts';

const now = Date.parse('2026-01-22T12:00:00+08:00');
const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
const shop = { pausedAt: null, lastPushAt: at(-3), polledUntil: at(-60), pollSeconds: 900, own: false };

describe('the state of a shop', () => {
  it('is paused before anything else, then silent, then how its orders come', () => {
    expect(stateOfShop({ ...shop, pausedAt: at(-9) }, { intake: 'PUSH', silent: true })).toBe('paused');
    expect(stateOfShop(shop, { intake: 'PUSH', silent: true })).toBe('silent');
    expect(stateOfShop(shop, { intake: 'POLL', silent: false })).toBe('polling');
    expect(stateOfShop(shop, undefined)).toBe('pushing');
    expect(stateOfShop({ ...shop, own: true, lastPushAt: null }, { intake: 'UNKNOWN', silent: false })).toBe('own');
    expect(stateOfShop({ ...shop, lastPushAt: null }, { intake: 'UNKNOWN', silent: false })).toBe('quiet');
  });
  it('calls a poll late after two missed turns, and never one of a paused shop', () => {
    expect(isPollLate(shop, now)).toBe(false);
    const late = { ...shop, polledUntil: at(-1900) };
    expect(isPollLate(late, now)).toBe(true);
    expect(isPollLate({ ...late, pausedAt: at(-1) }, now)).toBe(false);
  });
  it('warns of a token that nobody renewed', () => {
    expect([tokenTone(at(-1), now), tokenTone(at(100), now), tokenTone(at(7000), now), tokenTone(null, now)]).toEqual([
      'red',
      'amber',
      'plain',
      'plain',
    ]);
  });
});
