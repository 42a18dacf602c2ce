import type { NewEvent } from '@orderloom/contracts';
import { doDeed, mayDo, safeText, type Effects, type FulfilmentState } from './fulfilment-state.ts';
import type { CreateOutcome } from './ports.ts';

/** The second refusal of an order is a person's business. */
export const MOST_REFUSALS = 1;

export interface Telling {
  readonly now: Date;
  readonly rawRef: string;
  /** A query has confirmed it: a refusal is final even after an attempt with an unknown outcome. */
  readonly resolved: boolean;
}

/** What the WMS made of a delivery order, in state and effects. */
export function applyCreateOutcome(state: FulfilmentState, outcome: CreateOutcome, effects: Effects, telling: Telling): void {
  if (state.sending === 'ANSWERED' || state.sending === 'NOT') return;
  switch (outcome.kind) {
    case 'ACCEPTED':
      accept(state, outcome.wmsOrderId, effects, telling);
      return;
    case 'REFUSED':
      // An earlier attempt may have arrived: "exists already" is then an acceptance, which only a query can tell.
      if (state.attempts > 1 && !telling.resolved) return leaveUnknown(state, telling.now);
      refuse(state, outcome, effects, telling);
      return;
    case 'UNKNOWN':
      leaveUnknown(state, telling.now);
      return;
    default: {
      const never: never = outcome;
      throw new Error(`unknown outcome ${String(never)}`);
    }
  }
}

/** The longer it lasts, the slower it is asked: a quarter of the time since it was first sent, a minute at the most. */
function leaveUnknown(state: FulfilmentState, now: Date): void {
  const since = now.getTime() - (state.sentAt ?? now).getTime();
  state.sending = 'UNKNOWN';
  state.nextTryAt = new Date(now.getTime() + Math.min(60_000, Math.max(1_000, since / 4)));
}

/** The WMS has it, whoever said so: its answer, a query, or a step that it reported. */
export function accept(state: FulfilmentState, wmsOrderId: string, effects: Effects, telling: Pick<Telling, 'now' | 'rawRef'>): void {
  if (state.sending === 'ANSWERED') return;
  state.sending = 'ANSWERED';
  if (wmsOrderId !== '') state.wmsOrderId = wmsOrderId;
  state.acceptedAt ??= telling.now;
  state.lastNewsAt = telling.now;
  if (mayDo(state, 'accept')) doDeed(state, 'accept');
  effects.events.push(
    about(
      state,
      telling,
      {
        type: 'hub.fulfilment.sent-to-warehouse.v1',
        data: { orderId: state.orderId, fulfilmentOrderId: state.id, warehouseId: state.warehouseId, sentAt: state.sentAt ?? telling.now },
      },
      'hub',
      state.sentAt ?? telling.now,
    ),
    about(
      state,
      telling,
      {
        type: 'hub.fulfilment.warehouse-accepted.v1',
        data: {
          orderId: state.orderId,
          fulfilmentOrderId: state.id,
          warehouseId: state.warehouseId,
          wmsOrderId: state.wmsOrderId,
          acceptedAt: telling.now,
        },
      },
      'qimen',
      telling.now,
    ),
  );
}

/** Not there and not coming: what it held goes back, and another warehouse is looked for once. */
export function refuse(
  state: FulfilmentState,
  refusal: { readonly code: string; readonly reason: string },
  effects: Effects,
  telling: Pick<Telling, 'now' | 'rawRef'>,
): void {
  if (!mayDo(state, 'refuse')) return;
  state.sending = 'ANSWERED';
  state.lastNewsAt = telling.now;
  const reason = safeText(refusal.reason || refusal.code);
  if (state.status === 'STOPPING') {
    doDeed(state, 'refuse');
    effects.stopParts.push({ fulfilmentOrderId: state.id, state: 'STOPPED', reason, rawRef: telling.rawRef });
    return;
  }
  doDeed(state, 'refuse');
  state.refusal = reason;
  effects.releases.push({ fulfilmentOrderId: state.id, orderId: state.orderId, reason: 'refused by the warehouse' });
  effects.resource.push({ orderId: state.orderId, excludeWarehouse: state.warehouseId, reason: `refused by the warehouse: ${reason}` });
  effects.events.push(
    about(
      state,
      telling,
      {
        type: 'hub.fulfilment.warehouse-refused.v1',
        data: {
          orderId: state.orderId,
          fulfilmentOrderId: state.id,
          warehouseId: state.warehouseId,
          code: refusal.code.slice(0, 60),
          reason,
          refusedAt: telling.now,
        },
      },
      'qimen',
      telling.now,
    ),
  );
}

type Told = { readonly [K in NewEvent['type']]: Pick<Extract<NewEvent, { type: K }>, 'type' | 'data'> }[NewEvent['type']];

/** An event of an order's story, with who said it, when, and where its raw body lies. */
export function about(
  state: { readonly orderId: string },
  telling: { readonly rawRef: string; readonly receivedAt?: Date },
  told: Told,
  system: string,
  occurredAt: Date,
): NewEvent {
  const event = {
    ...told,
    aggregateId: state.orderId,
    orderId: state.orderId,
    system,
    actor: system === 'hub' ? 'fulfilment' : system,
    occurredAt,
    rawRef: telling.rawRef,
    ...(telling.receivedAt === undefined ? {} : { receivedAt: telling.receivedAt }),
  };
  return event as NewEvent; // the spread of a union loses which member it is
}
