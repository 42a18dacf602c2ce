import { openCancels } from '../checks/cancel-or-ship.ts';
import { runSuite } from '../runner/run-suite.ts';
import { watchCancels } from '../runner/watches/cancels.ts';
import { cancelOptions } from '../runner/cancel-options.ts';

// At this speed a warehouse packs an order some hundred seconds after it took it: the load is that of P4, and no parcel leaves during it.
// With `--speed 300 --rate 60` it packs after seven, while buyers still change their mind: that is the race itself, with whole lives beside it.
await runSuite({
  name: 'cancel-race',
  until: 'SHIPPED',
  defaults: { rate: 285, seconds: 60, warmUpSeconds: 4, readsPerSecond: 1, speed: 20 },
  own: cancelOptions({ percent: 5, think: 10 }),
  open: openCancels,
  watches: [watchCancels],
});
