import { discriminated, type HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import type { BulkDeps } from './bulk-ports.ts';

/** Rows under way at once: enough to keep the owners busy, few enough that other work is not behind a job. */
const UNDER_WAY = 500;
const ANSWER_WITHIN_MS = 30_000;
const MOST_TRIES = 4;

/** Asks the owners of the orders for the next rows. The state is in the rows alone, so that a job outlives any process. */
export async function driveBulkJobs(deps: BulkDeps): Promise<void> {
  await deps.transact(async (tx) => {
    const now = deps.now();
    const turn = { now, askedBefore: new Date(now.getTime() - ANSWER_WITHIN_MS), mostTries: MOST_TRIES, most: UNDER_WAY };
    await deps.bulk.giveUp(tx, turn);
    const asks = await deps.bulk.takeTurn(tx, turn);
    await deps.outbox.append(
      tx,
      asks.map((ask) => ({
        type: 'hub.tower.bulk-deed-requested.v1',
        aggregateId: ask.orderId,
        actor: ask.startedBy,
        data: {
          jobId: ask.jobId,
          orderId: ask.orderId,
          deed: ask.deed,
          // One key for all tries: an owner that did the deed and was not heard answers again and does nothing.
          idempotencyKey: `bulk ${ask.jobId} ${ask.orderId}`,
          reason: ask.reason,
          holdId: ask.holdId,
          requestedBy: ask.startedBy,
          requestedAt: now,
        },
      })),
    );
    await deps.bulk.finish(tx, now);
  });
}

/** Writes the owners' answers into their rows; a late or repeated one changes nothing that stands. */
export async function takeBulkAnswers(deps: Pick<BulkDeps, 'bulk' | 'now' | 'wake'>, tx: Tx, events: readonly HubEvent[]): Promise<void> {
  const answers = events
    .map(discriminated)
    .flatMap((event) =>
      event.type === 'hub.order.bulk-deed-answered.v1' || event.type === 'hub.fulfilment.bulk-deed-answered.v1'
        ? [{ ...event.data, at: event.data.answeredAt ?? event.occurredAt }]
        : [],
    );
  if (answers.length === 0) return;
  await deps.bulk.settle(tx, answers);
  await deps.bulk.finish(tx, deps.now());
  tx.onCommit(deps.wake);
}
