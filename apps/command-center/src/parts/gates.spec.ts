import { describe, expect, it } from 'vitest';
import { railOf } from './gates.ts';

describe('the mini rail from a list row', () => {
  it('is red at the current gate only, and only when stuck', () => {
    expect(railOf({ gate: 3, stuck: true, held: false, closed: false })).toEqual(['passed', 'passed', 'stuck', 'ahead', 'ahead', 'ahead', 'ahead']);
    expect(railOf({ gate: 3, stuck: false, held: false, closed: false }).filter((state) => state === 'stuck')).toEqual([]);
  });
  it('shows a hold in its own way, and being stuck above it', () => {
    expect(railOf({ gate: 5, stuck: false, held: true, closed: false })[4]).toBe('held');
    expect(railOf({ gate: 5, stuck: true, held: true, closed: false })[4]).toBe('stuck');
  });
  it('has nothing ahead once the order is closed, and all passed at the end', () => {
    expect(railOf({ gate: 4, stuck: false, held: false, closed: true }).slice(3)).toEqual(['closed', 'closed', 'closed', 'closed']);
    expect(new Set(railOf({ gate: 8, stuck: false, held: false, closed: false }))).toEqual(new Set(['passed']));
  });
});
