import type { AnyHubEvent } from '@orderloom/contracts';
import type { RecipientView } from '@orderloom/contracts/hub/common/v1/types';
import { isLate } from '../domain/sync-delay.ts';
import type { HoldState, Millis, ParcelState, PartState, StopState, TwinState, Units } from '../domain/twin-state.ts';

/** Folds one fact into the state. Any order of the same facts, each any number of times, gives the same state. */
export function applyFact(twin: TwinState, event: AnyHubEvent): TwinState {
  return withDelay(foldFact(twin, event), event);
}

/** Only outside systems can be late: what the hub itself says is said at once. */
function withDelay(twin: TwinState, event: AnyHubEvent): TwinState {
  const recordedAt = event.recordedAt.getTime();
  if (event.system === 'hub' || !isLate(recordedAt - event.occurredAt.getTime())) return twin;
  return { ...twin, lateFactAt: Math.max(twin.lateFactAt ?? 0, recordedAt) };
}

function foldFact(twin: TwinState, event: AnyHubEvent): TwinState {
  switch (event.type) {
    case 'hub.channel.order-captured.v1': {
      const at = ms(event.data.receivedAt) ?? 0;
      // The first capture is the arrival; later ones only bring news of the same order.
      if (event.data.intake === '' || at >= (twin.capturedAt ?? Infinity)) return twin;
      return { ...twin, capturedAt: at, pushed: event.data.intake === 'PUSH' };
    }
    case 'hub.order.placed.v1': {
      const { data } = event;
      return {
        ...withRecipient(twin, data.recipient, ms(data.receivedAt) ?? 0),
        channel: data.channel,
        shopId: data.shopId,
        platformOrderNo: data.platformOrderNo,
        paidMinor: (data.paidAmount?.minor ?? 0n).toString(),
        currency: data.paidAmount?.currency ?? 'CNY',
        quantity: data.lines.reduce((sum, line) => sum + line.quantity, 0),
        skus: [...new Set(data.lines.map((line) => line.sku))],
        ...some({
          placedAt: ms(data.platformCreatedAt),
          receivedAt: ms(data.receivedAt),
          promisedShipAt: ms(data.promisedShipAt),
        }),
      };
    }
    case 'hub.order.payment-confirmed.v1':
      return { ...twin, ...some({ paidAt: earliest(twin.paidAt, ms(event.data.paidAt)) }) };
    case 'hub.order.recipient-changed.v1':
      return withRecipient(twin, event.data.recipient, ms(event.data.changedAt) ?? 0);
    case 'hub.order.hold-placed.v1':
      return withHold(twin, event.data.holdId, {
        reason: event.data.reason,
        owner: event.data.owner,
        ...some({ placedAt: ms(event.data.placedAt), dueAt: ms(event.data.dueAt) }),
      });
    case 'hub.order.hold-released.v1':
      return withHold(twin, event.data.holdId, some({ releasedAt: ms(event.data.releasedAt) }));
    case 'hub.order.stop-proposed.v1':
      return withStop(twin, event.data.proposalId, { reason: event.data.reason, ...some({ proposedAt: ms(event.data.proposedAt) }) });
    case 'hub.order.cancelled.v1':
      return {
        ...withStop(twin, event.data.proposalId, answered(twin, event.data.proposalId, event.data.cancelledAt)),
        cancelled: { at: ms(event.data.cancelledAt) ?? 0, reason: event.data.reason },
      };
    case 'hub.order.lines-cancelled.v1':
      return withStop(twin, event.data.proposalId, answered(twin, event.data.proposalId, event.data.cancelledAt));
    case 'hub.order.cancel-declined.v1':
      return withStop(twin, event.data.proposalId, {
        declined: event.data.reason,
        ...answered(twin, event.data.proposalId, event.data.declinedAt),
      });
    case 'hub.order.platform-state-changed.v1':
      return event.data.state === 'PLATFORM_ORDER_STATE_COMPLETED' ? { ...twin, ...some({ completedAt: ms(event.data.changedAt) }) } : twin;
    case 'hub.inventory.stock-reserved.v1':
      return { ...twin, ...some({ reservedAt: earliest(twin.reservedAt, ms(event.data.reservedAt)) }) };
    case 'hub.inventory.stock-short.v1': {
      const at = ms(event.data.refusedAt) ?? 0;
      const line = event.data.lines[0];
      if (line === undefined || (twin.short !== undefined && twin.short.at >= at)) return twin;
      return { ...twin, short: { at, sku: line.sku, wanted: line.wanted, available: line.available } };
    }
    case 'hub.fulfilment.order-sourced.v1': {
      const decidedAt = ms(event.data.decidedAt);
      const parts = event.data.parts.reduce(
        (before, part) =>
          withPart(before, part.fulfilmentOrderId, {
            warehouseId: part.warehouseId,
            warehouse: part.warehouseName,
            carrier: part.carrier,
            plannedUnits: unitsBySku(part.lines.map((line) => [line.sku, line.quantity])),
            ...some({ decidedAt }),
          }),
        twin,
      );
      return { ...parts, ...some({ sourcedAt: latest(twin.sourcedAt, decidedAt) }) };
    }
    case 'hub.fulfilment.sourcing-failed.v1': {
      const at = ms(event.data.decidedAt) ?? 0;
      if (twin.sourcingFailed !== undefined && twin.sourcingFailed.at >= at) return twin;
      return { ...twin, sourcingFailed: { at, reason: event.data.reason, detail: event.data.detail } };
    }
    case 'hub.fulfilment.sent-to-warehouse.v1':
      return withPart(twin, event.data.fulfilmentOrderId, some({ sentAt: ms(event.data.sentAt) }));
    case 'hub.fulfilment.warehouse-accepted.v1':
      return withPart(twin, event.data.fulfilmentOrderId, some({ acceptedAt: ms(event.data.acceptedAt) }));
    case 'hub.fulfilment.warehouse-refused.v1':
      return withPart(twin, event.data.fulfilmentOrderId, { refusal: event.data.reason, ...some({ refusedAt: ms(event.data.refusedAt) }) });
    case 'hub.fulfilment.warehouse-progressed.v1': {
      const before = twin.parts[event.data.fulfilmentOrderId]?.step;
      const step = further(before, event.data.step.replace('WAREHOUSE_STEP_', ''));
      return withPart(twin, event.data.fulfilmentOrderId, { step });
    }
    case 'hub.fulfilment.outbound.v1': {
      const { data } = event;
      const at = ms(data.outboundAt);
      const before = twin.parts[data.fulfilmentOrderId];
      const shipped = unitsBySku(data.lines.map((line) => [line.sku, line.shipped]));
      const part = withPart(twin, data.fulfilmentOrderId, {
        warehouseId: data.warehouseId,
        shippedUnits: { ...before?.shippedUnits, [data.outBizCode]: shipped },
        ...some({ outboundAt: earliest(before?.outboundAt, at), finalAt: data.final ? at : before?.finalAt }),
      });
      return data.parcels.reduce(
        (state, parcel) =>
          withParcel(state, parcel.parcelId, {
            partId: data.fulfilmentOrderId,
            carrier: parcel.carrier,
            ...(parcel.trackingNumber === '' ? {} : { trackingNumber: parcel.trackingNumber }),
            ...some({ outboundAt: at }),
          }),
        part,
      );
    }
    case 'hub.fulfilment.waybill-created.v1':
      return withParcel(twin, event.data.parcelId, {
        carrier: event.data.carrier,
        trackingNumber: event.data.trackingNumber,
        ...some({ numberedAt: ms(event.data.createdAt) }),
      });
    case 'hub.fulfilment.parcel-dispatched.v1':
      return withParcel(twin, event.data.parcelId, {
        trackingNumber: event.data.trackingNumber,
        carrier: event.data.carrier,
        partId: event.data.fulfilmentOrderId,
        ...some({ dispatchedAt: event.recordedAt.getTime(), eta: ms(event.data.eta), outboundAt: ms(event.data.outboundAt) }),
      });
    case 'hub.fulfilment.route-node-seen.v1':
      return withNode(twin, event.data.parcelId, event.data);
    case 'hub.fulfilment.stop-confirmed.v1': {
      // The warehouse's word ends the waiting, whatever the order makes of it: an amendment has no end of its own.
      const at = ms(event.data.confirmedAt);
      const state = withStop(twin, event.data.proposalId, answered(twin, event.data.proposalId, event.data.confirmedAt));
      return event.data.fulfilmentOrderIds.reduce((stopped, id) => withPart(stopped, id, some({ stoppedAt: at })), state);
    }
    case 'hub.fulfilment.stop-declined.v1':
      return withStop(twin, event.data.proposalId, answered(twin, event.data.proposalId, event.data.declinedAt));
    case 'hub.fulfilment.conflict-raised.v1':
      return { ...twin, conflict: { at: ms(event.data.raisedAt) ?? 0, kind: event.data.kind, detail: event.data.detail } };
    case 'hub.tower.work-item-closed.v1':
      if (event.data.decision === '') return twin;
      return { ...twin, ...some({ conflictDecidedAt: latest(twin.conflictDecidedAt, ms(event.data.closedAt)) }) };
    case 'hub.channel.ship-notice-sent.v1':
      return withParcel(twin, event.data.parcelId, some({ noticeSentAt: ms(event.data.sentAt) }));
    case 'hub.messenger.message-refused.v1':
      if (event.data.kind !== 'LOGISTICS_CARD') return twin;
      return withParcel(twin, event.data.parcelId, { cardRefusal: event.data.code });
    case 'hub.messenger.message-sent.v1':
      if (event.data.kind !== 'LOGISTICS_CARD') return twin;
      return withParcel(
        twin,
        event.data.parcelId,
        some({ cardSentAt: earliest(twin.parcels[event.data.parcelId]?.cardSentAt, ms(event.data.sentAt)) }),
      );
    default:
      return twin; // a line of the story that moves no gate
  }
}

function withRecipient(twin: TwinState, recipient: RecipientView | undefined, at: Millis): TwinState {
  if (recipient === undefined || at < (twin.recipientAt ?? -1)) return twin;
  const { district } = recipient;
  return {
    ...twin,
    recipientAt: at,
    maskedName: recipient.maskedName,
    maskedPhone: recipient.maskedPhone,
    district: [district?.province, district?.city, district?.county].filter(Boolean).join(' '),
    phoneIndex: recipient.phoneIndex,
    phoneTailIndex: recipient.phoneTailIndex,
  };
}

function withPart(twin: TwinState, id: string, change: PartState): TwinState {
  return { ...twin, parts: { ...twin.parts, [id]: { ...twin.parts[id], ...change } } };
}

function withParcel(twin: TwinState, id: string, change: ParcelState): TwinState {
  return { ...twin, parcels: { ...twin.parcels, [id]: { ...twin.parcels[id], ...change } } };
}

function withHold(twin: TwinState, id: string, change: HoldState): TwinState {
  return { ...twin, holds: { ...twin.holds, [id]: { ...twin.holds[id], ...change } } };
}

/** Several systems tell of the same answer: the first moment counts, in whatever order they tell it. */
function answered(twin: TwinState, proposalId: string, at: Date | undefined): StopState {
  return some({ answeredAt: earliest(twin.stops[proposalId]?.answeredAt, ms(at)) });
}

function withStop(twin: TwinState, id: string, change: StopState): TwinState {
  if (id === '') return twin;
  return { ...twin, stops: { ...twin.stops, [id]: { ...twin.stops[id], ...change } } };
}

/** The node that is furthest in time decides what is shown; the first one ends the customer's waiting. */
function withNode(
  twin: TwinState,
  parcelId: string,
  node: { readonly kind: string; readonly place: string; readonly reachedAt: Date | undefined; readonly trackingNumber: string },
): TwinState {
  const at = ms(node.reachedAt) ?? 0;
  const kind = node.kind.replace('ROUTE_NODE_KIND_', '');
  const before = twin.parcels[parcelId];
  // "Ordered" is paper; the parcel moves from its pick-up on.
  const moved = kind === 'ORDERED' ? undefined : at;
  const isLast = at > (before?.lastNodeAt ?? -1) || (at === before?.lastNodeAt && kind > (before.lastNodeKind ?? ''));
  return withParcel(twin, parcelId, {
    trackingNumber: node.trackingNumber,
    ...(isLast ? { lastNodeAt: at, lastNodeKind: kind, lastPlace: node.place } : {}),
    ...some({
      firstNodeAt: earliest(before?.firstNodeAt, moved),
      signedAt: kind === 'SIGNED' ? earliest(before?.signedAt, at) : before?.signedAt,
    }),
  });
}

const STEPS = ['PRINTED', 'PICKED', 'CHECKED', 'PACKED', 'WEIGHED'];

function further(before: string | undefined, step: string): string {
  return before !== undefined && STEPS.indexOf(before) >= STEPS.indexOf(step) ? before : step;
}

function unitsBySku(lines: readonly (readonly [sku: string, units: number])[]): Units {
  const units: Record<string, number> = {};
  for (const [sku, count] of lines) units[sku] = (units[sku] ?? 0) + count;
  return units;
}

function ms(time: Date | undefined): Millis | undefined {
  return time?.getTime();
}

function earliest(a: Millis | undefined, b: Millis | undefined): Millis | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

function latest(a: Millis | undefined, b: Millis | undefined): Millis | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}

/** The object without its undefined members: "not said" must not overwrite what another fact said. */
function some<T extends Readonly<Record<string, unknown>>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said: Record<string, unknown> = {};
  for (const key in values) if (values[key] !== undefined) said[key] = values[key];
  return said as { [K in keyof T]?: Exclude<T[K], undefined> };
}
