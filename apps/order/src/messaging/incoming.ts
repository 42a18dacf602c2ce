import type { HubEvent } from '@orderloom/contracts';
import { PlatformOrderState, RefundKind, type OrderCaptured } from '@orderloom/contracts/hub/channel/v1/events';
import type { Money as MoneyMessage } from '@orderloom/contracts/hub/common/v1/types';
import { DomainError, type Money } from '@orderloom/domain-kernel';
import type { Cause } from '../application/ports.ts';
import type { Capture } from '../domain/capture.ts';
import type { PlatformState, Refund } from '../domain/order.ts';
import { recipientOf } from '../read-recipient.ts';

/** The message lacks what an order cannot be without; it goes to the dead letter with the name of the field. */
export class MessageUnusable extends DomainError {
  readonly code = 'MESSAGE_UNUSABLE';
}

export function causeOf(event: HubEvent): Cause {
  return {
    system: event.system,
    actor: event.actor,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    rawRef: event.rawRef,
    traceparent: event.traceparent,
  };
}

export function captureOf(event: HubEvent<'hub.channel.order-captured.v1'>): Capture {
  const { data } = event;
  requireLines(data);
  const state = stateOf(data.state);
  return {
    channel: data.channel,
    shopId: data.shopId,
    platformOrderNo: data.platformOrderNo,
    system: event.system,
    platformVersion: data.platformVersion,
    state,
    recipient: state === 'PAID' ? recipientOf(needed(data.recipient, 'recipient')) : data.recipient && recipientOf(data.recipient),
    buyerToken: data.buyerToken,
    lines: data.lines.map((line) => ({
      lineNo: line.lineNo,
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      unitPrice: moneyOf(line.unitPrice),
      paidShare: moneyOf(line.paidShare),
      gift: line.gift,
      coldChain: line.coldChain,
    })),
    goodsAmount: moneyOf(data.goodsAmount),
    discountAmount: moneyOf(data.discountAmount),
    freightAmount: moneyOf(data.freightAmount),
    paidAmount: moneyOf(data.paidAmount),
    submittedAt: data.submittedAt,
    platformCreatedAt: needed(data.platformCreatedAt, 'platform_created_at'),
    receivedAt: data.receivedAt ?? event.receivedAt,
    paidAt: data.paidAt,
    promisedShipAt: data.promisedShipAt,
    presale: data.presale,
    extensions: data.extensions,
    defaultedFields: data.defaultedFields,
  };
}

export function refundOf(event: HubEvent<'hub.channel.refund-requested.v1'>): Refund {
  const { data } = event;
  return {
    id: data.refundId,
    kind: refundKindOf(data.kind),
    state: 'REQUESTED',
    wholeOrder: data.wholeOrder,
    lines: data.lines.filter((line) => line.quantity > 0).map((line) => ({ lineNo: line.lineNo, quantity: line.quantity })),
    amount: moneyOf(data.amount),
    requestedAt: data.requestedAt ?? event.occurredAt,
  };
}

/** Amounts that the platform does not tell are zero, in the currency of all its orders. */
export function moneyOf(message: MoneyMessage | undefined): Money {
  return { minor: message?.minor ?? 0n, currency: message === undefined || message.currency === '' ? 'CNY' : message.currency };
}

function requireLines(data: OrderCaptured): void {
  if (data.lines.length === 0) throw new MessageUnusable('An order needs lines.', { field: 'lines' });
  if (data.lines.some((line) => line.quantity <= 0 || line.sku === '' || line.lineNo === '')) {
    throw new MessageUnusable('A line needs its number, its SKU and a quantity above zero.', { field: 'lines' });
  }
}

function stateOf(state: PlatformOrderState): PlatformState {
  switch (state) {
    case PlatformOrderState.AWAITING_PAYMENT:
      return 'AWAITING_PAYMENT';
    case PlatformOrderState.PAID:
      return 'PAID';
    case PlatformOrderState.PARTLY_SHIPPED:
      return 'PARTLY_SHIPPED';
    case PlatformOrderState.SHIPPED:
      return 'SHIPPED';
    case PlatformOrderState.COMPLETED:
      return 'COMPLETED';
    case PlatformOrderState.CANCELLED:
      return 'CANCELLED';
    case PlatformOrderState.UNSPECIFIED:
      throw new MessageUnusable('The state of the order is not told.', { field: 'state' });
  }
}

function refundKindOf(kind: RefundKind): Refund['kind'] {
  switch (kind) {
    case RefundKind.BEFORE_SHIPPING:
      return 'BEFORE_SHIPPING';
    case RefundKind.AFTER_SHIPPING:
      return 'AFTER_SHIPPING';
    case RefundKind.RETURN:
      return 'RETURN';
    case RefundKind.UNSPECIFIED:
      throw new MessageUnusable('The kind of the refund is not told.', { field: 'kind' });
  }
}

function needed<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new MessageUnusable('A field is missing.', { field });
  return value;
}
