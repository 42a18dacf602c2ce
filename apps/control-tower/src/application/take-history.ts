import { discriminated, type AnyHubEvent, type HubEvent } from '@orderloom/contracts';
import type { HistoryImported } from '@orderloom/contracts/hub/channel/v1/events';
import type { Tx } from '@orderloom/outbox';
import { importedId, type ImportedOrder } from '../domain/imported-order.ts';
import type { PlatformKey, TowerDeps } from './ports.ts';

/** One order of an import with what its radar needs beside the row. */
export interface HistoryRow extends ImportedOrder {
  readonly sample: boolean;
  /** Until when the file tells. */
  readonly fileAt: Date;
  /** The real order, where the hub carries it already. */
  readonly realId: string | undefined;
}

export interface HistoryStore {
  /** History waits in a line of its own: its orders come by the hundred thousand, and the news of the day does not stand behind them. */
  lineUp(tx: Tx, events: readonly HubEvent[]): Promise<void>;
  takeFromLine(tx: Tx, limit: number): Promise<readonly HubEvent[]>;
  findPlatformOrders(tx: Tx, keys: readonly PlatformKey[]): Promise<ReadonlyMap<string, string>>;
  startRuns(tx: Tx, importIds: readonly string[], now: Date): Promise<void>;
  forgetSample(tx: Tx, importId: string): Promise<void>;
  /** What the radar counts; a sample never replaces a row that was taken. */
  putFacts(tx: Tx, rows: readonly HistoryRow[]): Promise<void>;
  /** Rows of the list for orders that the hub does not carry. */
  putRows(tx: Tx, rows: readonly HistoryRow[], now: Date): Promise<void>;
  markReal(tx: Tx, rows: readonly HistoryRow[]): Promise<void>;
  finish(tx: Tx, importId: string, at: Date): Promise<void>;
  withdraw(tx: Tx, importId: string): Promise<void>;
  /** The channel sent orders of which files told before: the file's row gives way to the order. */
  join(tx: Tx, orders: readonly (PlatformKey & { readonly importedId: string; readonly orderId: string })[]): Promise<void>;
}

export type HistoryDeps = Pick<TowerDeps, 'now' | 'thresholds'> & {
  readonly history: HistoryStore;
  /** Told when there is something in the line. */
  readonly historyWaits?: () => void;
};

const historyTypes: readonly string[] = [
  'hub.channel.history-imported.v1',
  'hub.channel.history-import-finished.v1',
  'hub.channel.history-withdrawn.v1',
];

/** Lets the history of a batch wait and answers with the rest. */
export async function lineUpHistory(deps: HistoryDeps, tx: Tx, batch: readonly HubEvent[]): Promise<readonly HubEvent[]> {
  const history = batch.filter((event) => historyTypes.includes(event.type));
  if (history.length === 0) return batch;
  await deps.history.lineUp(tx, history);
  tx.onCommit(() => deps.historyWaits?.());
  return batch.filter((event) => !historyTypes.includes(event.type));
}

/** History goes into lists and radars and nowhere else: no story, no work item, no news to browsers or services. */
export async function takeHistory(deps: HistoryDeps, tx: Tx, batch: readonly HubEvent[]): Promise<void> {
  for (const event of batch.map(discriminated)) {
    if (event.type === 'hub.channel.history-imported.v1') await takeOrders(deps, tx, event.data);
    if (event.type === 'hub.channel.history-import-finished.v1')
      await deps.history.finish(tx, event.data.importId, event.data.finishedAt ?? deps.now());
    if (event.type === 'hub.channel.history-withdrawn.v1') await deps.history.withdraw(tx, event.data.importId);
  }
}

/** Orders that were placed just now may have stood here as imported rows. */
export async function joinPlaced(deps: HistoryDeps, tx: Tx, batch: readonly HubEvent[]): Promise<void> {
  const placed = batch.map(discriminated).flatMap((event: AnyHubEvent) => (event.type === 'hub.order.placed.v1' ? [event.data] : []));
  await deps.history.join(
    tx,
    placed.map(({ shopId, platformOrderNo, orderId }) => ({
      shopId,
      platformOrderNo,
      orderId,
      importedId: importedId(shopId, platformOrderNo),
    })),
  );
}

async function takeOrders(deps: HistoryDeps, tx: Tx, told: HistoryImported): Promise<void> {
  const keys = told.orders.map(({ platformOrderNo }) => ({ shopId: told.shopId, platformOrderNo }));
  const real = told.sample ? new Map<string, string>() : await deps.history.findPlatformOrders(tx, keys);
  const rows = told.orders.map((order): HistoryRow => {
    const { recipient } = order;
    const promisedShipAt =
      order.promisedShipAt ??
      (order.paidAt === undefined ? undefined : new Date(order.paidAt.getTime() + deps.thresholds().defaultPromise));
    return {
      importId: told.importId,
      channel: told.channel,
      shopId: told.shopId,
      platformOrderNo: order.platformOrderNo,
      state: order.state,
      createdAt: order.createdAt,
      paidAt: order.paidAt,
      shippedAt: order.shippedAt,
      doneAt: order.doneAt,
      promisedShipAt,
      paidMinor: order.paidAmount?.minor ?? 0n,
      refund: order.refund,
      maskedName: recipient?.maskedName ?? '',
      maskedPhone: recipient?.maskedPhone ?? '',
      district: [recipient?.district?.province, recipient?.district?.city, recipient?.district?.county]
        .filter((name) => name !== undefined && name !== '')
        .join(' '),
      phoneIndex: recipient?.phoneIndex ?? '',
      phoneTailIndex: recipient?.phoneTailIndex ?? '',
      quantity: order.quantity,
      skus: order.skus,
      trackingNumbers: order.trackingNumbers,
      carrier: order.carrier,
      sample: told.sample,
      fileAt: told.fileAt ?? deps.now(),
      realId: real.get(`${told.shopId}/${order.platformOrderNo}`),
    };
  });
  await deps.history.startRuns(tx, [told.importId], deps.now());
  if (told.firstOfSample) await deps.history.forgetSample(tx, told.importId);
  await deps.history.putFacts(tx, rows);
  if (told.sample) return;
  await deps.history.putRows(
    tx,
    rows.filter((row) => row.realId === undefined),
    deps.now(),
  );
  await deps.history.markReal(
    tx,
    rows.filter((row) => row.realId !== undefined),
  );
}
