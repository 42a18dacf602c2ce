import { openCancels } from '../checks/cancel-or-ship.ts';
import { cancelOptions } from '../runner/cancel-options.ts';
import type { LoadOptions } from '../runner/options.ts';
import { runSuite } from '../runner/run-suite.ts';
import { watchCancels } from '../runner/watches/cancels.ts';
import { watchGoodput } from '../runner/watches/goodput.ts';
import type { Phase } from '../workloads/phases.ts';

// R8. Half of the time is the spike; it says something only when the hub cannot carry it, so --rate belongs above a tenth of the knee.
await runSuite({
  name: 'spike',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 25, seconds: 120, warmUpSeconds: 4, readsPerSecond: 1, speed: 60 },
  own: {
    times: { about: 'how many times --rate arrives in the middle half', usual: 10, least: 2, most: 50 },
    ...cancelOptions({ percent: 5, think: 5 }),
  },
  phases: spikeOf,
  open: openCancels,
  watches: [watchCancels, watchGoodput('spike')],
});

function spikeOf({ rate, seconds, own }: LoadOptions): readonly Phase[] {
  const quarter = Math.max(1, Math.floor(seconds / 4));
  const top = rate * (own['times'] ?? 1);
  return [
    { name: 'before', seconds: quarter, from: rate, to: rate },
    { name: 'spike', seconds: seconds - 2 * quarter, from: top, to: top },
    { name: 'after', seconds: quarter, from: rate, to: rate },
  ];
}
