import type { Options } from 'k6/options';
import { beginPushes } from '../actions/begin-pushes.ts';
import { signIn } from '../actions/read-orders.ts';
import { lookAtOrders } from '../journeys/look-at-orders.ts';
import { pushPaidOrder } from '../journeys/push-paid-order.ts';
import { frontDoor } from '../thresholds/front-door.ts';
import { constantArrivals } from '../workloads/constant-arrivals.ts';
import { callersFor, deployment, gateway, nextPush, password, rate, readsPerSecond, sandbox, seconds } from '../workloads/given.ts';

export const options: Options = {
  scenarios: {
    pushes: constantArrivals({ exec: 'push', perSecond: rate, seconds, callers: callersFor(rate) }),
    ...(readsPerSecond > 0 ? { reads: constantArrivals({ exec: 'look', perSecond: readsPerSecond, seconds, callers: 20 }) } : {}),
  },
  thresholds: frontDoor,
  summaryTrendStats: ['min', 'med', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'],
  discardResponseBodies: false,
  // Platforms keep their connections open; so does the load.
  noConnectionReuse: false,
};

export function setup(): { readonly cookie: string } {
  const cookie = readsPerSecond > 0 ? signIn(gateway, 'operations', password) : '';
  beginPushes(sandbox);
  return { cookie };
}

export function push(): void {
  const { push: one } = nextPush();
  if (one !== undefined) pushPaidOrder(one, deployment);
}

export function look({ cookie }: { readonly cookie: string }): void {
  lookAtOrders(gateway, cookie);
}

export function handleSummary(data: { readonly metrics: unknown }): Record<string, string> {
  return { [__ENV['SUMMARY'] ?? 'summary.json']: JSON.stringify(data.metrics) };
}
