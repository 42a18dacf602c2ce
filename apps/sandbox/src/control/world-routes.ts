import { z } from 'zod';
import { ruleSchema } from '../core/misbehaviour.ts';
import { scenarioSchema } from '../scenario/settings.ts';
import { traceOrder } from './trace-order.ts';
import { numberOf } from './routes.ts';
import type { ControlDeps, Route } from './routes.ts';

const MAX_LEDGER_PAGE = 10_000;

const speedSchema = z.object({ speed: z.number().positive().max(100_000) });

/** State, ledger, systems, misbehaviour, scenario, speed. */
export function worldRoutes({ context, systems, marketplaces, player }: ControlDeps): readonly Route[] {
  const { ledger, misbehave, timing, buyers, world } = context;

  const overview = (): unknown => ({
    brand: world.brand,
    now: new Date().toISOString(),
    speed: timing.speed,
    waitingTimers: timing.waiting,
    scenario: player.status(),
    marketplaces: Object.fromEntries(marketplaces.map((market) => [market.name, market.counts()])),
    ledger: { size: ledger.size, counts: ledger.counts() },
    misbehaviour: misbehave.list(),
    systems: systems.map(({ name, mount }) => ({ name, mount })),
    products: world.products.map(({ sku, name, nameEn, priceFen }) => ({ sku, name, nameEn, priceFen })),
  });

  const reset = (): unknown => {
    player.stop();
    timing.clear();
    misbehave.clear();
    for (const system of systems) system.reset();
    ledger.clear();
    context.journal.clear();
    return { reset: true };
  };

  return [
    { method: 'GET', path: /^\/state$/, about: 'GET /control/state: everything at a glance', run: overview },
    {
      method: 'GET',
      path: /^\/ledger$/,
      about: 'GET /control/ledger?system=&kind=&key=&after=&limit=: effects in order; ask again with after=next',
      run: ({ query }) => {
        const after = numberOf(query, 'after', 0);
        const entries = ledger.read({
          system: query.get('system') ?? undefined,
          kind: query.get('kind') ?? undefined,
          key: query.get('key') ?? undefined,
          after,
          limit: Math.min(MAX_LEDGER_PAGE, numberOf(query, 'limit', 1000)),
        });
        return { entries, next: entries.at(-1)?.seq ?? after };
      },
    },
    {
      method: 'GET',
      path: /^\/trace$/,
      about: "GET /control/trace?no=&ref=: what every system saw of one order, by the platform's number and the hub's",
      run: ({ query }) => ({
        seen: traceOrder(ledger.read({ limit: Infinity }), [query.get('no') ?? '', query.get('ref') ?? '']),
      }),
    },
    {
      method: 'GET',
      path: /^\/systems$/,
      about: 'GET /control/systems: names and mounts',
      run: () => systems.map(({ name, mount }) => ({ name, mount })),
    },
    {
      method: 'GET',
      path: /^\/systems\/([^/]+)$/,
      about: 'GET /control/systems/{name}: its own state and counts',
      run: ({ params }) => systems.find(({ name }) => name === params[0])?.state(),
    },
    {
      method: 'POST',
      path: /^\/systems\/([^/]+)\/([^/]+)$/,
      about: 'POST /control/systems/{name}/{deed}: a deed of that system',
      run: ({ params, body }) => systems.find(({ name }) => name === params[0])?.command?.(params[1] ?? '', body),
    },
    { method: 'GET', path: /^\/misbehave$/, about: 'GET /control/misbehave: the rules in force', run: () => misbehave.list() },
    {
      method: 'POST',
      path: /^\/misbehave$/,
      about: 'POST /control/misbehave {system, operation, kind, share | keys | next, ms, from, to}: adds a rule',
      run: ({ body }) => ({ id: misbehave.add(ruleSchema.parse(body)) }),
    },
    {
      method: 'DELETE',
      path: /^\/misbehave$/,
      about: 'DELETE /control/misbehave: no rules any more',
      run: () => {
        misbehave.clear();
        return { cleared: true };
      },
    },
    {
      method: 'DELETE',
      path: /^\/misbehave\/(\d+)$/,
      about: 'DELETE /control/misbehave/{id}',
      run: ({ params }) => (misbehave.remove(Number(params[0])) ? { removed: true } : undefined),
    },
    { method: 'GET', path: /^\/scenario$/, about: 'GET /control/scenario: what is playing', run: () => player.status() },
    {
      method: 'POST',
      path: /^\/scenario(?:\/start)?$/,
      about: 'POST /control/scenario/start {rate | day: {orders, hours}, dayMinutes, seed, speed, mix, shares, flat}',
      run: ({ body }) => {
        player.start(scenarioSchema.parse(body));
        return player.status();
      },
    },
    {
      method: 'POST',
      path: /^\/scenario\/stop$/,
      about: 'POST /control/scenario/stop',
      run: () => {
        player.stop();
        return player.status();
      },
    },
    {
      method: 'POST',
      path: /^\/speed$/,
      about: 'POST /control/speed {speed}: durations of the outside world, never clocks',
      run: ({ body }) => {
        timing.setSpeed(speedSchema.parse(body).speed);
        return { speed: timing.speed };
      },
    },
    { method: 'GET', path: /^\/speed$/, about: 'GET /control/speed', run: () => ({ speed: timing.speed }) },
    {
      method: 'GET',
      path: /^\/buyer-links$/,
      about: "GET /control/buyer-links?from=&count=: the brand's member list [{shopId, buyerOpenId, wechatOpenId}]",
      run: ({ query }) => buyers.links(numberOf(query, 'from', 0), numberOf(query, 'count', buyers.size)),
    },
    { method: 'POST', path: /^\/reset$/, about: 'POST /control/reset: an empty world', run: reset },
  ];
}
