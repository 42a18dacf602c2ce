import type { Handlers } from '@orderloom/outbox';
import type { OrderDeps } from './deps.ts';
import { onBulkDeedRequested } from './on-bulk-deed-requested.ts';
import { onConflictRaised } from './on-conflict-raised.ts';
import { onOrderCaptured } from './on-order-captured.ts';
import { onOrderSourced } from './on-order-sourced.ts';
import { onOutbound } from './on-outbound.ts';
import { refundHandlers } from './on-refund.ts';
import { onRouteNodeSeen } from './on-route-node-seen.ts';
import { onSentToWarehouse } from './on-sent-to-warehouse.ts';
import { onSourcingFailed } from './on-sourcing-failed.ts';
import { onStockReleased } from './on-stock-released.ts';
import { onStockReserved } from './on-stock-reserved.ts';
import { onStockShort } from './on-stock-short.ts';
import { onStopConfirmed } from './on-stop-confirmed.ts';
import { onStopDeclined } from './on-stop-declined.ts';
import { onWarehouseAccepted } from './on-warehouse-accepted.ts';
import { onWarehouseRefused } from './on-warehouse-refused.ts';

/** What the order service reacts to. */
export function subscriptions(deps: OrderDeps): Handlers {
  return {
    'hub.channel.order-captured.v1': onOrderCaptured(deps),
    ...refundHandlers(deps),
    'hub.inventory.stock-reserved.v1': onStockReserved(deps),
    'hub.inventory.stock-short.v1': onStockShort(deps),
    'hub.inventory.stock-released.v1': onStockReleased(deps),
    'hub.fulfilment.order-sourced.v1': onOrderSourced(deps),
    'hub.fulfilment.sourcing-failed.v1': onSourcingFailed(deps),
    'hub.fulfilment.sent-to-warehouse.v1': onSentToWarehouse(deps),
    'hub.fulfilment.warehouse-accepted.v1': onWarehouseAccepted(deps),
    'hub.fulfilment.warehouse-refused.v1': onWarehouseRefused(deps),
    'hub.fulfilment.outbound.v1': onOutbound(deps),
    'hub.fulfilment.route-node-seen.v1': onRouteNodeSeen(deps),
    'hub.fulfilment.stop-confirmed.v1': onStopConfirmed(deps),
    'hub.fulfilment.stop-declined.v1': onStopDeclined(deps),
    'hub.fulfilment.conflict-raised.v1': onConflictRaised(deps),
    'hub.tower.bulk-deed-requested.v1': onBulkDeedRequested(deps),
  };
}
