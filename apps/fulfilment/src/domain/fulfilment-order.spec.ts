import { describe, expect, it } from 'vitest';
import { fulfilmentOrderLifecycle as lifecycle, liveStatuses } from './fulfilment-order.ts';

describe('the lifecycle of a fulfilment order', () => {
  it.each(lifecycle.statuses.flatMap((status) => lifecycle.deeds.map((deed) => [status, deed] as const)))(
    'answers for %s x %s: either a status of the table or a refusal',
    (status, deed) => {
      if (lifecycle.allows(status, deed)) expect(lifecycle.statuses).toContain(lifecycle.next(status, deed));
      else expect(() => lifecycle.next(status, deed)).toThrow(/not possible/);
    },
  );

  it('never leaves OUTBOUND, and lets the shipped fact stand after a confirmed stop', () => {
    expect(lifecycle.ends).toEqual(['OUTBOUND']);
    expect(lifecycle.next('STOPPED', 'ship')).toBe('OUTBOUND');
  });

  it('sends nothing that was not cleared, and clears nothing that is stopped', () => {
    expect(lifecycle.statuses.filter((status) => lifecycle.allows(status, 'send'))).toEqual(['CLEARED']);
    expect(lifecycle.statuses.filter((status) => lifecycle.allows(status, 'clear'))).toEqual(['PLANNED']);
  });

  it('counts neither stopped, refused nor superseded ones as given to a warehouse', () => {
    expect(lifecycle.statuses.filter((status) => !liveStatuses.includes(status))).toEqual(['REFUSED', 'STOPPED', 'SUPERSEDED']);
  });
});
