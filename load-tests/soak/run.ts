import { runSuite } from '../runner/run-suite.ts';
import { watchAge } from '../runner/watches/age.ts';
import { holdTransaction } from '../runner/watches/held-transaction.ts';

// P12. Thirty minutes at this rate stay below what the sandbox remembers.
await runSuite({
  name: 'soak',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 20, seconds: 60, warmUpSeconds: 10, readsPerSecond: 1, speed: 30 },
  own: {
    minutes: { about: 'how long; 0: --seconds, in thirds instead of minutes', usual: 30, least: 0, most: 60 },
    held: { about: 'minutes at the end through which a transaction stands open', usual: 10, least: 1, most: 60 },
  },
  adjust: (options) => {
    const minutes = options.own['minutes'] ?? 0;
    return minutes === 0 ? options : { ...options, seconds: minutes * 60 };
  },
  watches: [holdTransaction, watchAge],
});
