import { inTransaction, type Outbox } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { recordAct, type ActDeps } from './record-act.ts';

export interface ReplayDeps extends ActDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  /** Takes one of the tower's own dead letters again. */
  readonly replayOwn: (deadLetterId: string) => Promise<number>;
}

/** Asks the owning service to take a dead letter once more. False when no open one has this id. */
export async function replayDeadLetter(
  deps: ReplayDeps,
  command: { readonly deadLetterId: string; readonly account: string },
): Promise<boolean> {
  const consumer = await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ consumer: string; order_id: string }>(
      `select summary #>> '{parameters,consumer}' as consumer, order_id from work_item
        where pool = 'DEAD_LETTER' and matter = $1 and closed_at is null`,
      [command.deadLetterId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    await deps.outbox.append(tx, [
      {
        type: 'hub.tower.dead-letter-replay-requested.v1',
        aggregateId: command.deadLetterId,
        actor: command.account,
        data: { deadLetterId: command.deadLetterId, consumer: row.consumer, requestedBy: command.account },
      },
    ]);
    await recordAct(deps, tx, {
      actor: command.account,
      deed: 'dead-letter.replay',
      subjectKind: 'dead-letter',
      subjectId: command.deadLetterId,
      orderId: row.order_id,
      details: { consumer: row.consumer },
    });
    return row.consumer;
  });
  if (consumer === 'tower') await deps.replayOwn(command.deadLetterId);
  return consumer !== undefined;
}
