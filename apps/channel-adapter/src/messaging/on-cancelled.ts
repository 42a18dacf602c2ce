import type { BatchHandler } from '@orderloom/outbox';
import { planRefundAnswers } from './plan-refund-answers.ts';
import type { ReactDeps } from './react-deps.ts';

/** The order is stopped for good: the refunds that it settles are agreed at the platform. */
export function onCancelled(deps: ReactDeps): BatchHandler<'hub.order.cancelled.v1'> {
  return (events, tx) => planRefundAnswers(deps, tx, events);
}
