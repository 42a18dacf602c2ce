import { isOfType } from '@orderloom/contracts';
import { wholeBundles, type Reader } from '@orderloom/outbox';
import { proposeStops, type StopDeps } from '../application/propose-stops.ts';
import { proposalOf } from './subscriptions.ts';

const PROPOSED = 'hub.order.stop-proposed.v1';

/**
 * Stops, read ahead of the orders that are cleared: a packer does not wait until these are written. One of an order that is not known here yet is
 * left to the inbox, which takes its clearance first.
 */
export function stopsAhead(deps: {
  readonly stops: StopDeps;
  readonly knownOrders: (orderIds: readonly string[]) => Promise<ReadonlySet<string>>;
}): Reader {
  return {
    types: [PROPOSED],
    wanted: async (events) => {
      const known = await deps.knownOrders([...new Set(events.map((event) => event.aggregateId))]);
      return wholeBundles(events, (event) => isOfType(event, PROPOSED) && known.has(event.aggregateId));
    },
    take: (events, tx) =>
      proposeStops(
        deps.stops,
        tx,
        events.flatMap((event) => (isOfType(event, PROPOSED) ? [proposalOf(event)] : [])),
      ),
  };
}
