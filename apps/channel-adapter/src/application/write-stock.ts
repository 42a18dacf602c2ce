import { alarm, inTransaction, type Tx } from '@orderloom/outbox';
import { randomUUID } from 'node:crypto';
import { saveExchanges, type OutsideDeps } from './answer-outside.ts';
import type { Listing, ShopChannel, StockRow, StockWrite } from './ports.ts';
import type { Sender } from './sender.ts';

export interface DueStock extends StockWrite {
  readonly version: bigint;
  readonly unknown: boolean;
  readonly attempts: number;
  /** Key of the write whose outcome is unknown, or of the one to come. */
  readonly key: string;
}

export interface StockTargets {
  /** Notes what shops should show; older versions change nothing. One row per shop and SKU: changes coalesce here. */
  want(
    tx: Tx,
    wanted: readonly { readonly sku: string; readonly version: bigint; readonly available: number; readonly changedAt: Date }[],
    now: Date,
  ): Promise<void>;
  /** What differs from what was written, zero and low first; what buyers hold unpaid is left out where `deductsOnOrder`. */
  due(shopId: string, limit: number, now: Date, deductsOnOrder: boolean): Promise<readonly DueStock[]>;
  /** Before the call: the outcome is unknown until it is known. */
  sending(shopId: string, rows: readonly DueStock[], key: string): Promise<void>;
  settle(
    tx: Tx,
    shopId: string,
    rows: readonly { readonly row: DueStock; readonly result: StockRow; readonly dueAt: Date }[],
    now: Date,
  ): Promise<void>;
}

type Deps = OutsideDeps & {
  readonly targets: StockTargets;
  readonly noteDrift: (shopId: string, rows: number) => void;
};

const IDLE_MS = 1_000;
/** Changes of one SKU within this time are one write: short after a quiet time, longer while the stock changes all the time. */
const GATHER_MS = 200;
const WRITE_EVERY_MS = 1_000;
/** So little left is told sooner: a platform that sells what is gone makes orders that must be cancelled. */
const FEW = 200;
const FEW_EVERY_MS = 200;
const SAMPLE_EVERY = 20;

/** The one writer of a shop's stock: changes only, one call after the other, within the shop's rate. */
export function createStockWriter(deps: Deps, channel: ShopChannel): Sender {
  const bell = alarm();
  const end = alarm();
  const bucket = tokenBucket(channel.shop.stockCallsPerSecond);
  let stopped = false;
  let running: Promise<void> | undefined;
  let writes = 0;

  /** Answers with the pause until the next turn; undefined when nothing was due. */
  const turn = async (): Promise<number | undefined> => {
    const due = await deps.targets.due(channel.shop.id, channel.stockBatch, deps.now(), channel.deductsOnOrder);
    if (due.length === 0) return undefined;
    await bucket.take();
    // After a lost answer the platform is read first: a difference must not be applied twice.
    const unknown = due.filter((row) => row.unknown);
    const confirmed = unknown.length === 0 ? new Set<string>() : await confirm(deps, channel, unknown);
    const toWrite = due.filter((row) => !confirmed.has(row.sku));
    if (toWrite.length > 0) await write(deps, channel, toWrite);
    writes += 1;
    if (writes % SAMPLE_EVERY === 0) await sample(deps, channel, toWrite);
    if (due.length === channel.stockBatch) return 0;
    return due.some((row) => row.wanted < FEW) ? FEW_EVERY_MS : WRITE_EVERY_MS;
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      let waitMs: number | undefined;
      try {
        waitMs = await turn();
      } catch (error) {
        deps.log.warn({ shop: channel.shop.id, err: error }, 'stock not written');
      }
      if (waitMs === undefined) await bell.wait(IDLE_MS);
      if (!stopped) await end.wait(waitMs ?? GATHER_MS);
    }
  };

  return {
    wake: bell.ring,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      bell.ring();
      end.ring();
      await running;
    },
  };
}

async function write(deps: Deps, channel: ShopChannel, rows: readonly DueStock[]): Promise<void> {
  const key = randomUUID();
  await deps.targets.sending(channel.shop.id, rows, key);
  const answer = await channel.writeStock(rows, key);
  const results = new Map(answer.rows.map((row) => [row.sku, row]));
  await inTransaction(deps.pool, async (tx) => {
    const { system } = channel.shop;
    await saveExchanges(
      tx,
      deps,
      answer.exchanges.map((exchange) => ({ system, subject: '', exchange })),
    );
    const settled = rows.map((row) => ({
      row,
      result: results.get(row.sku) ?? { sku: row.sku, result: 'unknown' as const, words: 'no row in the answer' },
      dueAt: new Date(deps.now().getTime() + Math.min(60_000, 500 * 2 ** Math.min(row.attempts, 7))),
    }));
    await deps.targets.settle(tx, channel.shop.id, settled, deps.now());
  });
  const refused = answer.rows.filter((row) => row.result === 'refused');
  if (refused.length > 0)
    deps.log.warn({ shop: channel.shop.id, skus: refused.map((row) => row.sku), words: refused[0]?.words }, 'stock refused');
}

/** Which unknown writes the platform shows as done. */
async function confirm(deps: Deps, channel: ShopChannel, rows: readonly DueStock[]): Promise<ReadonlySet<string>> {
  const shown = await channel.readStock(rows);
  const done = rows.filter((row) => shown.get(row.sku) === row.wanted);
  await inTransaction(deps.pool, (tx) =>
    deps.targets.settle(
      tx,
      channel.shop.id,
      done.map((row) => ({ row, result: { sku: row.sku, result: 'written', words: '' }, dueAt: deps.now() })),
      deps.now(),
    ),
  );
  return new Set(done.map((row) => row.sku));
}

/** A rolling look at what the platform shows: more than was written means that somebody else writes there. */
async function sample(deps: Deps, channel: ShopChannel, rows: readonly DueStock[]): Promise<void> {
  const one: readonly Listing[] = rows.slice(0, 1);
  const shown = await channel.readStock(one);
  const drift = rows.slice(0, 1).filter((row) => (shown.get(row.sku) ?? 0) > row.wanted);
  if (drift.length === 0) return;
  deps.noteDrift(channel.shop.id, drift.length);
  deps.log.warn(
    { shop: channel.shop.id, sku: drift[0]?.sku, wanted: drift[0]?.wanted, shown: shown.get(drift[0]?.sku ?? '') },
    'stock drift at the platform',
  );
}

function tokenBucket(perSecond: number): { take(): Promise<void> } {
  let tokens = perSecond;
  let filledAt = Date.now();
  return {
    take: async () => {
      for (;;) {
        const now = Date.now();
        tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1_000) * perSecond);
        filledAt = now;
        if (tokens >= 1) {
          tokens -= 1;
          return;
        }
        await pause(Math.ceil(((1 - tokens) / perSecond) * 1_000));
      }
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
