import { inTransaction, type Tx } from '@orderloom/outbox';
import { setImmediate as breath } from 'node:timers/promises';
import { foldVersions, joinedTold } from '../../domain/order-file/fold-versions.ts';
import type { ColumnPlan } from '../../domain/order-file/guess-columns.ts';
import type { HistoryOrder, RefusedRow } from '../../domain/order-file/history-order.ts';
import { openOrderFile } from '../../order-files/open-order-file.ts';
import { ordersOf } from '../../order-files/orders-of.ts';
import { historyRecipient } from './history-recipients.ts';
import type { HistoryDeps, HistoryVersion, ImportJob } from './ports.ts';
import { storedSource } from './stored-source.ts';
import { historyEvent, toldOf } from './told-order.ts';

const BATCH = 400;

/**
 * Takes the orders of a file, batch by batch: recipients to the vault, rows to the history, news to the tower, all of a batch in one
 * transaction. Begun again after a crash it comes to the same end. Throws FileRefused.
 */
export async function importFile(deps: HistoryDeps, job: ImportJob, plan: ColumnPlan, stopped: () => boolean): Promise<void> {
  const file = await openOrderFile(await storedSource(deps, job));
  if (job.rowsRead > 0) await forgetHalf(deps, job);
  const count = { rowsRead: 0, taken: 0, older: 0, refused: 0 };
  let orders: HistoryOrder[] = [];
  let refused: RefusedRow[] = [];
  let writing = Promise.resolve();
  const flush = async (): Promise<void> => {
    const batch = { orders, refused };
    [orders, refused] = [[], []];
    // One batch is written while the next is read.
    await writing;
    writing = inTransaction(deps.pool, (tx) => takeBatch(deps, tx, job, batch, count));
    writing.catch(() => undefined);
  };
  for await (const item of ordersOf(file, plan)) {
    if (item.kind === 'order') orders.push(item.order);
    else refused.push(item.row);
    count.rowsRead = item.kind === 'order' ? item.order.rowNo : item.row.rowNo;
    if (orders.length + refused.length < BATCH) continue;
    if (stopped()) return writing;
    await breath();
    await flush();
  }
  await flush();
  await writing;
  await inTransaction(deps.pool, async (tx) => {
    await deps.jobs.finish(tx, job.id, deps.now());
    await deps.outbox.append(tx, [
      { type: 'hub.channel.history-import-finished.v1', aggregateId: job.id, data: { importId: job.id, finishedAt: deps.now() } },
    ]);
  });
}

/** What an interrupted turn took would else count twice where an order stands in several places of its file. */
async function forgetHalf(deps: HistoryDeps, job: ImportJob): Promise<void> {
  const atOnce = 2_000;
  for (;;) {
    const gone = await inTransaction(deps.pool, (tx) => deps.orders.takeOut(tx, job.shopId, job.id, atOnce));
    if (gone.length < atOnce) return;
  }
}

async function takeBatch(
  deps: HistoryDeps,
  tx: Tx,
  job: ImportJob,
  batch: { readonly orders: readonly HistoryOrder[]; readonly refused: readonly RefusedRow[] },
  count: { rowsRead: number; taken: number; older: number; refused: number },
): Promise<void> {
  const byNo = Map.groupBy(batch.orders, (order) => order.platformOrderNo);
  const known = Map.groupBy(await deps.orders.versions(tx, job.shopId, [...byNo.keys()]), (version) => version.platformOrderNo);
  const fresh: HistoryVersion[] = [];
  const toSeal = [];
  for (const [platformOrderNo, occurrences] of byNo) {
    const versions = known.get(platformOrderNo) ?? [];
    // The order stood further up in the file already.
    let own = versions.find((version) => version.jobId === job.id);
    for (const order of occurrences) {
      const recipient = historyRecipient(deps, job.shopId, order, own === undefined ? versions : [...versions, own]);
      if (recipient.fresh !== undefined) toSeal.push(recipient.fresh);
      const told = toldOf(order, recipient.view);
      own = {
        platformOrderNo,
        jobId: job.id,
        fileAt: job.fileAt,
        told: own === undefined ? told : joinedTold(own.told, told),
        recipientToken: recipient.token === '' ? (own?.recipientToken ?? '') : recipient.token,
        recipientContent: recipient.content === '' ? (own?.recipientContent ?? '') : recipient.content,
      };
    }
    if (own !== undefined) fresh.push(own);
  }
  await deps.vault.seal(tx, job.shopId, toSeal, deps.now(), 'NONE');
  await deps.orders.put(tx, job.shopId, fresh);
  const results = fresh.map((own) => {
    const others = (known.get(own.platformOrderNo) ?? []).filter((version) => version.jobId !== job.id);
    const winner = foldVersions([...others, own]);
    return { platformOrderNo: own.platformOrderNo, told: winner?.told ?? own.told, isOlder: winner?.jobId !== job.id };
  });
  if (results.length > 0) {
    await deps.outbox.append(tx, [
      historyEvent({
        importId: job.id,
        channel: job.channel,
        shopId: job.shopId,
        sample: false,
        firstOfSample: false,
        fileAt: job.fileAt,
        orders: results,
      }),
    ]);
  }
  await deps.jobs.keepRefusals(
    tx,
    job.id,
    batch.refused.map((row) => ({
      rowNo: row.rowNo,
      reason: row.reason,
      header: row.column,
      sealed: deps.sealCells(row.cells, `${job.id}/${row.rowNo}`),
    })),
  );
  count.taken += results.length;
  count.older += results.filter((result) => result.isOlder).length;
  count.refused += batch.refused.length;
  await deps.jobs.progress(tx, job.id, count);
}
