import { openOwnOrders } from '../checks/own-orders.ts';
import { runSuite } from '../runner/run-suite.ts';
import { watchPartner } from '../runner/watches/partner.ts';

await runSuite({
  name: 'partner-day',
  until: 'SHIPPED',
  defaults: { rate: 2, seconds: 60, warmUpSeconds: 10, readsPerSecond: 0, speed: 300 },
  own: {
    places: { about: 'orders that partners place, a second', usual: 5, least: 1, most: 200 },
    greedy: { about: 'questions a second with a key that may ask one a second', usual: 5, least: 1, most: 100 },
  },
  open: openOwnOrders,
  watches: [watchPartner],
});
