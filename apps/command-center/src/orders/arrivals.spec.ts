import { describe, expect, it } from 'vitest';
import { arrivesInView } from './arrivals.ts';
import { emptyView } from './view.ts';

const change = { id: 'DY20260122-04417', version: '3', gate: 3, stuck: true, status: 'STUCK' };

describe('an order that a live event names', () => {
  it('arrives in every view whose conditions it meets', () => {
    expect(arrivesInView(change, emptyView)).toBe(true);
    expect(arrivesInView(change, { ...emptyView, gate: [3], stuck: true, channel: ['DY'], status: ['STUCK'] })).toBe(true);
  });
  it('stays outside when one condition fails', () => {
    expect(arrivesInView(change, { ...emptyView, gate: [4] })).toBe(false);
    expect(arrivesInView(change, { ...emptyView, stuck: false })).toBe(false);
    expect(arrivesInView(change, { ...emptyView, channel: ['WX'] })).toBe(false);
    expect(arrivesInView(change, { ...emptyView, status: ['HELD'] })).toBe(false);
  });
  it('is not guessed into a search', () => {
    expect(arrivesInView(change, { ...emptyView, q: '04417' })).toBe(false);
  });
});
