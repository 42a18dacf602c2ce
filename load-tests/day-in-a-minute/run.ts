import { runSuite } from '../runner/run-suite.ts';

// The worst day known, 47,000 orders, within one minute. At life's own speed the warehouses have hardly begun when it ends.
await runSuite({
  name: 'day-in-a-minute',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 784, seconds: 60, warmUpSeconds: 4, readsPerSecond: 1, speed: 1 },
});
