import { openCancels } from '../checks/cancel-or-ship.ts';
import { runSuite } from '../runner/run-suite.ts';
import { watchCancels } from '../runner/watches/cancels.ts';
import { cancelOptions } from '../runner/cancel-options.ts';

// At this speed a warehouse has packed an order about seven seconds after it took it: buyers who think longer than that come too late.
await runSuite({
  name: 'cancel-race',
  until: 'SHIPPED',
  defaults: { rate: 285, seconds: 60, warmUpSeconds: 4, readsPerSecond: 1, speed: 300 },
  own: cancelOptions({ percent: 5, think: 10 }),
  open: openCancels,
  watches: [watchCancels],
});
