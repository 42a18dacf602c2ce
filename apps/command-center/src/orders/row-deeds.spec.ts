import { describe, expect, it } from 'vitest';
import { rowDeeds } from './row-deeds.ts';

const row = (change: Partial<Parameters<typeof rowDeeds>[0]>): Parameters<typeof rowDeeds>[0] => ({
  status: 'OPEN',
  currentGate: 3,
  stuck: false,
  stuckReason: null,
  ...change,
});
const reason = (code: string) => ({ code, parameters: [] });

describe('the action words of a row (L4)', () => {
  it('source an order again that no warehouse took', () => {
    expect(rowDeeds(row({ stuck: true, status: 'STUCK', stuckReason: reason('SOURCING_FAILED') }))[0]).toBe('sourceAgain');
    expect(rowDeeds(row({ stuck: true, status: 'STUCK', stuckReason: reason('WAREHOUSE_REFUSED') }))[0]).toBe('sourceAgain');
  });
  it('release what is held, wherever it stands', () => {
    expect(rowDeeds(row({ status: 'HELD' }))[0]).toBe('release');
    expect(rowDeeds(row({ status: 'HELD', currentGate: 6 }))[0]).toBe('release');
  });
  it('never offer a hold that could only be refused', () => {
    expect(rowDeeds(row({ currentGate: 6 }))).not.toContain('hold');
    expect(rowDeeds(row({ currentGate: 6, stuck: true, status: 'STUCK' }))).toContain('cancel');
    for (const status of ['OUTBOUND', 'SIGNED', 'CANCELLED']) expect(rowDeeds(row({ status, currentGate: 8 }))).toEqual(['open']);
  });
  it('are two at the most', () => {
    for (const status of ['OPEN', 'STUCK', 'HELD', 'AWAITING_PAYMENT'])
      for (const currentGate of [1, 2, 3, 4, 5, 6, 7])
        for (const stuck of [true, false]) expect(rowDeeds(row({ status, currentGate, stuck })).length).toBeLessThanOrEqual(2);
  });
});
