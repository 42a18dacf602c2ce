import type { HubEvent } from '@orderloom/contracts';
import type { Handlers } from '@orderloom/outbox';
import { proposeStops, type StopDeps } from '../application/propose-stops.ts';
import { sourceManyAgain, type SourceAgainDepsInBulk } from '../application/source-many-again.ts';
import { takeClearances, type ClearanceDeps } from '../application/take-clearances.ts';
import { endOrders, unparkOrders, type OrderNewsDeps } from '../application/take-order-news.ts';
import type { NewProposal } from '../application/stop-store.ts';
import type { Tx } from '../application/ports.ts';
import type { LocatedToken } from '../application/sourcing-queue.ts';
import type { Precision } from '../domain/sourcing-facts.ts';
import { clearanceOf, precisionOf } from './on-cleared-for-sourcing.ts';

export interface SubscriptionDeps {
  readonly clearances: ClearanceDeps;
  readonly stops: StopDeps;
  readonly news: OrderNewsDeps;
  readonly sourceAgain: SourceAgainDepsInBulk;
  readonly locateWaiting: (
    tx: Tx,
    located: readonly { readonly token: string; readonly longitude: number; readonly latitude: number; readonly precision: Precision }[],
  ) => Promise<void>;
  /** After the commit, for those who wait in memory. */
  readonly onLocated: (located: readonly LocatedToken[]) => void;
}

/** Which fact starts which ability. */
export function subscriptions(deps: SubscriptionDeps): Handlers {
  return {
    'hub.order.cleared-for-sourcing.v1': (events, tx) => takeClearances(deps.clearances, tx, events.map(clearanceOf)),
    'hub.order.stop-proposed.v1': (events, tx) => proposeStops(deps.stops, tx, events.map(proposalOf)),
    'hub.order.hold-released.v1': (events, tx) => unparkOrders(deps.news, tx, orderIds(events)),
    'hub.order.cancelled.v1': (events, tx) => endOrders(deps.news, tx, orderIds(events)),
    'hub.tower.bulk-deed-requested.v1': (events, tx) =>
      sourceManyAgain(
        deps.sourceAgain,
        tx,
        events.flatMap(({ data }) => (data.deed === 'SOURCE_AGAIN' ? [data] : [])),
      ),
    'hub.channel.recipient-located.v1': async (events, tx) => {
      const located = events.flatMap(({ data: { coordinate, recipientToken: token } }) => {
        if (coordinate === undefined) return [];
        const { longitude, latitude } = coordinate;
        return [{ token, longitude, latitude, precision: precisionOf(coordinate.precision) }];
      });
      await deps.locateWaiting(tx, located);
      tx.onCommit(() =>
        deps.onLocated(located.map(({ token, precision, longitude, latitude }) => ({ token, precision, at: { longitude, latitude } }))),
      );
    },
  };
}

function orderIds(events: readonly { readonly data: { readonly orderId: string } }[]): readonly string[] {
  return [...new Set(events.map((event) => event.data.orderId))];
}

export function proposalOf(event: HubEvent<'hub.order.stop-proposed.v1'>): NewProposal {
  const { data } = event;
  return {
    id: data.proposalId,
    orderId: data.orderId,
    scope: data.scope === 'STOP_SCOPE_LINES' ? 'LINES' : data.scope === 'STOP_SCOPE_AMENDMENT' ? 'AMENDMENT' : 'WHOLE_ORDER',
    lineNos: data.lineNos,
    reason: data.reason.slice(0, 100),
    proposedAt: data.proposedAt ?? event.occurredAt,
  };
}
