import type { WaitingOrder } from './sourcing-stores.ts';

/** Who waits to be sourced: new orders as they were just written, so that they need not be read, and word that others wait in the table. */
export interface SourcingQueue {
  /** Orders whose first clearance has been committed. */
  offer(orders: readonly WaitingOrder[]): void;
  /** A better coordinate was committed while they wait. */
  locate(located: readonly LocatedToken[]): void;
  /** Others may wait in the table, or a turn was broken off. */
  lookAgain(): void;
  /** The next ones, the urgent first; undefined when the table is to be read. */
  take(limit: number): readonly WaitingOrder[] | undefined;
  /** The table was read: these need not come again, and whether all of it was seen. */
  looked(orderIds: readonly string[], all: boolean): void;
  hasMore(): boolean;
}

export interface LocatedToken {
  readonly token: string;
  readonly at: WaitingOrder['clearance']['at'];
  readonly precision: WaitingOrder['clearance']['precision'];
}

/** More than this stay in the table. */
const MOST = 2_000;

export function createSourcingQueue(sweepMs: number): SourcingQueue {
  let fresh = new Map<string, WaitingOrder>();
  // What a process before this one left is not known.
  let mustLook = true;
  let lookedAt = 0;

  return {
    offer: (orders) => {
      for (const order of orders) {
        if (fresh.size < MOST) fresh.set(order.orderId, order);
        else mustLook = true;
      }
    },
    locate: (located) => {
      const places = new Map(located.map((one) => [one.token, one]));
      for (const [id, order] of fresh) {
        const place = places.get(order.clearance.recipientToken);
        if (place !== undefined) fresh.set(id, { ...order, clearance: { ...order.clearance, at: place.at, precision: place.precision } });
      }
    },
    lookAgain: () => {
      mustLook = true;
    },
    take: (limit) => {
      if (mustLook || Date.now() - lookedAt >= sweepMs) {
        // Word that comes while the table is read asks for another look.
        mustLook = false;
        lookedAt = Date.now();
        return undefined;
      }
      const orders = [...fresh.values()].toSorted((a, b) => Number(b.clearance.raised) - Number(a.clearance.raised));
      fresh = new Map(orders.slice(limit).map((order) => [order.orderId, order]));
      return orders.slice(0, limit);
    },
    looked: (orderIds, all) => {
      for (const id of orderIds) fresh.delete(id);
      if (!all) mustLook = true;
    },
    hasMore: () => mustLook || fresh.size > 0,
  };
}
