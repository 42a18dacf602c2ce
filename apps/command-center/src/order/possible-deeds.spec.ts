import { describe, expect, it } from 'vitest';
import { possible } from './possible-deeds.ts';

const hold = { id: 'h', reason: 'HIGH_VALUE', note: '', releasedAt: null };
const twin = { status: 'OPEN', currentGate: 3 };
const own = { status: 'STOCK_LOCKED', expeditedAt: null, holds: [], stops: [] };

describe('what may be done to an order', () => {
  it('is nothing once it left or ended', () => {
    for (const status of ['OUTBOUND', 'SIGNED', 'CANCELLED'])
      expect(Object.values(possible({ twin, own: { ...own, status, holds: [hold] } })).some(Boolean)).toBe(false);
  });
  it('is releasing while one hold is open, each at its row while several are, and never holding twice', () => {
    expect(possible({ twin, own: { ...own, holds: [hold] } })).toMatchObject({ hold: false, release: { id: 'h' } });
    expect(possible({ twin, own: { ...own, holds: [hold, { ...hold, id: 'i' }] } }).release).toBeUndefined();
  });
  it('is neither cancelling again nor expediting while a stop is asked', () => {
    expect(possible({ twin, own: { ...own, stops: [{ state: 'PROPOSED' }] } })).toMatchObject({
      cancel: false,
      expedite: false,
      hold: false,
    });
  });
  it('is sourcing again only after the last decision failed, and not while it is held', () => {
    const failed = { fulfilmentOrders: [], sourcingDecisions: [{ outcome: 'FAILED' }] };
    expect(possible({ twin, own, fulfilment: failed }).sourceAgain).toBe(true);
    expect(possible({ twin, own: { ...own, holds: [hold] }, fulfilment: failed }).sourceAgain).toBe(false);
  });
  it('is no hold once a warehouse has it, even while fulfilment is silent', () => {
    expect(possible({ twin: { ...twin, currentGate: 6 }, own }).hold).toBe(false);
  });
});
