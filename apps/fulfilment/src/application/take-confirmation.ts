import { parcelId } from '../domain/fulfilment-order.ts';
import { takeConfirmation, type Confirmation } from '../domain/outbound.ts';
import { doDeed, mayDo, safeText, type Effects, type FulfilmentState, type ParcelState } from './fulfilment-state.ts';
import { about, accept } from './take-outcome.ts';

export interface PushTelling {
  readonly now: Date;
  readonly receivedAt: Date;
  readonly rawRef: string;
  readonly system: string;
}

/** What left the building: once per id of the warehouse, whatever the order and number of its pushes. */
export function applyConfirmation(state: FulfilmentState, confirmation: Confirmation, effects: Effects, telling: PushTelling): void {
  if (state.confirmations.has(confirmation.outBizCode)) return;
  state.confirmations.add(confirmation.outBizCode);
  effects.confirmations.push({ fulfilmentOrderId: state.id, outBizCode: confirmation.outBizCode, rawRef: telling.rawRef });
  if (state.sending === 'SENDING' || state.sending === 'UNKNOWN') accept(state, '', effects, telling);
  state.lastNewsAt = telling.now;
  const effect = takeConfirmation(state.status, state.lines, confirmation);
  // A final confirmation came before (as a push or as the answer to a query): it cannot leave twice.
  if (!mayDo(state, effect.deed)) return tellRepeat(state, confirmation, effects, telling);

  const stopping = state.status === 'STOPPING';
  doDeed(state, effect.deed);
  state.outboundAt ??= confirmation.confirmedAt;
  for (const share of effect.shipped) {
    const line = state.lines.find((one) => one.lineNo === share.lineNo);
    if (line !== undefined) line.shipped += share.quantity;
  }
  const parcels = effect.packages.map((one) => putParcel(state, one, confirmation, telling));
  effects.events.push(
    about(
      state,
      telling,
      {
        type: 'hub.fulfilment.outbound.v1',
        data: {
          orderId: state.orderId,
          fulfilmentOrderId: state.id,
          warehouseId: state.warehouseId,
          outBizCode: confirmation.outBizCode,
          parcels: parcels.map((parcel) => ({
            parcelId: parcel.id,
            carrier: parcel.carrier,
            trackingNumber: parcel.trackingNumber ?? '',
            lines: [...parcel.lines],
          })),
          lines: state.lines.map((line) => ({
            lineNo: line.lineNo,
            sku: line.sku,
            planned: line.quantity,
            shipped: effect.shipped.find((share) => share.lineNo === line.lineNo)?.quantity ?? 0,
          })),
          final: confirmation.final,
          outboundAt: confirmation.confirmedAt,
        },
      },
      telling.system,
      confirmation.confirmedAt,
    ),
  );
  for (const parcel of parcels) {
    // A number that we asked for ourselves has been told already.
    if (parcel.trackingNumber === null || parcel.rawRef !== telling.rawRef) continue;
    effects.events.push(
      about(
        state,
        telling,
        {
          type: 'hub.fulfilment.waybill-created.v1',
          data: {
            orderId: state.orderId,
            parcelId: parcel.id,
            carrier: parcel.carrier,
            trackingNumber: parcel.trackingNumber,
            beforeOutbound: true,
            createdAt: confirmation.confirmedAt,
          },
        },
        telling.system,
        confirmation.confirmedAt,
      ),
    );
  }
  for (const conflict of effect.conflicts) effects.events.push(conflictEvent(state, conflict, telling));
  // It went out while a stop was asked for: the answer is no, whatever the WMS says of the cancel.
  if (stopping)
    effects.stopParts.push({ fulfilmentOrderId: state.id, state: 'DECLINED', reason: 'already outbound', rawRef: telling.rawRef });
}

export function conflictEvent(state: FulfilmentState, conflict: { readonly kind: string; readonly detail: string }, telling: PushTelling) {
  return about(
    state,
    telling,
    {
      type: 'hub.fulfilment.conflict-raised.v1',
      data: {
        orderId: state.orderId,
        fulfilmentOrderId: state.id,
        warehouseId: state.warehouseId,
        kind: conflict.kind,
        detail: safeText(conflict.detail),
        raisedAt: telling.now,
      },
    },
    telling.system,
    telling.receivedAt,
  );
}

function putParcel(
  state: FulfilmentState,
  one: { readonly carrier: string; readonly trackingNumber: string; readonly weightGrams: number; readonly lines: ParcelState['lines'] },
  confirmation: Confirmation,
  telling: PushTelling,
): ParcelState {
  const own = state.parcels.find(
    (parcel) =>
      parcel.outboundAt === null &&
      (one.trackingNumber === '' || parcel.trackingNumber === null || parcel.trackingNumber === one.trackingNumber),
  );
  const parcel: ParcelState = own ?? {
    id: parcelId(state.id, state.parcels.length + 1),
    carrier: one.carrier || state.carrier,
    trackingNumber: null,
    waybill: 'WANTED',
    weightGrams: one.weightGrams,
    outboundAt: null,
    rawRef: telling.rawRef,
    lines: one.lines,
    touched: true,
  };
  parcel.touched = true;
  parcel.outboundAt = confirmation.confirmedAt;
  parcel.lines = one.lines;
  if (one.weightGrams > 0) parcel.weightGrams = one.weightGrams;
  if (one.trackingNumber !== '' && parcel.trackingNumber === null) {
    parcel.trackingNumber = one.trackingNumber;
    parcel.waybill = 'ANNOUNCING';
    parcel.rawRef = telling.rawRef;
    if (one.carrier !== '') parcel.carrier = one.carrier;
  }
  if (parcel.trackingNumber === null) parcel.waybill = 'WANTED';
  if (own === undefined) state.parcels.push(parcel);
  return parcel;
}

/** The same again under another id is no news; something else after the last word is a contradiction. */
function tellRepeat(state: FulfilmentState, confirmation: Confirmation, effects: Effects, telling: PushTelling): void {
  const numbers = new Set(state.parcels.map((parcel) => parcel.trackingNumber));
  const strange = confirmation.packages.filter((one) => one.trackingNumber !== '' && !numbers.has(one.trackingNumber));
  if (strange.length === 0) return;
  const detail = `confirmed again as ${confirmation.outBizCode} with ${strange.map((one) => one.trackingNumber).join(', ')}`;
  effects.events.push(conflictEvent(state, { kind: 'SHIPPED_OTHERWISE', detail }, telling));
}
