import type { Template } from './template.ts';

/** Something that keeps an order where it is. */
export type Trouble = 'SHORT' | 'SOURCING_FAILED' | 'HELD' | 'REVIEW' | 'NO_ANSWER' | 'REFUSED';

/** The fact up to which a troubled order came as usual. */
export const lastGoodFact: Readonly<Record<Trouble, string>> = {
  SHORT: 'hub.order.payment-confirmed.v1',
  SOURCING_FAILED: 'hub.order.cleared-for-sourcing.v1',
  HELD: 'hub.inventory.stock-reserved.v1',
  REVIEW: 'hub.inventory.stock-reserved.v1',
  NO_ANSWER: 'hub.fulfilment.sent-to-warehouse.v1',
  REFUSED: 'hub.fulfilment.sent-to-warehouse.v1',
};

export interface TroubleFact {
  readonly type: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the owner of the trouble says of it. */
export function troubleFact(
  trouble: Trouble,
  order: { readonly id: string; readonly template: Template; readonly at: number; readonly holdId: string; readonly warehouseId: string },
): TroubleFact | undefined {
  const at = new Date(order.at).toISOString();
  const orderId = order.id;
  switch (trouble) {
    case 'SHORT':
      return {
        type: 'hub.inventory.stock-short.v1',
        actor: 'inventory',
        data: { orderId, lines: [{ sku: order.template.firstSku, wanted: 1, available: 0 }], refusedAt: at },
      };
    case 'SOURCING_FAILED':
      return {
        type: 'hub.fulfilment.sourcing-failed.v1',
        actor: 'fulfilment',
        data: { orderId, reason: 'NO_STOCK_IN_REACH', detail: `${order.template.firstSku}: 0 of 1`, decidedAt: at },
      };
    case 'HELD':
      return holdFact(order, { reason: 'PERSON', owner: 'operations', hours: 4, actor: 'operations' });
    case 'REVIEW':
      return holdFact(order, { reason: 'HIGH_VALUE', owner: 'operations', hours: 2, actor: 'hold-rules' });
    case 'REFUSED':
      return {
        type: 'hub.fulfilment.warehouse-refused.v1',
        actor: 'qimen',
        data: {
          orderId,
          fulfilmentOrderId: `${orderId}-1`,
          warehouseId: order.warehouseId,
          reason: 'the warehouse does not carry one of the products',
          refusedAt: at,
        },
      };
    case 'NO_ANSWER':
      return undefined;
    default: {
      const never: never = trouble;
      return never;
    }
  }
}

function holdFact(
  order: { readonly id: string; readonly at: number; readonly holdId: string },
  hold: { readonly reason: string; readonly owner: string; readonly hours: number; readonly actor: string },
): TroubleFact {
  return {
    type: 'hub.order.hold-placed.v1',
    actor: hold.actor,
    data: {
      orderId: order.id,
      holdId: order.holdId,
      reason: hold.reason,
      owner: hold.owner,
      placedAt: new Date(order.at).toISOString(),
      dueAt: new Date(order.at + hold.hours * 3_600_000).toISOString(),
    },
  };
}
