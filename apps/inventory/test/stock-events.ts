import type { NewEvent } from '@orderloom/contracts';
import { eventually } from '@orderloom/testing';
import { expect } from 'vitest';
import { counted, type InventoryUnderTest } from './start-inventory.ts';

export const at = (seconds: number): Date => new Date(Date.parse('2026-11-22T02:00:00Z') + seconds * 1_000);

interface Sums {
  readonly on_hand: number;
  readonly reserved: number;
  readonly allocated: number;
}

export async function sums(inventory: InventoryUnderTest, sku: string): Promise<Sums | undefined> {
  const { rows } = await inventory.pool.query<Sums>(
    `select s.on_hand, s.reserved, (select coalesce(sum(w.allocated), 0)::int from warehouse_stock w where w.sku = s.sku) as allocated
       from sku_stock s where s.sku = $1`,
    [sku],
  );
  return rows[0];
}

export async function stateOf(inventory: InventoryUnderTest, orderId: string): Promise<string | undefined> {
  const { rows } = await inventory.pool.query<{ state: string }>('select state from order_stock where order_id = $1', [orderId]);
  return rows[0]?.state;
}

export async function told(
  inventory: InventoryUnderTest,
  type: string,
  key: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await inventory.pool.query<{ data: string }>(
    'select data from outbox_event where type = $1 and aggregate_id = $2 order by seq, nth',
    [`hub.inventory.${type}.v1`, key],
  );
  return rows.map((row): Readonly<Record<string, unknown>> => JSON.parse(row.data));
}

export function cancelled(orderId: string): NewEvent {
  return {
    type: 'hub.order.cancelled.v1',
    aggregateId: orderId,
    orderId,
    data: {
      orderId,
      channel: 'DY',
      shopId: 's',
      platformOrderNo: orderId,
      proposalId: '',
      reason: 'PERSON',
      refundIds: [],
      cancelledAt: at(0),
    },
  };
}

export function outbound(orderId: string, sku: string, quantity: number, when = new Date(), outBizCode = 'OUT-1'): NewEvent {
  return {
    type: 'hub.fulfilment.outbound.v1',
    aggregateId: orderId,
    orderId,
    data: {
      orderId,
      fulfilmentOrderId: `F-${orderId}`,
      warehouseId: 'W1',
      outBizCode,
      parcels: [],
      final: true,
      outboundAt: when,
      lines: [{ lineNo: sku, sku, planned: quantity, shipped: quantity }],
    },
  };
}

export async function allocate(
  inventory: InventoryUnderTest,
  orderId: string,
  sku: string,
  quantity: number,
  claimId = `F-${orderId}`,
): Promise<string | undefined> {
  const { results } = await inventory.stock.call.allocateMany({
    claims: [{ claimId, orderId, warehouseId: 'W1', lines: [{ lineNo: sku, sku, quantity }] }],
  });
  return results[0]?.answer;
}

export async function put(inventory: InventoryUnderTest, sku: string, units: number, when = new Date()): Promise<void> {
  await inventory.tell([counted('W1', { [sku]: units }, when)]);
  await eventually(async () => expect(await sums(inventory, sku)).toMatchObject({ on_hand: units }));
}
