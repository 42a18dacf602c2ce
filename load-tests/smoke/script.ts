import execution from 'k6/execution';
import { SharedArray } from 'k6/data';
import type { Options } from 'k6/options';
import type { Deployment, MintedPush } from '../actions/minted-push.ts';
import { signIn } from '../actions/read-orders.ts';
import { lookAtOrders } from '../journeys/look-at-orders.ts';
import { pushPaidOrder } from '../journeys/push-paid-order.ts';
import { frontDoor } from '../thresholds/front-door.ts';
import { constantArrivals } from '../workloads/constant-arrivals.ts';

const rate = Number(__ENV['RATE']);
const readsPerSecond = Number(__ENV['READS']);
const seconds = Number(__ENV['SECONDS']);
const gateway = __ENV['GATEWAY'] ?? '';
const deployment = JSON.parse(open(__ENV['DEPLOYMENT'] ?? '')) as Deployment; // the file that the hub reads too
const pushes = new SharedArray<MintedPush>('pushes', () => JSON.parse(open(__ENV['PUSHES'] ?? '')) as MintedPush[]);

export const options: Options = {
  scenarios: {
    pushes: constantArrivals({ exec: 'push', perSecond: rate, seconds, callers: Math.min(1_000, Math.max(100, rate * 10)) }),
    ...(readsPerSecond > 0 ? { reads: constantArrivals({ exec: 'look', perSecond: readsPerSecond, seconds, callers: 20 }) } : {}),
  },
  thresholds: frontDoor,
  summaryTrendStats: ['min', 'med', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'],
  discardResponseBodies: false,
  // Platforms keep their connections open; so does the load.
  noConnectionReuse: false,
};

export function setup(): { readonly cookie: string } {
  return { cookie: readsPerSecond > 0 ? signIn(gateway, 'operations', __ENV['PASSWORD'] ?? '') : '' };
}

export function push(): void {
  const one = pushes[execution.scenario.iterationInTest];
  if (one !== undefined) pushPaidOrder(one, deployment);
}

export function look({ cookie }: { readonly cookie: string }): void {
  lookAtOrders(gateway, cookie);
}

export function handleSummary(data: { readonly metrics: unknown }): Record<string, string> {
  return { [__ENV['SUMMARY'] ?? 'summary.json']: JSON.stringify(data.metrics) };
}
