import type { Handlers } from '@orderloom/outbox';
import type { ReactDeps } from './react-deps.ts';
import { onAvailabilityChanged } from './on-availability-changed.ts';
import { onCancelled } from './on-cancelled.ts';
import { onLinesCancelled } from './on-lines-cancelled.ts';
import { onParcelDispatched } from './on-parcel-dispatched.ts';
import { onPlaced } from './on-placed.ts';
import { onRecipientChanged } from './on-recipient-changed.ts';

/** What the channel adapter reacts to. */
export function subscriptions(deps: ReactDeps): Handlers {
  return {
    'hub.order.placed.v1': onPlaced(deps),
    'hub.order.recipient-changed.v1': onRecipientChanged(deps),
    'hub.order.cancelled.v1': onCancelled(deps),
    'hub.order.lines-cancelled.v1': onLinesCancelled(deps),
    'hub.fulfilment.parcel-dispatched.v1': onParcelDispatched(deps),
    'hub.inventory.availability-changed.v1': onAvailabilityChanged(deps),
  };
}
