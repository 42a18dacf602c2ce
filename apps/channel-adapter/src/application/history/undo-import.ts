import { inTransaction } from '@orderloom/outbox';
import { foldVersions } from '../../domain/order-file/fold-versions.ts';
import { historyEvent } from './told-order.ts';
import type { HistoryDeps, ImportJob } from './ports.ts';

const AT_ONCE = 2_000;
const EVENT_ORDERS = 200;

/** Takes an import's rows out again; where older files told of the same orders, these stand again. */
export async function undoImport(deps: HistoryDeps, job: ImportJob): Promise<void> {
  await inTransaction(deps.pool, (tx) =>
    deps.outbox.append(tx, [
      { type: 'hub.channel.history-withdrawn.v1', aggregateId: job.id, data: { importId: job.id, withdrawnAt: deps.now() } },
    ]),
  );
  for (;;) {
    const gone = await inTransaction(deps.pool, async (tx) => {
      const numbers = await deps.orders.takeOut(tx, job.shopId, job.id, AT_ONCE);
      const left = Map.groupBy(await deps.orders.versions(tx, job.shopId, numbers), (version) => version.platformOrderNo);
      const standing = [...left].flatMap(([platformOrderNo, versions]) => {
        const winner = foldVersions(versions);
        return winner === undefined ? [] : [{ ...winner, platformOrderNo }];
      });
      const events = [...Map.groupBy(standing, (one) => one.jobId)].flatMap(([importId, orders]) =>
        Array.from({ length: Math.ceil(orders.length / EVENT_ORDERS) }, (_none, index) =>
          historyEvent({
            importId,
            channel: job.channel,
            shopId: job.shopId,
            sample: false,
            firstOfSample: false,
            fileAt: orders[0]?.fileAt ?? job.fileAt,
            orders: orders.slice(index * EVENT_ORDERS, (index + 1) * EVENT_ORDERS),
          }),
        ),
      );
      await deps.outbox.append(tx, events);
      return numbers.length;
    });
    if (gone < AT_ONCE) break;
  }
  await deps.jobs.move(deps.pool, job.id, ['UNDOING'], 'UNDONE');
}
