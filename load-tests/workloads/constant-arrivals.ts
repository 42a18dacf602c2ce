import type { Scenario } from 'k6/options';

export interface Arrivals {
  readonly exec: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Callers that may be under way at once; when all wait, k6 drops arrivals and says how many. */
  readonly callers: number;
}

/** Open loop: arrivals come at their time whether or not earlier ones were answered, as the world's do. */
export function constantArrivals({ exec, perSecond, seconds, callers }: Arrivals): Scenario {
  return {
    executor: 'constant-arrival-rate',
    exec,
    rate: perSecond,
    timeUnit: '1s',
    duration: `${seconds}s`,
    preAllocatedVUs: callers,
    maxVUs: callers,
    gracefulStop: '15s',
  };
}
