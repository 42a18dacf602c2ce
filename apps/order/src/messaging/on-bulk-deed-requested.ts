import type { HubEvent, NewEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { doBulkDeeds, type BulkAnswer, type BulkDeed, type BulkDeps, type BulkRequest } from '../application/do-bulk-deeds.ts';

export interface BulkDeedDeps extends BulkDeps {
  readonly append: (tx: Tx, events: readonly NewEvent[]) => Promise<void>;
}

/** Rows of a bulk job whose deed is this service's; each is answered, also when its answer stood already. */
export function onBulkDeedRequested(deps: BulkDeedDeps) {
  return async (events: readonly HubEvent<'hub.tower.bulk-deed-requested.v1'>[], tx: Tx): Promise<void> => {
    const requests = events.flatMap(({ data }) => (isOurs(data.deed) ? [{ ...data, deed: data.deed, account: data.requestedBy }] : []));
    const answered = await doBulkDeeds(deps, tx, requests);
    await deps.append(
      tx,
      answered.map(({ request, answer }) => answerEvent(request, answer, deps.now())),
    );
  };
}

function isOurs(deed: string): deed is BulkDeed {
  return deed === 'HOLD' || deed === 'RELEASE' || deed === 'CANCEL' || deed === 'REMARK';
}

function answerEvent(request: BulkRequest, answer: BulkAnswer, at: Date): NewEvent<'hub.order.bulk-deed-answered.v1'> {
  return {
    type: 'hub.order.bulk-deed-answered.v1',
    aggregateId: request.jobId,
    actor: request.account,
    data: { ...answer, jobId: request.jobId, orderId: request.orderId, idempotencyKey: request.idempotencyKey, answeredAt: at },
  };
}
