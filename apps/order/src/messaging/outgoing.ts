import type { NewEvent } from '@orderloom/contracts';
import { PlatformOrderState, RefundKind } from '@orderloom/contracts/hub/channel/v1/events';
import { ActorKind, CoordinatePrecision, type LineQuantity, type RecipientView } from '@orderloom/contracts/hub/common/v1/types';
import { StopScope, TimeClass, type OrderLine as LineMessage } from '@orderloom/contracts/hub/order/v1/events';
import { allocate, type Money } from '@orderloom/domain-kernel';
import { v7 as uuidv7 } from 'uuid';
import type { Cause, NumberedEvent } from '../application/ports.ts';
import type { OrderAct } from '../domain/order-events.ts';
import { remainingLines, type LineUnits, type Order, type OrderLine, type Recipient } from '../domain/order.ts';

/** Domain event to contract message. Facts of a platform carry the platform's own times and raw body; decisions are the hub's. */
export function orderMessage({ order, version, event, cause }: NumberedEvent): NewEvent {
  const ours = {
    aggregateId: order.id,
    aggregateVersion: version,
    orderId: order.id,
    ...(cause === undefined ? {} : { traceparent: cause.traceparent }),
  };
  const theirs = { ...ours, ...cause };
  const origin = { orderId: order.id, channel: order.channel, shopId: order.shopId, platformOrderNo: order.platformOrderNo };
  switch (event.kind) {
    case 'placed':
      return {
        ...theirs,
        occurredAt: order.platformCreatedAt,
        type: 'hub.order.placed.v1',
        data: {
          ...origin,
          ...amounts(order),
          lines: order.lines.map((line) => lineMessage(line, line.quantity)),
          recipient: recipientView(order.recipient),
          buyerToken: order.buyerToken,
          paid: order.paidAt !== undefined,
          submittedAt: order.submittedAt,
          platformCreatedAt: order.platformCreatedAt,
          receivedAt: order.receivedAt,
          promisedShipAt: order.promisedShipAt,
          timeClass: TimeClass[order.timeClass],
          presale: order.presale,
          defaultedFields: [...order.defaultedFields],
          extensions: { ...order.extensions },
        },
      };
    case 'payment-confirmed':
      return {
        ...theirs,
        ...(order.paidAt === undefined ? {} : { occurredAt: order.paidAt }),
        type: 'hub.order.payment-confirmed.v1',
        data: { ...origin, lines: wantedLines(order), paidAmount: order.paidAmount, paidAt: order.paidAt },
      };
    case 'cleared-for-sourcing':
      return {
        ...ours,
        type: 'hub.order.cleared-for-sourcing.v1',
        data: {
          ...origin,
          ...amounts(order),
          lines: event.lines.flatMap((units) => linesOf(order, units)),
          recipient: recipientView(order.recipient),
          timeClass: TimeClass[order.timeClass],
          promisedShipAt: order.promisedShipAt,
          placedAt: order.platformCreatedAt,
          paidAt: order.paidAt,
          buyerToken: order.buyerToken,
        },
      };
    case 'hold-placed':
      return {
        ...ours,
        actor: event.hold.placedBy,
        occurredAt: event.hold.placedAt,
        type: 'hub.order.hold-placed.v1',
        data: {
          orderId: order.id,
          holdId: event.hold.id,
          reason: event.hold.reason,
          owner: event.hold.owner,
          placedAt: event.hold.placedAt,
          dueAt: event.hold.dueAt,
          note: event.hold.note,
        },
      };
    case 'hold-released':
      return {
        ...ours,
        actor: event.by,
        occurredAt: event.at,
        type: 'hub.order.hold-released.v1',
        data: { orderId: order.id, holdId: event.holdId, releasedBy: event.by, releasedAt: event.at },
      };
    case 'stop-proposed':
      return {
        ...ours,
        occurredAt: event.at,
        type: 'hub.order.stop-proposed.v1',
        data: {
          orderId: order.id,
          proposalId: event.proposalId,
          scope: StopScope[event.scope],
          lineNos: [...event.lineNos],
          reason: event.reason,
          refundId: event.refundId,
          proposedAt: event.at,
        },
      };
    case 'cancelled':
      return {
        ...ours,
        occurredAt: event.at,
        type: 'hub.order.cancelled.v1',
        data: { ...origin, proposalId: event.proposalId, reason: event.reason, refundIds: [...event.refundIds], cancelledAt: event.at },
      };
    case 'lines-cancelled':
      return {
        ...ours,
        occurredAt: event.at,
        type: 'hub.order.lines-cancelled.v1',
        data: {
          ...origin,
          proposalId: event.proposalId,
          cancelled: event.cancelled.map((units) => quantityOf(order, units)),
          refundIds: [...event.refundIds],
          cancelledAt: event.at,
        },
      };
    case 'cancel-declined':
      return {
        ...ours,
        occurredAt: event.at,
        type: 'hub.order.cancel-declined.v1',
        data: { orderId: order.id, proposalId: event.proposalId, refundId: event.refundId, reason: event.reason, declinedAt: event.at },
      };
    case 'remark-added':
      return {
        ...ours,
        actor: event.author,
        occurredAt: event.at,
        type: 'hub.order.remark-added.v1',
        data: { orderId: order.id, remarkId: event.remarkId, author: event.author, addedAt: event.at },
      };
    case 'expedited':
      return {
        ...ours,
        actor: event.by,
        occurredAt: event.at,
        type: 'hub.order.expedited.v1',
        data: {
          orderId: order.id,
          expeditedBy: event.by,
          reason: event.reason,
          withWarehouse: event.withWarehouse,
          expeditedAt: event.at,
        },
      };
    case 'recipient-changed':
      return {
        ...theirs,
        type: 'hub.order.recipient-changed.v1',
        data: { orderId: order.id, recipient: recipientView(order.recipient), changedAt: event.at },
      };
    case 'refund-recorded':
      return {
        ...theirs,
        type: 'hub.order.refund-recorded.v1',
        data: {
          orderId: order.id,
          refundId: event.refund.id,
          kind: RefundKind[event.refund.kind],
          amount: event.amount,
          lines: event.refund.lines.map((units) => quantityOf(order, units)),
          recordedAt: event.at,
        },
      };
    case 'platform-state-changed':
      return {
        ...theirs,
        type: 'hub.order.platform-state-changed.v1',
        data: { orderId: order.id, state: PlatformOrderState[event.state], changedAt: event.at },
      };
    case 'audited':
      return audited(order.id, event.act, cause);
  }
}

export function audited(orderId: string, act: OrderAct, cause: Cause | undefined): NewEvent {
  const auditId = uuidv7();
  return {
    type: 'hub.order.audit-recorded.v1',
    aggregateId: auditId,
    orderId,
    actor: act.actor,
    occurredAt: act.at,
    ...(cause === undefined ? {} : { traceparent: cause.traceparent }),
    data: {
      auditId,
      actorKind: ActorKind[act.actorKind],
      actor: act.actor,
      deed: act.deed,
      subjectKind: act.subjectKind,
      subjectId: act.subjectId,
      orderId,
      details: { ...act.details },
      actedAt: act.at,
    },
  };
}

function amounts(order: Order) {
  return {
    goodsAmount: order.goodsAmount,
    discountAmount: order.discountAmount,
    freightAmount: order.freightAmount,
    paidAmount: order.paidAmount,
  };
}

/** What inventory is to hold: what was cancelled before is not wanted. */
function wantedLines(order: Order): LineQuantity[] {
  return remainingLines(order).map((units) => quantityOf(order, units));
}

function linesOf(order: Order, units: LineUnits): LineMessage[] {
  return order.lines.filter((line) => line.lineNo === units.lineNo).map((line) => lineMessage(line, units.quantity));
}

function lineMessage(line: OrderLine, quantity: number): LineMessage {
  return {
    lineNo: line.lineNo,
    sku: line.sku,
    title: line.title,
    quantity,
    unitPrice: line.unitPrice,
    paidShare: shareOf(line, quantity),
    gift: line.gift,
    coldChain: line.coldChain,
  };
}

/** What the buyer paid for so many units of the line; the parts of a line always add up to its whole share. */
function shareOf(line: OrderLine, quantity: number): Money {
  if (quantity === line.quantity) return line.paidShare;
  return allocate(line.paidShare, [BigInt(quantity), BigInt(line.quantity - quantity)])[0] ?? line.paidShare;
}

function quantityOf(order: Order, units: LineUnits): LineQuantity {
  return { lineNo: units.lineNo, sku: order.lines.find((line) => line.lineNo === units.lineNo)?.sku ?? '', quantity: units.quantity };
}

function recipientView(recipient: Recipient): RecipientView {
  const { coordinate } = recipient;
  return {
    ...recipient,
    district: recipient.district,
    coordinate: coordinate === undefined ? undefined : { ...coordinate, precision: precisionOf(coordinate.precision) },
  };
}

function precisionOf(text: string): CoordinatePrecision {
  return Object.values(CoordinatePrecision).find((known) => known === text) ?? CoordinatePrecision.UNSPECIFIED;
}
