import { inTransaction } from '@orderloom/outbox';
import { setImmediate as breath } from 'node:timers/promises';
import { cleanCell } from '../../domain/order-file/clean-cell.ts';
import { orderFolder } from '../../domain/order-file/fold-orders.ts';
import { guessColumns, type ColumnGuess } from '../../domain/order-file/guess-columns.ts';
import type { HistoryOrder, RefusalReason } from '../../domain/order-file/history-order.ts';
import { fields, personalFields, type Field } from '../../domain/order-file/layouts.ts';
import { openOrderFile, type OrderFile } from '../../order-files/open-order-file.ts';
import type { HistoryDeps, ImportJob, InspectedColumn, Inspection } from './ports.ts';
import { orderSample } from './order-sample.ts';
import { storedSource } from './stored-source.ts';
import { historyEvent, toldOf } from './told-order.ts';

const TELL_EVERY_MS = 1_000;
/** The estimate must stand long before a large file is read to its end. */
const FIRST_ESTIMATE_MS = 2_500;
const SAMPLES = 3;
const EVENT_ORDERS = 200;

/** Reads a file once without taking anything: its layout, what would be refused, and a sample for the first radar. Throws FileRefused. */
export async function inspectFile(deps: HistoryDeps, job: ImportJob, stopped: () => boolean): Promise<void> {
  const file = await openOrderFile(await storedSource(deps, job));
  const guess = guessColumns(file.headers);
  const folder = orderFolder(file.headers, guess);
  const sample = orderSample();
  const firstRows: (readonly string[])[] = [];
  const refusals: Partial<Record<RefusalReason, number>> = {};
  const shops = new Set<string>();
  const seen = new Set<number>();
  const count = { rows: 0, orders: 0, repeated: 0, first: Infinity, last: -Infinity };
  const noteOrder = (order: HistoryOrder): void => {
    count.orders += 1;
    const mark = sample.take(order);
    if (seen.has(mark)) count.repeated += 1;
    else seen.add(mark);
    const at = order.createdAt?.getTime();
    if (at !== undefined) [count.first, count.last] = [Math.min(count.first, at), Math.max(count.last, at)];
    if (order.shopName !== '' && shops.size < 20) shops.add(order.shopName);
  };
  const state = (complete: boolean): Inspection => ({
    kind: file.kind,
    encoding: file.encoding ?? '',
    layout: guess.layout,
    channel: guess.channel,
    headerRow: file.headerRows,
    columns: columnsOf(file, guess, firstRows),
    rows: count.rows,
    orders: count.orders,
    repeated: count.repeated,
    refusals,
    firstAt: count.first === Infinity ? null : new Date(count.first).toISOString(),
    lastAt: count.last === -Infinity ? null : new Date(count.last).toISOString(),
    shopNames: [...shops],
    complete,
  });

  const began = Date.now();
  let rowNo = file.headerRows;
  let toldAt = 0;
  let estimated = false;
  for await (const cells of file.rows()) {
    rowNo += 1;
    if (cells.some((cell) => cell !== '')) count.rows += 1;
    if (firstRows.length < 40) firstRows.push(cells);
    for (const item of folder.take(cells, rowNo)) {
      if (item.kind === 'order') noteOrder(item.order);
      else refusals[item.row.reason] = (refusals[item.row.reason] ?? 0) + 1;
    }
    if (rowNo % 250 !== 0) continue;
    // Orders that come in live must not wait for a file.
    await breath();
    if (Date.now() - toldAt < TELL_EVERY_MS) continue;
    if (stopped()) return;
    toldAt = Date.now();
    const waits = await deps.jobs.inspected(job.id, state(false));
    if (!estimated && (!waits || toldAt - began > FIRST_ESTIMATE_MS)) {
      estimated = true;
      await tellSample(deps, job, guess, sample.orders());
    }
    // Somebody has decided already: the rest is seen while it is taken.
    if (!waits) return;
  }
  for (const item of folder.end()) if (item.kind === 'order') noteOrder(item.order);
  await tellSample(deps, job, guess, sample.orders());
  await deps.jobs.inspected(job.id, state(true));
  await deps.jobs.move(deps.pool, job.id, ['INSPECTING'], 'READY');
}

async function tellSample(deps: HistoryDeps, job: ImportJob, guess: ColumnGuess, orders: readonly HistoryOrder[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(orders.length / EVENT_ORDERS) }, (_none, index) =>
    orders.slice(index * EVENT_ORDERS, (index + 1) * EVENT_ORDERS),
  );
  await inTransaction(deps.pool, (tx) =>
    deps.outbox.append(
      tx,
      batches.map((batch, index) =>
        historyEvent({
          importId: job.id,
          channel: guess.channel,
          shopId: '',
          sample: true,
          firstOfSample: index === 0,
          fileAt: job.fileAt,
          orders: batch.map((order) => ({ platformOrderNo: order.platformOrderNo, told: toldOf(order, undefined) })),
        }),
      ),
    ),
  );
}

function columnsOf(file: OrderFile, guess: ColumnGuess, rows: readonly (readonly string[])[]): readonly InspectedColumn[] {
  const fieldAt = new Map<number, Field>(
    fields.flatMap((field) => (guess.columns[field] === undefined ? [] : [[guess.columns[field], field] as const])),
  );
  return file.headers.map((header, index) => {
    const field = fieldAt.get(index);
    const values = [...new Set(rows.map((row) => cleanCell(row[index] ?? '')).filter((value) => value !== ''))].slice(0, SAMPLES);
    const harmless = field !== undefined && !personalFields.has(field);
    return {
      index,
      header: cleanCell(header),
      field: field ?? null,
      certainty: field === undefined ? null : (guess.certainty[field] ?? null),
      samples: values.map((value) => (harmless ? [...value].slice(0, 40).join('') : masked(value))),
    };
  });
}

/** A column that is not known to be harmless may be about a person, whatever its header says. */
function masked(value: string): string {
  const [first = ''] = [...value];
  return `${first}${'*'.repeat(Math.min([...value].length - 1, 6))}`;
}
