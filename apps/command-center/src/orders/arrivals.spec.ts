import { describe, expect, it } from 'vitest';
import { arrivesInView } from './arrivals.ts';
import { emptyView } from './view.ts';

const change = { id: 'DY20260122-04417', version: '3', gate: 3, stuck: true, status: 'STUCK' };

describe('an order that a live event names', () => {
  it('arrives in every view whose conditions it meets', () => {
    expect(arrivesInView(change, emptyView)).toBe('yes');
    expect(arrivesInView(change, { ...emptyView, gate: [3], stuck: true, channel: ['DY'], status: ['STUCK'] })).toBe('yes');
  });
  it('stays outside when one condition fails', () => {
    expect(arrivesInView(change, { ...emptyView, gate: [4] })).toBe('no');
    expect(arrivesInView(change, { ...emptyView, stuck: false })).toBe('no');
    expect(arrivesInView(change, { ...emptyView, channel: ['WX'] })).toBe('no');
    expect(arrivesInView(change, { ...emptyView, status: ['HELD'] })).toBe('no');
  });
  it('is left to the tower where the event cannot tell', () => {
    expect(arrivesInView(change, { ...emptyView, warehouse: ['WH-HZ'] })).toBe('maybe');
    expect(arrivesInView(change, { ...emptyView, warehouse: ['WH-HZ'], gate: [4] })).toBe('no');
    expect(arrivesInView(change, { ...emptyView, set: 'late' })).toBe('maybe');
  });
  it('is not guessed into a search or into pasted numbers', () => {
    expect(arrivesInView(change, { ...emptyView, q: '04417' })).toBe('no');
    expect(arrivesInView(change, { ...emptyView, ids: ['DY20260122-00001'] })).toBe('no');
  });
});
