import type { WaitingOrder } from './sourcing-stores.ts';

/** Who waits to be sourced: new orders as they were just written, so that they need not be read, and word that others wait in the table. */
export interface SourcingQueue {
  /** Orders whose first clearance has been committed. */
  offer(orders: readonly WaitingOrder[]): void;
  /** A better coordinate was committed while they wait. */
  locate(located: readonly LocatedToken[]): void;
  /** Others may wait in the table, or something went wrong with those that were taken. */
  lookAgain(): void;
  /** What a look into the table leaves out, since it is in memory; undefined when none is due. */
  look(): Known | undefined;
  /** What the table held besides, and whether that was all: they wait behind those in memory. */
  found(orders: readonly WaitingOrder[], all: boolean): void;
  /** The next ones, the urgent first; they are in hand until they are `done`. */
  take(limit: number): readonly WaitingOrder[];
  /** The table alone knows of these now. */
  done(orderIds: readonly string[]): void;
  /** They wait again, before all others; of those that were sourced before the table alone knows. */
  putBack(orders: readonly WaitingOrder[]): void;
  /** Whether so many wait, as far as it is known. */
  holds(many: number): boolean;
  hasMore(): boolean;
}

export interface Known {
  /** Taken, planned, or being sent. */
  readonly inHand: readonly string[];
  readonly waiting: readonly string[];
}

export interface LocatedToken {
  readonly token: string;
  readonly at: WaitingOrder['clearance']['at'];
  readonly precision: WaitingOrder['clearance']['precision'];
}

/** A turn of sourcing takes so many at the most. */
export const BATCH = 400;
/** More than this stay in the table. */
const MOST = 5_000;

export function createSourcingQueue(sweepMs: number): SourcingQueue {
  let fresh = new Map<string, WaitingOrder>();
  const inHand = new Set<string>();
  /** In hand while word came that may be about them: a look leaves them out, so that another one is due when they are done. */
  const doubtful = new Set<string>();
  // What a process before this one left is not known.
  let mustLook = true;
  /** Others wait in the table. Who comes now stays there too: it would overtake them. */
  let leftSome = false;
  let isLooking = false;
  /** Came while a look was under way and others were left: behind them if that look finds them all. */
  const meanwhile = new Map<string, WaitingOrder>();
  /** Put back, and in the table alone. */
  const first = new Set<string>();
  let lookedAt = 0;

  const putFirst = (orders: readonly WaitingOrder[]): void => {
    fresh = new Map([...orders.map((order) => [order.orderId, order] as const), ...fresh]);
  };
  const offer = (orders: readonly WaitingOrder[]): void => {
    for (const order of orders) {
      leftSome ||= fresh.size >= MOST;
      if (!leftSome) fresh.set(order.orderId, order);
      else if (isLooking) meanwhile.set(order.orderId, order);
    }
  };
  const putBehind = (orders: readonly WaitingOrder[]): void => {
    for (const order of orders) if (!fresh.has(order.orderId)) fresh.set(order.orderId, order);
  };
  const isDue = (): boolean => mustLook || (leftSome && fresh.size < BATCH);

  return {
    offer,
    locate: (located) => {
      const places = new Map(located.map((one) => [one.token, one]));
      for (const orders of [fresh, meanwhile]) {
        for (const [id, order] of orders) {
          const place = places.get(order.clearance.recipientToken);
          if (place !== undefined)
            orders.set(id, { ...order, clearance: { ...order.clearance, at: place.at, precision: place.precision } });
        }
      }
    },
    lookAgain: () => {
      mustLook = true;
      for (const id of inHand) doubtful.add(id);
    },
    look: () => {
      if (!isDue() && Date.now() - lookedAt < sweepMs) return undefined;
      // Word that comes while the table is read asks for another look.
      mustLook = false;
      isLooking = true;
      // Of a look that failed: this one finds them.
      meanwhile.clear();
      lookedAt = Date.now();
      return { inHand: [...inHand], waiting: [...fresh.keys()] };
    },
    found: (orders, all) => {
      isLooking = false;
      leftSome = !all;
      putFirst(orders.filter((order) => first.delete(order.orderId)));
      putBehind(orders);
      if (all) {
        offer([...meanwhile.values()]);
        // They do not wait any more.
        first.clear();
      }
      meanwhile.clear();
    },
    take: (limit) => {
      const orders = [...fresh.values()].toSorted((a, b) => Number(b.clearance.raised) - Number(a.clearance.raised)).slice(0, limit);
      for (const { orderId } of orders) {
        fresh.delete(orderId);
        inHand.add(orderId);
      }
      return orders;
    },
    done: (orderIds) => {
      for (const id of orderIds) {
        inHand.delete(id);
        if (doubtful.delete(id)) mustLook = true;
      }
    },
    putBack: (orders) => {
      for (const { orderId } of orders) inHand.delete(orderId);
      putFirst(orders.filter((order) => order.nextSerial === 1));
      // What live fulfilment orders have of the others may change while they wait.
      const again = orders.filter((order) => order.nextSerial > 1);
      for (const { orderId } of again) first.add(orderId);
      if (again.length > 0) mustLook = true;
    },
    holds: (many) => leftSome || fresh.size >= many,
    hasMore: () => mustLook || leftSome || fresh.size > 0,
  };
}
