import type { Options } from 'k6/options';
import { options as even } from '../smoke/script.ts';
import { pushesApart } from '../thresholds/front-door.ts';
import { callersFor, phases } from '../workloads/given.ts';
import { phasedArrivals } from '../workloads/phased-arrivals.ts';
import { topOf } from '../workloads/phases.ts';

export { handleSummary, look, setup } from '../smoke/script.ts';
export { push } from '../cancel-race/script.ts';

export const options: Options = {
  ...even,
  scenarios: { ...even.scenarios, pushes: phasedArrivals('push', phases, callersFor(topOf(phases))) },
  // Under more than it can carry the hub may refuse, as long as it keeps what it took: that is judged afterwards.
  thresholds: pushesApart,
};
