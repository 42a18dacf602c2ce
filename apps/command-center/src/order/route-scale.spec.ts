import { describe, expect, it } from 'vitest';
import { named, routeScale } from './route-scale.ts';

const hour = (value: number): string => new Date(Date.UTC(2026, 10, 22, value)).toISOString();
const node = (value: number, place = `P${value}`) => ({ reachedAt: hour(value), place });

describe("a parcel's way on a time scale", () => {
  it('puts nodes where their times are between leaving and the expected arrival', () => {
    const scale = routeScale({ outboundAt: hour(0), eta: hour(20), nodes: [node(5), node(10)] }, Date.parse(hour(12)));
    expect(scale.nodes.map((each) => each.at)).toEqual([0.25, 0.5]);
    expect(scale.now).toBeCloseTo(0.6);
    expect(scale.expected).toBe(true);
  });
  it('ends at the signature, with no present on it', () => {
    const scale = routeScale({ outboundAt: hour(0), eta: hour(30), signedAt: hour(20), nodes: [node(20)] }, Date.parse(hour(23)));
    expect([scale.nodes[0]?.at, scale.now, scale.expected]).toEqual([1, undefined, false]);
  });
  it('keeps crowded dots apart, in order and on the line', () => {
    const crowd = Array.from({ length: 12 }, () => node(20));
    const scale = routeScale({ outboundAt: hour(0), signedAt: hour(20), nodes: crowd }, Date.parse(hour(21)));
    const places = scale.nodes.map((each) => each.at);
    expect(places.every((at, index) => at >= 0 && at <= 1 && (index === 0 || at > (places[index - 1] ?? 0)))).toBe(true);
  });
  it('gives a way that has just begun room for what is known, and never lays a dot beyond the present', () => {
    const early = [0, 1, 1, 2, 2, 2, 3].map((each) => node(each));
    const scale = routeScale({ outboundAt: hour(0), eta: hour(120), nodes: early }, Date.parse(hour(3)));
    expect(scale.now).toBeCloseTo(0.56);
    expect(scale.nodes.every((each) => each.at <= (scale.now ?? 0) + 1e-9)).toBe(true);
  });
  it('reaches on to the present when the arrival is late', () => {
    expect(routeScale({ outboundAt: hour(0), eta: hour(5), nodes: [] }, Date.parse(hour(10))).end).toBe(Date.parse(hour(10)));
  });
  it('names first and last, and between them only what has room and is another place', () => {
    const { nodes } = routeScale(
      { outboundAt: hour(0), signedAt: hour(20), nodes: [node(0, 'A'), node(1, 'A'), node(10, 'B'), node(11, 'C'), node(20, 'D')] },
      0,
    );
    expect([...named(nodes, 0.2, (each) => each.place)].toSorted((a, b) => a - b)).toEqual([0, 2, 4]);
  });
});
