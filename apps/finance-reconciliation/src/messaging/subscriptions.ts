import type { Handlers } from '@orderloom/outbox';
import type { FinanceDeps } from '../application/ports.ts';
import { planVouchers, rememberMoney } from '../application/plan-vouchers.ts';

export function financeHandlers(deps: FinanceDeps, wakeLane: () => void): Handlers {
  return {
    // Wakes nobody: a shipment that was told before its order is priced by the lane's next look, within a second.
    'hub.order.placed.v1': (events, tx) => rememberMoney(deps, tx, events),
    'hub.fulfilment.outbound.v1': async (events, tx) => {
      await planVouchers(deps, tx, events);
      tx.onCommit(wakeLane);
    },
  };
}
