import { runSuite } from '../runner/run-suite.ts';

await runSuite({
  name: 'smoke',
  until: 'SHIPPED',
  defaults: { rate: 10, seconds: 60, warmUpSeconds: 15, readsPerSecond: 1, speed: 300 },
});
