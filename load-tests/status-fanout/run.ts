import { runSuite } from '../runner/run-suite.ts';
import { watchLive } from '../runner/watches/live.ts';

// The warehouses tell six steps of every order besides; at this speed they come within seconds of the order itself.
await runSuite({
  name: 'status-fanout',
  until: 'SHIPPED',
  defaults: { rate: 60, seconds: 60, warmUpSeconds: 4, readsPerSecond: 1, speed: 300 },
  watches: [watchLive],
});
