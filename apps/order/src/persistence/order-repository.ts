import type { Tx } from '@orderloom/outbox';
import type { OrderChange, Orders, PlatformKey } from '../application/ports.ts';
import type { Order } from '../domain/order.ts';
import { readOrders } from './read-orders.ts';
import { saveCases } from './save-cases.ts';
import { insertOrders, isToldAnew, updateProgress, updateTold, type WrittenRow } from './save-orders.ts';

/** Enough for the orders that are on their way to a warehouse at the peak; whoever comes back hours later is read. */
const MOST_REMEMBERED = 5_000;

interface Remembered {
  readonly order: Order;
  readonly writtenBy: string;
}

/**
 * Orders in Postgres, in batches. What this process wrote it remembers with the transaction that wrote the row: under the row's lock, the same
 * transaction in the row says that nobody wrote since, and nothing has to be read. Every change of an order writes its row, so what belongs to
 * it in other tables is vouched for too.
 */
export function createOrderRepository(): Orders {
  const remembered = new Map<string, Remembered>();
  const rememberWhenCommitted = (tx: Tx, rows: readonly WrittenRow[], orders: readonly Order[]): void => {
    const writers = new Map(rows.map((row) => [row.id, row.written_by]));
    tx.onCommit(() => {
      for (const order of orders) {
        remembered.delete(order.id);
        const writtenBy = writers.get(order.id);
        if (writtenBy !== undefined) remembered.set(order.id, { order, writtenBy });
      }
      for (const oldest of remembered.keys()) {
        if (remembered.size <= MOST_REMEMBERED) break;
        remembered.delete(oldest);
      }
    });
  };

  return {
    lock: async (tx, ids, keys = []) => {
      if (ids.length + keys.length === 0) return new Map();
      const rows = await lockRows(tx, ids, keys);
      const known = rows.flatMap((row): Order[] => {
        const one = remembered.get(row.id);
        return one?.writtenBy === row.written_by ? [one.order] : [];
      });
      const knownIds = new Set(known.map((order) => order.id));
      // A statement of its own: the one that waited for the locks still sees of other tables what was there before it waited.
      const read = await readOrders(
        tx,
        rows.map((row) => row.id).filter((id) => !knownIds.has(id)),
      );
      return new Map([...known.map((order) => [order.id, order] as const), ...read]);
    },
    place: async (tx, orders) => {
      if (orders.length === 0) return [];
      const rows = await insertOrders(tx, orders);
      await saveCases(tx, orders.map(asNew));
      rememberWhenCommitted(tx, rows, orders);
      return rows.flatMap((row) => row.early ?? []);
    },
    save: async (tx, changes) => {
      if (changes.length === 0) return;
      const orders = changes.map((change) => change.after);
      const anew = changes.filter(isToldAnew).map((change) => change.after);
      if (anew.length > 0) await updateTold(tx, anew);
      const rows = await updateProgress(tx, orders);
      await saveCases(tx, changes);
      rememberWhenCommitted(tx, rows, orders);
    },
    recall: (id) => remembered.get(id)?.order,
    unanswered: async (tx, before, limit) => {
      const { rows } = await tx.query<{ id: string }>(
        'select id from orders where stock_owed_since < $1 order by stock_owed_since limit $2',
        [before, limit],
      );
      return rows.map((row) => row.id);
    },
  };
}

/** Takes the rows' locks in order of the ids, so that two batches never wait for each other crosswise. */
async function lockRows(tx: Tx, ids: readonly string[], keys: readonly PlatformKey[]): Promise<readonly WrittenRow[]> {
  const { rows } = await tx.query<WrittenRow>(
    `select o.id, o.xmin::text as written_by from orders o
      where o.id = any(array(
        select unnest($1::text[])
        union all
        select k.id from unnest($2::text[], $3::text[], $4::text[]) as t (channel, shop_id, platform_order_no) join orders k
            on k.channel = t.channel and k.shop_id = t.shop_id and k.platform_order_no = t.platform_order_no))
      order by o.id for no key update of o`,
    [ids, keys.map((key) => key.channel), keys.map((key) => key.shopId), keys.map((key) => key.platformOrderNo)],
  );
  return rows;
}

function asNew(order: Order): OrderChange {
  return { before: undefined, after: order };
}
