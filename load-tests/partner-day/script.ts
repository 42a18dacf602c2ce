import execution from 'k6/execution';
import type { Options } from 'k6/options';
import { beginPushes } from '../actions/begin-pushes.ts';
import { issueKey } from '../actions/issue-key.ts';
import { askTooMuch, catchUp as catchUpOnce, placeOne, readOne } from '../journeys/partner-deeds.ts';
import { pushPaidOrder } from '../journeys/push-paid-order.ts';
import { frontDoor } from '../thresholds/front-door.ts';
import { constantArrivals } from '../workloads/constant-arrivals.ts';
import { callersFor, deployment, gateway, nextPush, ownOption, password, products, rate, sandbox, seconds } from '../workloads/given.ts';

const places = ownOption('places');

export const options: Options = {
  scenarios: {
    pushes: constantArrivals({ exec: 'push', perSecond: rate, seconds, callers: callersFor(rate) }),
    places: constantArrivals({ exec: 'place', perSecond: places, seconds, callers: 100 }),
    catchUps: constantArrivals({ exec: 'catchUp', perSecond: 1, seconds, callers: 1 }),
    greedy: constantArrivals({ exec: 'greedy', perSecond: ownOption('greedy'), seconds, callers: 20 }),
  },
  thresholds: { ...frontDoor, partner_refused: ['count==0'], dropped_iterations: [] },
  summaryTrendStats: ['min', 'med', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'],
};

interface Given {
  readonly key: string;
  readonly small: string;
  readonly run: string;
  readonly since: string;
}

export function setup(): Given {
  const scopes = ['orders:read', 'orders:place', 'orders:write', 'stock:read'];
  const since = new Date();
  const given = {
    key: issueKey(gateway, password, { label: 'the day', scopes, requestsPerMinute: 60_000, costPerMinute: 10_000_000 }),
    small: issueKey(gateway, password, {
      label: 'too small',
      scopes: ['stock:read', 'orders:read'],
      requestsPerMinute: 60,
      costPerMinute: 10_000,
    }),
    run: `PD${since.getTime().toString(36).toUpperCase()}`,
    since: since.toISOString(),
  };
  beginPushes(sandbox);
  return given;
}

export function push(): void {
  const { push: one } = nextPush();
  if (one !== undefined) pushPaidOrder(one, deployment);
}

export function place({ key, run }: Given): void {
  const number = execution.scenario.iterationInTest;
  const product = products[number % products.length];
  if (product === undefined) return;
  const id = placeOne({ gateway, key }, { number, run, product });
  if (id !== undefined) readOne({ gateway, key }, id);
}

let after: string | undefined;

export function catchUp({ key, since }: Given): void {
  after = catchUpOnce({ gateway, key }, { after, since });
}

export function greedy({ small }: Given): void {
  askTooMuch({ gateway, key: small });
}

export function handleSummary(data: { readonly metrics: unknown }): Record<string, string> {
  return { [__ENV['SUMMARY'] ?? 'summary.json']: JSON.stringify(data.metrics) };
}
