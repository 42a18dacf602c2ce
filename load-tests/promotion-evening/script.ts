import type { Options } from 'k6/options';
import { options as even } from '../smoke/script.ts';
import { callersFor, phases } from '../workloads/given.ts';
import { phasedArrivals } from '../workloads/phased-arrivals.ts';
import { topOf } from '../workloads/phases.ts';

export { handleSummary, push } from '../smoke/script.ts';
export { look, setup } from '../gateway-mix/script.ts';

export const options: Options = {
  ...even,
  scenarios: { ...even.scenarios, pushes: phasedArrivals('push', phases, callersFor(topOf(phases))) },
};
