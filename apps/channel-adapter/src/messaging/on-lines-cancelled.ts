import type { BatchHandler } from '@orderloom/outbox';
import { planRefundAnswers } from './plan-refund-answers.ts';
import type { ReactDeps } from './react-deps.ts';

/** Some lines are stopped: only the refunds that name them are agreed. */
export function onLinesCancelled(deps: ReactDeps): BatchHandler<'hub.order.lines-cancelled.v1'> {
  return (events, tx) => planRefundAnswers(deps, tx, events);
}
