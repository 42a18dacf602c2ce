import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../../tools/start/progress.ts';
import { openWork } from '../checks/nothing-is-left.ts';
import { ordersAreWhole } from '../checks/orders-are-whole.ts';
import type { SentOrders } from '../checks/sent-orders.ts';
import type { FinalState } from '../checks/state.ts';
import { unshipped } from '../checks/unshipped.ts';
import type { Suite } from './suite.ts';

export interface Settled {
  readonly settled: boolean;
  readonly tookMs: number;
  /** What was still open at the last look. */
  readonly open: readonly string[];
}

const lookEveryMs = 2_000;
const sayEveryMs = 20_000;

/** Waits until every order stands in its place, what can ship has shipped, and nothing is under way in the hub. */
export async function untilSettled(
  state: FinalState,
  orders: SentOrders,
  options: {
    readonly until: Suite['until'];
    readonly alsoOpen: NonNullable<Suite['open']>;
    readonly seconds: number;
    readonly progress: Progress;
    readonly signal: AbortSignal;
    /** Called once, when every order has left its warehouse: parcels that moved on for hours would never let the hub come to rest. */
    readonly calmWorld: () => Promise<void>;
  },
): Promise<Settled> {
  const began = Date.now();
  let said = began;
  let isCalm = false;
  for (;;) {
    options.signal.throwIfAborted();
    const onTheWay = await ordersOnTheWay(state, orders, options.until);
    if (onTheWay.length === 0 && !isCalm) {
      isCalm = true;
      await options.calmWorld();
    }
    const open = [...onTheWay, ...(await options.alsoOpen(state, orders)), ...(await openWork(state))];
    const tookMs = Date.now() - began;
    if (open.length === 0) return { settled: true, tookMs, open };
    if (tookMs > options.seconds * 1000) return { settled: false, tookMs, open };
    if (Date.now() - said > sayEveryMs) {
      said = Date.now();
      options.progress.note(`still open: ${open.join(', ')}`);
    }
    await delay(lookEveryMs);
  }
}

async function ordersOnTheWay(state: FinalState, orders: SentOrders, until: Suite['until']): Promise<readonly string[]> {
  const { byPlace, placed } = await ordersAreWhole(state, orders);
  const missing = orders.acknowledged.length - placed;
  const { unsent, waiting } = await unshipped(state, orders);
  return [
    ...(missing > 0 ? [`${missing} orders not placed`] : []),
    ...(byPlace.nowhere > 0 ? [`${byPlace.nowhere} orders on their way to a warehouse`] : []),
    ...(unsent > 0 ? [`${unsent} orders that no warehouse has taken`] : []),
    ...(waiting > 0 && until === 'SHIPPED' ? [`${waiting} orders at the warehouse`] : []),
  ];
}
