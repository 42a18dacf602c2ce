import type { HubEvent } from '@orderloom/contracts';
import type { Clock } from '@orderloom/domain-kernel';
import { confirmStop, declineStop } from '../domain/answer-stop.ts';
import { failSourcing, refusePart, signOrder, takeConflict, takeOutbound, takeSourcing } from '../domain/follow-fulfilment.ts';
import type { Order } from '../domain/order.ts';
import { ofOrder, type NewsTable } from './news-table.ts';

/**
 * Gates 3 and on: what became of the parts. That one was sent and accepted is no news: it was claimed before, and from then on
 * the order takes it to be with its warehouse.
 */
export function newsOfFulfilment(deps: { readonly newId: () => string; readonly now: Clock }): NewsTable {
  return {
    'hub.fulfilment.order-sourced.v1': (event) => ofOrder(event, (order) => takeSourcing(order, decisionOf(event))),
    // No warehouse takes it: it stays locked, and a person has the work item.
    'hub.fulfilment.sourcing-failed.v1': (event) => ofOrder(event, failSourcing),
    // Fulfilment decides anew by itself.
    'hub.fulfilment.warehouse-refused.v1': (event) => ofOrder(event, (order) => refusePart(order, event.data.fulfilmentOrderId)),
    'hub.fulfilment.outbound.v1': (event) =>
      ofOrder(event, (order) =>
        takeOutbound(order, {
          ...event.data,
          shipped: event.data.lines.filter((line) => line.shipped > 0).map((line) => ({ lineNo: line.lineNo, quantity: line.shipped })),
          at: event.data.outboundAt ?? event.occurredAt,
        }),
      ),
    // Only the node with which every parcel is signed changes the order; for the others it is not even loaded.
    'hub.fulfilment.route-node-seen.v1': (event) =>
      event.data.orderComplete ? ofOrder(event, (order) => signOrder(order, event.data.reachedAt ?? event.occurredAt)) : undefined,
    'hub.fulfilment.stop-confirmed.v1': (event) =>
      ofOrder(event, (order) => confirmStop(order, { ...event.data, at: event.data.confirmedAt ?? deps.now() })),
    'hub.fulfilment.stop-declined.v1': (event) =>
      ofOrder(event, (order) => declineStop(order, { ...event.data, at: event.data.declinedAt ?? deps.now() })),
    // A warehouse broke its word: what has not left yet is held.
    'hub.fulfilment.conflict-raised.v1': (event) =>
      ofOrder(event, (order) => takeConflict(order, { holdId: deps.newId(), kind: event.data.kind, now: deps.now() })),
  };
}

/**
 * Whether the claims of all its parts have told a decision before. A part that the order knows stays known, so this holds whatever
 * somebody else may have made of the order since it was remembered.
 */
export function wasClaimed(order: Order | undefined, event: HubEvent<'hub.fulfilment.order-sourced.v1'>): boolean {
  return order !== undefined && takeSourcing(order, decisionOf(event)).order === order;
}

function decisionOf({ data, occurredAt }: HubEvent<'hub.fulfilment.order-sourced.v1'>) {
  return { parts: data.parts, decidedAt: data.decidedAt ?? occurredAt };
}
