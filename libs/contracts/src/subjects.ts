import * as channel from '../gen/hub/channel/v1/events.ts';
import * as common from '../gen/hub/common/v1/types.ts';
import * as finance from '../gen/hub/finance/v1/events.ts';
import * as fulfilment from '../gen/hub/fulfilment/v1/events.ts';
import * as gateway from '../gen/hub/gateway/v1/events.ts';
import * as inventory from '../gen/hub/inventory/v1/events.ts';
import * as messenger from '../gen/hub/messenger/v1/events.ts';
import * as order from '../gen/hub/order/v1/events.ts';
import * as tower from '../gen/hub/tower/v1/events.ts';

/** Every event of the hub: its CloudEvents type, which is also its NATS subject, and the codec of its body. */
export const eventCatalogue = {
  'hub.channel.order-captured.v1': channel.OrderCaptured,
  'hub.channel.refund-requested.v1': channel.RefundRequested,
  'hub.channel.refund-withdrawn.v1': channel.RefundWithdrawn,
  'hub.channel.refund-completed.v1': channel.RefundCompleted,
  'hub.channel.refund-answered.v1': channel.RefundAnswered,
  'hub.channel.ship-notice-sent.v1': channel.ShipNoticeSent,
  'hub.channel.ship-notice-refused.v1': channel.ShipNoticeRefused,
  'hub.channel.recipient-located.v1': channel.RecipientLocated,
  'hub.channel.payload-quarantined.v1': channel.PayloadQuarantined,
  'hub.channel.quarantine-released.v1': channel.QuarantineReleased,
  'hub.channel.history-imported.v1': channel.HistoryImported,
  'hub.channel.history-import-finished.v1': channel.HistoryImportFinished,
  'hub.channel.history-withdrawn.v1': channel.HistoryWithdrawn,
  'hub.channel.audit-recorded.v1': common.AuditRecorded,
  'hub.channel.dead-lettered.v1': common.DeadLettered,
  'hub.channel.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.order.placed.v1': order.OrderPlaced,
  'hub.order.payment-confirmed.v1': order.PaymentConfirmed,
  'hub.order.cleared-for-sourcing.v1': order.ClearedForSourcing,
  'hub.order.hold-placed.v1': order.HoldPlaced,
  'hub.order.hold-released.v1': order.HoldReleased,
  'hub.order.stop-proposed.v1': order.StopProposed,
  'hub.order.cancelled.v1': order.OrderCancelled,
  'hub.order.lines-cancelled.v1': order.LinesCancelled,
  'hub.order.cancel-declined.v1': order.CancelDeclined,
  'hub.order.recipient-changed.v1': order.RecipientChanged,
  'hub.order.refund-recorded.v1': order.RefundRecorded,
  'hub.order.platform-state-changed.v1': order.PlatformStateChanged,
  'hub.order.remark-added.v1': order.RemarkAdded,
  'hub.order.bulk-deed-answered.v1': common.BulkDeedAnswered,
  'hub.order.expedited.v1': order.OrderExpedited,
  'hub.order.audit-recorded.v1': common.AuditRecorded,
  'hub.order.dead-lettered.v1': common.DeadLettered,
  'hub.order.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.inventory.stock-reserved.v1': inventory.StockReserved,
  'hub.inventory.stock-short.v1': inventory.StockShort,
  'hub.inventory.stock-released.v1': inventory.StockReleased,
  'hub.inventory.stock-consumed.v1': inventory.StockConsumed,
  'hub.inventory.availability-changed.v1': inventory.AvailabilityChanged,
  'hub.inventory.drift-detected.v1': inventory.DriftDetected,
  'hub.inventory.audit-recorded.v1': common.AuditRecorded,
  'hub.inventory.dead-lettered.v1': common.DeadLettered,
  'hub.inventory.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.fulfilment.order-sourced.v1': fulfilment.OrderSourced,
  'hub.fulfilment.sourcing-failed.v1': fulfilment.SourcingFailed,
  'hub.fulfilment.sent-to-warehouse.v1': fulfilment.SentToWarehouse,
  'hub.fulfilment.warehouse-accepted.v1': fulfilment.WarehouseAccepted,
  'hub.fulfilment.warehouse-refused.v1': fulfilment.WarehouseRefused,
  'hub.fulfilment.warehouse-progressed.v1': fulfilment.WarehouseProgressed,
  'hub.fulfilment.outbound.v1': fulfilment.Outbound,
  'hub.fulfilment.waybill-created.v1': fulfilment.WaybillCreated,
  'hub.fulfilment.waybill-refused.v1': fulfilment.WaybillRefused,
  'hub.fulfilment.parcel-dispatched.v1': fulfilment.ParcelDispatched,
  'hub.fulfilment.route-node-seen.v1': fulfilment.RouteNodeSeen,
  'hub.fulfilment.stop-confirmed.v1': fulfilment.StopConfirmed,
  'hub.fulfilment.stop-declined.v1': fulfilment.StopDeclined,
  'hub.fulfilment.conflict-raised.v1': fulfilment.ConflictRaised,
  'hub.fulfilment.milestone-confirmed.v1': fulfilment.MilestoneConfirmed,
  'hub.fulfilment.stock-counted.v1': fulfilment.StockCounted,
  'hub.fulfilment.stock-moved.v1': fulfilment.StockMoved,
  'hub.fulfilment.bulk-deed-answered.v1': common.BulkDeedAnswered,
  'hub.fulfilment.audit-recorded.v1': common.AuditRecorded,
  'hub.fulfilment.dead-lettered.v1': common.DeadLettered,
  'hub.fulfilment.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.finance.voucher-posted.v1': finance.VoucherPosted,
  'hub.finance.voucher-refused.v1': finance.VoucherRefused,
  'hub.finance.voucher-reversed.v1': finance.VoucherReversed,
  'hub.finance.audit-recorded.v1': common.AuditRecorded,
  'hub.finance.dead-lettered.v1': common.DeadLettered,
  'hub.finance.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.messenger.message-sent.v1': messenger.MessageSent,
  'hub.messenger.message-refused.v1': messenger.MessageRefused,
  'hub.messenger.message-delivered.v1': messenger.MessageDelivered,
  'hub.messenger.audit-recorded.v1': common.AuditRecorded,
  'hub.messenger.dead-lettered.v1': common.DeadLettered,
  'hub.messenger.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.tower.twin-changed.v1': tower.TwinChanged,
  'hub.tower.work-item-opened.v1': tower.WorkItemOpened,
  'hub.tower.work-item-closed.v1': tower.WorkItemClosed,
  'hub.tower.alert-raised.v1': tower.AlertRaised,
  'hub.tower.alert-closed.v1': tower.AlertClosed,
  'hub.tower.dead-letter-replay-requested.v1': tower.DeadLetterReplayRequested,
  'hub.tower.bulk-deed-requested.v1': tower.BulkDeedRequested,
  'hub.tower.audit-recorded.v1': common.AuditRecorded,
  'hub.tower.dead-lettered.v1': common.DeadLettered,
  'hub.tower.dead-letter-settled.v1': common.DeadLetterSettled,

  'hub.gateway.webhook-keeping-ended.v1': gateway.WebhookKeepingEnded,
  'hub.gateway.audit-recorded.v1': common.AuditRecorded,
  'hub.gateway.dead-lettered.v1': common.DeadLettered,
  'hub.gateway.dead-letter-settled.v1': common.DeadLetterSettled,
} as const;

export type EventType = keyof typeof eventCatalogue;

export type EventBody<T extends EventType> = ReturnType<(typeof eventCatalogue)[T]['fromJSON']>;

/** A producing context; it is the second word of its subjects and has one stream. */
export type Context = 'channel' | 'order' | 'inventory' | 'fulfilment' | 'finance' | 'messenger' | 'tower' | 'gateway';

/** Who reads each context's stream. A producer keeps its outbox rows until all of these have passed them. */
export const consumersOf: Readonly<Record<Context, readonly Context[]>> = {
  channel: ['order', 'fulfilment', 'messenger', 'tower'],
  order: ['channel', 'inventory', 'fulfilment', 'finance', 'messenger', 'tower'],
  inventory: ['channel', 'order', 'messenger', 'tower'],
  fulfilment: ['channel', 'order', 'inventory', 'finance', 'messenger', 'tower'],
  finance: ['tower'],
  messenger: ['tower'],
  tower: ['channel', 'order', 'inventory', 'fulfilment', 'finance', 'messenger'],
  gateway: ['messenger', 'tower'],
};

/** What stops goods that may be on their way to a packer. Under load others wait a moment so that they meet: these do not, and nobody with them. */
const urgent: ReadonlySet<EventType> = new Set(['hub.channel.refund-requested.v1', 'hub.order.stop-proposed.v1']);

export function isUrgent(type: EventType): boolean {
  return urgent.has(type);
}

export function isEventType(value: string): value is EventType {
  return Object.hasOwn(eventCatalogue, value);
}

export function contextOf(type: EventType): Context {
  return type.split('.', 2)[1] as Context; // the catalogue's keys are written that way
}
