import type { NewEvent } from '@orderloom/contracts';
import { ActorKind } from '@orderloom/contracts/hub/common/v1/types';
import { v7 as uuidv7 } from 'uuid';
import type { LineQuantity, StockAct, StockEvent } from '../domain/stock-events.ts';

/** Domain event to contract message. */
export function stockMessage(event: StockEvent): NewEvent {
  switch (event.kind) {
    case 'reserved':
      return {
        ...aboutOrder(event),
        type: 'hub.inventory.stock-reserved.v1',
        data: { orderId: event.orderId, lines: copies(event.lines), reservedAt: event.at, expiresAt: event.expiresAt },
      };
    case 'short':
      return {
        ...aboutOrder(event),
        type: 'hub.inventory.stock-short.v1',
        data: { orderId: event.orderId, lines: event.lines.map((line) => ({ ...line })), refusedAt: event.at },
      };
    case 'released':
      return {
        ...aboutOrder(event),
        type: 'hub.inventory.stock-released.v1',
        data: { orderId: event.orderId, lines: copies(event.lines), reason: event.reason, releasedAt: event.at },
      };
    case 'consumed':
      return {
        ...aboutOrder(event),
        type: 'hub.inventory.stock-consumed.v1',
        data: { orderId: event.orderId, warehouseId: event.warehouseId, lines: copies(event.lines), consumedAt: event.at },
      };
    case 'availability-changed':
      return {
        type: 'hub.inventory.availability-changed.v1',
        aggregateId: event.sku,
        aggregateVersion: Number(event.version),
        occurredAt: event.at,
        data: {
          sku: event.sku,
          version: event.version,
          onHand: event.onHand,
          reserved: event.reserved,
          safetyStock: event.safety,
          availableToPromise: event.onHand - event.reserved - event.safety,
          changedAt: event.at,
        },
      };
    case 'drift-detected':
      return {
        type: 'hub.inventory.drift-detected.v1',
        aggregateId: `${event.drift.warehouseId}:${event.drift.sku}`,
        occurredAt: event.drift.countedAt,
        data: { ...event.drift },
      };
    case 'audited':
      return audited(event.act, event.at);
  }
}

function aboutOrder(event: { readonly orderId: string; readonly at: Date }) {
  return { aggregateId: event.orderId, orderId: event.orderId, occurredAt: event.at };
}

function audited(act: StockAct, at: Date): NewEvent {
  const auditId = uuidv7();
  return {
    type: 'hub.inventory.audit-recorded.v1',
    aggregateId: auditId,
    orderId: act.orderId,
    actor: act.actor,
    occurredAt: at,
    data: {
      auditId,
      actorKind: ActorKind[act.actorKind],
      actor: act.actor,
      deed: act.deed,
      subjectKind: 'stock',
      subjectId: act.subject,
      orderId: act.orderId,
      details: { ...act.details },
      actedAt: at,
    },
  };
}

function copies(lines: readonly LineQuantity[]): LineQuantity[] {
  return lines.map((line) => ({ ...line }));
}
