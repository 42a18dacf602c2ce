import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import type { ReactDeps } from './react-deps.ts';

type Stopped = HubEvent<'hub.order.cancelled.v1'> | HubEvent<'hub.order.lines-cancelled.v1'>;

export async function planRefundAnswers(deps: ReactDeps, tx: Tx, events: readonly Stopped[]): Promise<void> {
  const answers = events.flatMap(({ data, traceparent }) =>
    data.refundIds.map((refundId) => ({
      shopId: data.shopId,
      refundId,
      orderId: data.orderId,
      platformOrderNo: data.platformOrderNo,
      traceparent,
    })),
  );
  await deps.answers.plan(tx, answers, deps.now());
  if (answers.length > 0) tx.onCommit(deps.ring.answers);
}
