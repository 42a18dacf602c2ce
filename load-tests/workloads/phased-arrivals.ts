import type { Scenario } from 'k6/options';
import type { Phase } from './phases.ts';

/** Open loop through several phases; between two phases the rate jumps. */
export function phasedArrivals(exec: string, phases: readonly Phase[], callers: number): Scenario {
  return {
    executor: 'ramping-arrival-rate',
    exec,
    startRate: Math.round(phases[0]?.from ?? 0),
    timeUnit: '1s',
    stages: phases.flatMap(({ seconds, from, to }) => [
      { target: Math.round(from), duration: '0s' },
      { target: Math.round(to), duration: `${seconds}s` },
    ]),
    preAllocatedVUs: callers,
    maxVUs: callers,
    gracefulStop: '15s',
  };
}
