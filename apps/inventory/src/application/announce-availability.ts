import type { Tx } from '@orderloom/outbox';
import type { StockLane, TellStock } from './ports.ts';

const AT_MOST_EVERY_MS = 300;
/** A quiet hub answers almost at once; the short wait lets the rest of a batch's events join. */
const FIRST_AFTER_MS = 20;
/** Under load the scarcest SKUs go first: they are what could be oversold at a channel. */
const SKUS_PER_TURN = 300;

export interface AvailabilityTeller {
  note(skus: readonly string[]): void;
  /** Tells what changed while nobody was there to tell. */
  catchUp(): Promise<void>;
  stop(): void;
}

/** Tells what may be promised of each SKU that changed, merged: at most one event for a SKU every 300 ms. */
export function createAvailabilityTeller(deps: {
  readonly lane: StockLane;
  readonly tell: TellStock;
  readonly now: () => Date;
  readonly onTrouble: (what: string, error: unknown) => void;
}): AvailabilityTeller {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let toldAt = 0;
  let stopped = false;

  const schedule = (): void => {
    if (timer !== undefined || stopped) return;
    const wait = Math.max(FIRST_AFTER_MS, AT_MOST_EVERY_MS - (Date.now() - toldAt));
    timer = setTimeout(() => void turn(), wait);
  };
  const turn = async (): Promise<void> => {
    const skus = [...changed];
    changed.clear();
    toldAt = Date.now();
    try {
      const rest = await deps.lane.run((tx) => tellDue(deps.tell, tx, { skus, now: deps.now() }));
      for (const sku of rest) changed.add(sku);
    } catch (error) {
      for (const sku of skus) changed.add(sku);
      deps.onTrouble('telling availability', error);
    }
    timer = undefined;
    if (changed.size > 0) schedule();
  };

  return {
    note: (skus) => {
      for (const sku of skus) changed.add(sku);
      schedule();
    },
    catchUp: async () => {
      const skus = await deps.lane.run(async (tx) => {
        const { rows } = await tx.query<{ sku: string }>(
          `select sku from sku_stock where (told_on_hand, told_reserved, told_safety) is distinct from (on_hand, reserved, safety)`,
        );
        return rows.map((row) => row.sku);
      });
      for (const sku of skus) changed.add(sku);
      if (skus.length > 0) schedule();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Answers with the SKUs that did not fit into this turn. */
async function tellDue(
  tell: TellStock,
  tx: Tx,
  work: { readonly skus: readonly string[]; readonly now: Date },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ sku: string; version: string; on_hand: number; reserved: number; safety: number }>(
    `update sku_stock s
        set version = s.version + 1, told_on_hand = s.on_hand, told_reserved = s.reserved, told_safety = s.safety
       from (select sku from sku_stock
              where sku = any($1) and (told_on_hand, told_reserved, told_safety) is distinct from (on_hand, reserved, safety)
              order by on_hand - reserved - safety, sku limit $2) due
      where s.sku = due.sku
      returning s.sku, s.version, s.on_hand, s.reserved, s.safety`,
    [work.skus, SKUS_PER_TURN],
  );
  await tell(
    tx,
    rows.map((row) => ({
      kind: 'availability-changed',
      sku: row.sku,
      version: BigInt(row.version),
      onHand: row.on_hand,
      reserved: row.reserved,
      safety: row.safety,
      at: work.now,
    })),
  );
  if (rows.length < SKUS_PER_TURN) return [];
  const told = new Set(rows.map((row) => row.sku));
  return work.skus.filter((sku) => !told.has(sku));
}
