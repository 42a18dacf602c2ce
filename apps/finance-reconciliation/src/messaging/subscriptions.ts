import type { Handlers } from '@orderloom/outbox';
import type { FinanceDeps } from '../application/ports.ts';
import { planVouchers, rememberMoney } from '../application/plan-vouchers.ts';

export function financeHandlers(deps: FinanceDeps, wakeLane: () => void): Handlers {
  return {
    'hub.order.placed.v1': async (events, tx) => {
      await rememberMoney(deps, tx, events);
      tx.onCommit(wakeLane);
    },
    'hub.fulfilment.outbound.v1': async (events, tx) => {
      await planVouchers(deps, tx, events);
      tx.onCommit(wakeLane);
    },
  };
}
