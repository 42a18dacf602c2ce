import { describe, expect, it } from 'vitest';
import { stopsOf } from './route-stops.ts';

const node = (id: string, kind: string, place: string) => ({ id, kind, place, reachedAt: `2026-01-22T1${id}:00:00+08:00` });

describe("a parcel's way", () => {
  it('stands at its origin until the carrier moved it', () => {
    const stops = stopsOf({ outboundAt: '2026-01-22T09:00:00+08:00', eta: null, nodes: [node('0', 'ORDERED', '杭州仓')] }, '杭州仓');
    expect(stops.map((stop) => stop.state)).toEqual(['now', 'ahead']);
  });
  it('makes one stop of several nodes at one place and is now at the last', () => {
    const stops = stopsOf(
      { outboundAt: 'x', nodes: [node('1', 'PICKED_UP', '余杭'), node('2', 'DEPARTED', '余杭'), node('3', 'ARRIVED', '义乌')] },
      '杭州仓',
    );
    expect(stops.map((stop) => [stop.role, stop.state])).toEqual([
      ['origin', 'done'],
      ['hub', 'done'],
      ['hub', 'now'],
      ['destination', 'ahead'],
    ]);
  });
  it('is done everywhere once signed', () => {
    const stops = stopsOf(
      { outboundAt: 'x', signedAt: 'y', nodes: [node('1', 'PICKED_UP', '余杭'), node('2', 'SIGNED', '西湖')] },
      '杭州仓',
    );
    expect(new Set(stops.map((stop) => stop.state))).toEqual(new Set(['done']));
  });
});
