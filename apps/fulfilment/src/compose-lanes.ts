import type { AskTraceDeps } from './application/ask-trace-again.ts';
import { createAcceptedLately } from './application/accepted-lately.ts';
import { createCanceller } from './application/cancel-at-warehouse.ts';
import { countStock } from './application/count-stock.ts';
import { createDispatcher } from './application/dispatch-orders.ts';
import { dispatchParcels } from './application/dispatch-parcels.ts';
import { interpretPushes } from './application/interpret-pushes.ts';
import { createLane, type Lane } from './application/lane.ts';
import { createNumberer } from './application/number-parcels.ts';
import type { Base, Sender } from './application/ports.ts';
import { releaseAllocations } from './application/release-allocations.ts';
import { askQuiet, resolveUnknown } from './application/resolve-unknown.ts';
import { seekRoutes } from './application/seek-routes.ts';
import { createSourcing } from './application/source-orders.ts';
import { createSourcingQueue, type LocatedToken } from './application/sourcing-queue.ts';
import type { Links } from './compose-links.ts';
import type { FulfilmentDeployment } from './deployment.ts';
import { provinceOf } from './domain/places.ts';
import type { SourcingRule } from './domain/sourcing-rule.ts';
import type { PushKeeper, PushKeeping } from './hooks/receive-pushes.ts';
import type { SubscriptionDeps } from './messaging/subscriptions.ts';
import type { FulfilmentMetrics } from './metrics.ts';
import { nearestFirst } from './nearest-index.ts';
import type { Store } from './persistence/store.ts';
import { createPushReader } from './read-push.ts';
import type { RpcDoors } from './rpc/clients.ts';

export interface LaneDeps {
  readonly base: Base;
  readonly cancelPool: Base['pool'];
  readonly deployment: FulfilmentDeployment;
  readonly store: Store;
  readonly doors: RpcDoors;
  readonly links: Links;
  readonly rule: () => SourcingRule;
  readonly metrics: FulfilmentMetrics;
  readonly quietMs: number;
  readonly keeper: (given: Pick<PushKeeping, 'isNoNews' | 'onKept'>) => PushKeeper;
  readonly refOf: (rawId: string) => string;
}

export interface Lanes {
  readonly abilities: Omit<SubscriptionDeps, 'locateWaiting' | 'onLocated' | 'sourceAgain'>;
  readonly keeper: PushKeeper;
  wakeSourcing(): void;
  /** A better coordinate of somebody who may wait in memory. */
  onLocated(located: readonly LocatedToken[]): void;
  /** What asking a carrier for one parcel needs. */
  readonly trace: AskTraceDeps;
  start(): void;
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;
const SOURCING_SWEEP_MS = 5_000;
/** As far apart as the batches of events (ADR 0061). */
const PACE_MS = 60;

/** All work that runs by itself, each kind in a lane of its own: a slow warehouse or carrier holds up nobody else. */
export function createLanes(deps: LaneDeps): Lanes {
  const { base, store, doors, links, deployment, quietMs } = deps;
  const warehouses = new Map(
    deployment.warehouses.map((warehouse) => [warehouse.id, { ...warehouse, province: provinceOf(warehouse.adcode) }]),
  );
  const senders = new Map(deployment.warehouses.map((warehouse) => [warehouse.id, senderOf(deployment, warehouse)]));
  const sender = (id: string): Sender => senders.get(id) ?? { name: id, phone: '', province: '', city: '', county: '', detail: '' };
  const carriers = new Map(deployment.carriers.map((carrier) => [carrier.code, carrier]));
  const [mainCarrier] = deployment.carriers;
  if (mainCarrier === undefined) throw new Error('the deployment names no carrier');

  const lane = (name: string, sweepMs: number, turn: () => Promise<boolean>, paceMs = 0): Lane =>
    createLane({ name, sweepMs, paceMs, log: base.log, turn });
  const queue = createSourcingQueue(SOURCING_SWEEP_MS);
  const wakes = {
    sourcing: () => {
      queue.lookAgain();
      sourcing.wake();
    },
    dispatch: () => dispatch.wake(),
    stops: () => stops.wake(),
    unknown: () => unknown.wake(),
    releases: () => releases.wake(),
    pushes: () => pushes.wake(),
    numbers: () => numbers.wake(),
    parcels: () => parcels.wake(),
  };
  const wake =
    (...names: readonly (keyof typeof wakes)[]) =>
    (): void => {
      for (const name of names) wakes[name]();
    };

  const accepted = createAcceptedLately();
  const dispatcher = createDispatcher(
    {
      ...base,
      store,
      claimDispatch: doors.claimDispatch,
      openRecipients: (tokens) => doors.openRecipients(tokens, 'WAREHOUSE_LABEL'),
      link: links.warehouse,
      accepted,
      senderOf: sender,
      numberBeforePacking: (code) => carriers.get(code)?.waybill === 'BEFORE_PACKING',
      onRefused: wake('releases', 'sourcing'),
      onStopping: wake('stops'),
      onReleased: wake('releases'),
      onNumberWanted: wake('numbers'),
    },
    wake('dispatch'),
  );
  const canceller = createCanceller(
    { ...base, pool: deps.cancelPool, store, link: links.cancels, onAnswered: wake('releases') },
    wake('stops'),
  );
  const numberer = createNumberer(
    {
      ...base,
      store,
      carrierOf: links.carrierOf,
      openRecipients: (tokens) => doors.openRecipients(tokens, 'CARRIER_WAYBILL'),
      senderOf: sender,
      onNumbered: wake('parcels', 'dispatch'),
    },
    wake('numbers'),
  );
  const resolving = {
    ...base,
    store,
    link: links.warehouse,
    quietMs,
    onResolved: wake('dispatch', 'stops', 'releases', 'numbers', 'parcels'),
  };
  const provinceOfWarehouse = (id: string): string => warehouses.get(id)?.province ?? '';
  const reader = createPushReader();
  const keeper = deps.keeper({
    isNoNews: (push, body) => reader.saysOnly(push, body, (said) => accepted.isNoNews(said, push.receivedAt)),
    onKept: wake('pushes'),
  });

  const nearest = nearestFirst(deployment.warehouses);
  const sourcer = createSourcing({
    ...base,
    store,
    stock: doors.stock,
    rule: deps.rule,
    nearestFirst: nearest,
    warehouseName: (id) => warehouses.get(id)?.name ?? id,
    carrier: { code: mainCarrier.code, service: mainCarrier.service },
    measured: deps.metrics.decided,
    queue,
    handOver: dispatcher.handOver,
    onNoted: wake('dispatch', 'releases', 'sourcing'),
    wake: () => sourcing.wake(),
  });
  const sourcing = lane('sourcing', SOURCING_SWEEP_MS, sourcer.turn);
  const dispatch = lane('dispatch', 1_000, dispatcher.turn);
  const stops = lane('stops', 1_000, canceller.turn);
  const unknown = lane('unknown outcomes', 1_000, () => resolveUnknown(resolving));
  const quiet = lane('quiet fulfilment orders', MINUTE_MS, () => askQuiet(resolving));
  const releases = lane('releases', 2_000, () => releaseAllocations({ ...base, store, stock: doors.stock, onReleased: wake('sourcing') }));
  const pushes = lane(
    'pushes',
    1_000,
    () =>
      interpretPushes({
        ...base,
        store,
        accepted,
        provinceOfWarehouse,
        onOutbound: wake('parcels', 'numbers', 'stops'),
        onRefused: wake('releases', 'sourcing'),
        bodiesOf: keeper.bodiesOf,
        forgetBodies: keeper.forgetBodies,
        read: reader.read,
        refOf: deps.refOf,
      }),
    PACE_MS,
  );
  const numbers = lane('waybills', 1_000, numberer.turn);
  const parcels = lane(
    'parcels',
    1_000,
    () => dispatchParcels({ ...base, store, weather: links.weather, warehouseAt: (id) => warehouses.get(id) }),
    PACE_MS,
  );
  const routes = lane('quiet parcels', MINUTE_MS, () =>
    seekRoutes({ ...base, store, provinceOfWarehouse, carrierOf: links.carrierOf, quietMs }),
  );
  const counts = countLane(deps, [...warehouses.keys()]);
  const all = [sourcing, dispatch, stops, unknown, quiet, releases, pushes, numbers, parcels, routes, counts];

  return {
    abilities: {
      clearances: {
        ...base,
        store,
        onNew: (orders) => {
          queue.offer(orders);
          sourcing.wake();
        },
        onWaiting: wake('sourcing', 'dispatch', 'releases'),
      },
      stops: { ...base, store, onAsked: wake('stops', 'unknown') },
      news: { ...base, store, onUnparked: wake('dispatch') },
    },
    keeper,
    wakeSourcing: wake('sourcing'),
    onLocated: queue.locate,
    trace: { ...base, store, provinceOfWarehouse, carrierOf: links.carrierOf },
    start: () => {
      for (const one of all) one.start();
    },
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
      await sourcer.settle();
      await Promise.all([dispatcher.settle(), canceller.settle(), numberer.settle()]);
    },
  };
}

/** Counts at the start and every few minutes; a warehouse that did not answer is asked again soon. */
function countLane(deps: LaneDeps, warehouseIds: readonly string[]): Lane {
  let left: readonly string[] = [];
  let countedAt = 0;
  return createLane({
    name: 'counts',
    sweepMs: 5_000,
    log: deps.base.log,
    turn: async () => {
      const due = Date.now() - countedAt >= deps.deployment.wms.countEverySeconds * 1_000;
      const ids = due ? warehouseIds : left;
      if (due) countedAt = Date.now();
      left = ids.length === 0 ? [] : await countStock({ ...deps.base, link: deps.links.warehouse, warehouseIds: ids });
      return false;
    },
  });
}

function senderOf(deployment: FulfilmentDeployment, warehouse: FulfilmentDeployment['warehouses'][number]): Sender {
  if (warehouse.sender !== undefined) return warehouse.sender;
  const province = provinceOf(warehouse.adcode);
  return {
    name: `${deployment.brand.name} ${warehouse.name}`,
    phone: '4000000000',
    province,
    city: province,
    county: '',
    detail: warehouse.name,
  };
}
