import type { DispatchVerdict } from '@orderloom/contracts/hub/order/v1/service';
import { parcelId } from '../domain/fulfilment-order.ts';
import { doDeed, safeText, type Effects, type FulfilmentState } from './fulfilment-state.ts';
import type { OpenedRecipient } from './ports.ts';

/** The claim overtook the news of our own decision: it is there in a moment. */
const DECISION_UNDER_WAY = 'DECISION_UNDER_WAY';

export interface Asked {
  readonly verdict: DispatchVerdict | undefined;
  readonly recipients: ReadonlyMap<string, OpenedRecipient>;
  readonly numberBeforePacking: (carrier: string) => boolean;
  readonly now: Date;
}

/** Whether it may go to the warehouse now; everything else is written into state and effects. */
export function takeVerdict(state: FulfilmentState, asked: Asked, effects: Effects): boolean {
  const { verdict, now } = asked;
  const park = (reason: string, milliseconds: number): false => {
    state.parkedReason = reason;
    state.nextTryAt = new Date(now.getTime() + milliseconds);
    return false;
  };
  switch (verdict?.answer) {
    case 'DISPATCH_ANSWER_CLEARED':
      if (!asked.recipients.has(state.recipientToken)) return park('RECIPIENT_MISSING', 30_000);
      state.parkedReason = '';
      if (state.status === 'PLANNED') doDeed(state, 'clear');
      if (asked.numberBeforePacking(state.carrier) && state.parcels.length === 0) wantNumber(state);
      return !awaitsNumber(state);
    case 'DISPATCH_ANSWER_HELD':
      // Parked with its allocation: most holds end soon, and the goods are reserved for this order in any case.
      return park(`HELD: ${safeText(verdict.reason)}`, verdict.reason === DECISION_UNDER_WAY ? 1_000 : 60_000);
    case 'DISPATCH_ANSWER_STALE':
      doDeed(state, 'supersede');
      effects.releases.push({ fulfilmentOrderId: state.id, orderId: state.orderId, reason: 'order changed before it was sent' });
      return false;
    case 'DISPATCH_ANSWER_ENDED':
      doDeed(state, 'stop');
      effects.ended.push({ orderId: state.orderId, status: 'ENDED', reason: 'order ended' });
      return false;
    default:
      return park('NO_VERDICT', 5_000);
  }
}

export function awaitsNumber(state: FulfilmentState): boolean {
  return state.parcels.some((parcel) => parcel.waybill === 'WANTED');
}

function wantNumber(state: FulfilmentState): void {
  state.parcels.push({
    id: parcelId(state.id, 1),
    carrier: state.carrier,
    trackingNumber: null,
    waybill: 'WANTED',
    weightGrams: 0,
    outboundAt: null,
    rawRef: '',
    lines: state.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
    touched: true,
  });
}

/** It may have reached the warehouse from the moment on in which this is committed. */
export function markSending(state: FulfilmentState, now: Date): void {
  doDeed(state, 'send');
  state.sending = 'SENDING';
  state.attempts += 1;
  state.sentAt ??= now;
  state.lastNewsAt = now;
  state.nextTryAt = new Date(now.getTime() + 60_000);
}
