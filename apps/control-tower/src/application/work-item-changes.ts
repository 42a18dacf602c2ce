import type { AnyHubEvent } from '@orderloom/contracts';
import type { Phrase } from '../domain/answer.ts';
import type { Millis } from '../domain/twin-state.ts';
import { poolOfHold, type Pool, type WorkItemChange } from '../domain/work-items.ts';

/** Which work items a fact opens or closes. */
export function workItemChanges(event: AnyHubEvent): readonly WorkItemChange[] {
  const at = event.occurredAt.getTime();
  const { orderId } = event;
  const open = (pool: Pool, matter: string, code: string, parameters: Phrase['parameters']): Extract<WorkItemChange, { kind: 'OPEN' }> => ({
    kind: 'OPEN',
    pool,
    matter,
    orderId,
    at,
    summary: { code, parameters },
  });
  const close = (pool: Pool, matter: string): WorkItemChange => ({ kind: 'CLOSE', pool, matter, at, by: event.actor });
  switch (event.type) {
    case 'hub.inventory.stock-short.v1': {
      const line = event.data.lines[0];
      return [open('SHORTAGE', orderId, 'SHORT', { sku: line?.sku ?? '', wanted: line?.wanted ?? 0, available: line?.available ?? 0 })];
    }
    case 'hub.inventory.stock-reserved.v1':
      return [close('SHORTAGE', orderId)];
    case 'hub.order.hold-placed.v1': {
      const pool = poolOfHold(event.data.reason);
      const dueAt = event.data.dueAt?.getTime();
      if (pool === undefined) return [];
      const item = open(pool, event.data.holdId, 'HELD', { reason: event.data.reason, owner: event.data.owner });
      return [dueAt === undefined ? item : { ...item, dueAt }];
    }
    case 'hub.order.hold-released.v1':
      // The release does not say the reason: of the three pools one has this hold, or none.
      return (['ADDRESS', 'PRICE', 'HIGH_VALUE'] as const).map((pool) => close(pool, event.data.holdId));
    case 'hub.order.expedited.v1':
      // Before a warehouse has it the next decision takes it first by itself.
      return event.data.withWarehouse ? [open('EXPEDITE', orderId, 'EXPEDITED', { reason: event.data.reason })] : [];
    case 'hub.fulfilment.outbound.v1':
      return [close('EXPEDITE', orderId)];
    case 'hub.fulfilment.sourcing-failed.v1':
      return [open('SOURCING', orderId, 'SOURCING_FAILED', { reason: event.data.reason, detail: event.data.detail })];
    case 'hub.fulfilment.order-sourced.v1':
      return [close('SOURCING', orderId), close('WAREHOUSE_REFUSAL', orderId)];
    case 'hub.order.cancelled.v1':
      return [close('SHORTAGE', orderId), close('SOURCING', orderId), close('WAREHOUSE_REFUSAL', orderId), close('EXPEDITE', orderId)];
    case 'hub.fulfilment.warehouse-refused.v1':
      return [open('WAREHOUSE_REFUSAL', orderId, 'WAREHOUSE_REFUSED', { warehouse: event.data.warehouseId, reason: event.data.reason })];
    case 'hub.fulfilment.conflict-raised.v1':
      return [
        open('CONFLICT', event.data.fulfilmentOrderId, event.data.kind, { detail: event.data.detail, warehouse: event.data.warehouseId }),
      ];
    case 'hub.order.cancel-declined.v1':
      return [open('DECLINED_CANCEL', event.data.proposalId, 'CANCEL_DECLINED', { reason: event.data.reason })];
    case 'hub.channel.payload-quarantined.v1':
      return [
        open('QUARANTINE', event.data.quarantineId, event.data.reason, {
          shop: event.data.shopId,
          number: event.data.platformOrderNo,
          field: event.data.field,
          detail: event.data.detail,
        }),
      ];
    case 'hub.channel.quarantine-released.v1':
      return [close('QUARANTINE', event.data.quarantineId)];
    case 'hub.finance.voucher-refused.v1':
      return [open('VOUCHER', event.data.voucherId, 'VOUCHER_REFUSED', { code: event.data.code, reason: event.data.reason })];
    case 'hub.finance.voucher-posted.v1':
      return [close('VOUCHER', event.data.voucherId)];
    case 'hub.fulfilment.waybill-refused.v1':
      return [open('WAYBILL', event.data.parcelId, 'WAYBILL_REFUSED', { code: event.data.code, reason: event.data.reason })];
    case 'hub.fulfilment.waybill-created.v1':
      return [close('WAYBILL', event.data.parcelId)];
    case 'hub.messenger.message-refused.v1':
      // A buyer who does not follow the account is no trouble: the channel shows the number.
      if (event.data.code === 'NO_CONTACT') return [];
      return [open('MESSAGE', event.data.messageId, 'MESSAGE_REFUSED', { code: event.data.code, reason: event.data.reason })];
    case 'hub.messenger.message-sent.v1':
      return [close('MESSAGE', event.data.messageId)];
    case 'hub.channel.ship-notice-refused.v1':
      return [open('SHIP_NOTICE', event.data.parcelId, 'SHIP_NOTICE_REFUSED', { reason: event.data.reason })];
    case 'hub.channel.ship-notice-sent.v1':
      return [close('SHIP_NOTICE', event.data.parcelId)];
    default:
      return deadLetterChanges(event, at);
  }
}

function deadLetterChanges(event: AnyHubEvent, at: Millis): readonly WorkItemChange[] {
  if (event.type.endsWith('.dead-lettered.v1') && 'deadLetterId' in event.data && 'reason' in event.data && 'eventType' in event.data) {
    const { deadLetterId, consumer, eventType, reason, orderId } = event.data;
    return [
      {
        kind: 'OPEN',
        pool: 'DEAD_LETTER',
        matter: deadLetterId,
        orderId,
        at,
        summary: { code: 'DEAD_LETTERED', parameters: { consumer, type: eventType, reason, deadLetterId } },
      },
    ];
  }
  if (event.type.endsWith('.dead-letter-settled.v1') && 'deadLetterId' in event.data) {
    return [{ kind: 'CLOSE', pool: 'DEAD_LETTER', matter: event.data.deadLetterId, at, by: event.actor }];
  }
  return [];
}
