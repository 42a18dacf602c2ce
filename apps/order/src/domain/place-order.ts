import type { Capture } from './capture.ts';
import type { Order, Recipient } from './order.ts';
import type { OrderStatus } from './order-lifecycle.ts';
import type { OrderEvent, Outcome } from './order-events.ts';

/** Meituan's orders arrive late and rise one time class (RTE-05). */
const raisedChannels: ReadonlySet<string> = new Set(['MT']);

/** Of an order that ended, or waits for its payment, the platform may tell no recipient. */
const nobody: Recipient = {
  token: '',
  maskedName: '',
  maskedPhone: '',
  district: undefined,
  coordinate: undefined,
  phoneIndex: '',
  phoneTailIndex: '',
  addressVague: false,
};

/**
 * Gives the platform's order its identity. An order that was shipped or ended before the hub knew it is kept as what it is:
 * it must never be reserved or sent again.
 */
export function placeOrder(capture: Capture, identity: { readonly id: string; readonly now: Date }): Outcome {
  const { lines, state, channel, ...told } = capture;
  const status = statusOf(capture);
  const order: Order = {
    ...told,
    recipient: capture.recipient ?? nobody,
    channel,
    id: identity.id,
    status,
    version: 0,
    platformState: state,
    timeClass: raisedChannels.has(channel) ? 'RAISED' : 'NORMAL',
    expedited: undefined,
    clearance: { round: 0, at: undefined, stands: false },
    stockOwedSince: status === 'PAID' ? identity.now : undefined,
    firstOutboundAt: undefined,
    signedAt: undefined,
    createdAt: identity.now,
    lines: lines.map((line) => ({ ...line, cancelledQuantity: status === 'CANCELLED' ? line.quantity : 0 })),
    holds: [],
    stops: [],
    refunds: [],
    parts: [],
  };
  const events: OrderEvent[] = [{ kind: 'placed' }];
  if (status === 'PAID') events.push({ kind: 'payment-confirmed' });
  if (status === 'CANCELLED')
    events.push({ kind: 'cancelled', proposalId: '', reason: 'PLATFORM_CANCELLED', refundIds: [], at: identity.now });
  if (status === 'OUTBOUND' || status === 'PARTLY_OUTBOUND' || status === 'SIGNED') {
    events.push({ kind: 'platform-state-changed', state, at: identity.now });
  }
  return { order, events };
}

function statusOf(capture: Capture): OrderStatus {
  switch (capture.state) {
    case 'AWAITING_PAYMENT':
      return 'AWAITING_PAYMENT';
    case 'PAID':
      return 'PAID';
    case 'PARTLY_SHIPPED':
      return 'PARTLY_OUTBOUND';
    case 'SHIPPED':
      return 'OUTBOUND';
    case 'COMPLETED':
      return 'SIGNED';
    case 'CANCELLED':
      return 'CANCELLED';
  }
}
