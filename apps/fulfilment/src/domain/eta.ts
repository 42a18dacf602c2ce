/** What is known of the way from a province to a city, in hours from outbound to signed. */
export interface LaneHistory {
  readonly samples: number;
  readonly p50Hours: number;
  readonly p80Hours: number;
}

export type EtaBasis = 'LANE_HISTORY' | 'LANE_DEFAULT' | 'WEATHER';

export interface Eta {
  readonly at: Date;
  readonly basis: readonly EtaBasis[];
}

const ENOUGH_SAMPLES = 5;
const HOUR_MS = 3_600_000;

/** Four parcels of five arrive by then; severe weather stretches it. Without history the distance speaks. */
export function estimateArrival(facts: {
  readonly outboundAt: Date;
  readonly history: LaneHistory | undefined;
  readonly km: number;
  /** Hours that the weather adds; 0 when it is calm or not known. */
  readonly weatherHours: number;
}): Eta {
  const known = facts.history !== undefined && facts.history.samples >= ENOUGH_SAMPLES;
  const hours = known ? facts.history.p80Hours : defaultHours(facts.km);
  const lane: EtaBasis = known ? 'LANE_HISTORY' : 'LANE_DEFAULT';
  return {
    at: new Date(facts.outboundAt.getTime() + (hours + facts.weatherHours) * HOUR_MS),
    basis: facts.weatherHours > 0 ? [lane, 'WEATHER'] : [lane],
  };
}

/** A day for collecting and the last mile, and 40 km an hour in between, hubs included. */
export function defaultHours(km: number): number {
  return Math.round((24 + km / 40) * 10) / 10;
}
