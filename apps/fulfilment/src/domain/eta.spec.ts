import { describe, expect, it } from 'vitest';
import { defaultHours, estimateArrival } from './eta.ts';

const outboundAt = new Date('2026-11-22T08:00:00Z');

describe('the time of arrival', () => {
  it('follows the lane once five parcels have shown how long it takes', () => {
    const eta = estimateArrival({ outboundAt, history: { samples: 5, p50Hours: 30, p80Hours: 40 }, km: 1_000, weatherHours: 0 });
    expect(eta).toEqual({ at: new Date('2026-11-24T00:00:00Z'), basis: ['LANE_HISTORY'] });
  });

  it('falls back to the distance, and says so', () => {
    const eta = estimateArrival({ outboundAt, history: { samples: 4, p50Hours: 1, p80Hours: 1 }, km: 400, weatherHours: 0 });
    expect(eta).toEqual({ at: new Date('2026-11-23T18:00:00Z'), basis: ['LANE_DEFAULT'] });
    expect(defaultHours(0)).toBe(24);
  });

  it('is stretched by weather, and says so', () => {
    const eta = estimateArrival({ outboundAt, history: undefined, km: 0, weatherHours: 12 });
    expect(eta).toEqual({ at: new Date('2026-11-23T20:00:00Z'), basis: ['LANE_DEFAULT', 'WEATHER'] });
  });
});
