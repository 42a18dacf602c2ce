import { runSuite } from '../runner/run-suite.ts';
import { loseBroker } from '../runner/watches/broker-loss.ts';

// R3. Half of the orders are there when the broker's whole store is deleted; the load goes on.
await runSuite({
  name: 'broker-loss',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 60, seconds: 60, warmUpSeconds: 4, readsPerSecond: 1, speed: 30 },
  watches: [loseBroker],
});
