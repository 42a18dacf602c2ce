import { describe, expect, it } from 'vitest';
import { pathState, shareOf, type PathNote } from './drift.ts';

const published = new Date('2026-01-01T00:00:00Z');
const note: PathNote = {
  path: '/pay_amount',
  type: 'number',
  firstSeenAt: new Date('2026-01-02T00:00:00Z'),
  lastSeenAt: new Date('2026-01-03T00:00:00Z'),
  seen: 100,
  firstSample: 0,
  lastSample: 100,
};

describe('a path of a payload', () => {
  it('is gone when it was in every payload and has missed eight', () => {
    expect(pathState(note, 107, published)).toBe('STEADY');
    expect(pathState(note, 108, published)).toBe('VANISHED');
  });
  it('that is seldom there is not gone for staying away a while', () => {
    const seldom = { ...note, seen: 2 };
    expect(shareOf(seldom)).toBe(0.02);
    expect(pathState(seldom, 200, published)).toBe('STEADY');
    expect(pathState(seldom, 600, published)).toBe('VANISHED');
  });
  it('is new when it came after the form was learnt and after the version', () => {
    expect(pathState({ ...note, firstSample: 40 }, 100, published)).toBe('APPEARED');
    expect(pathState({ ...note, firstSample: 40 }, 100, new Date('2026-02-01T00:00:00Z'))).toBe('STEADY');
    expect(pathState({ ...note, firstSample: 5 }, 100, published)).toBe('STEADY');
  });
});
