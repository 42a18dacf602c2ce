import type { Clock } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { StockBooks, StockLane, TellStock } from './ports.ts';

/** A counter that was not the sum of its ledger. */
export interface CounterDifference {
  readonly sku: string;
  /** Empty for the SKU's pool over all warehouses. */
  readonly warehouseId: string;
  readonly counter: 'ON_HAND' | 'RESERVED' | 'ALLOCATED';
  readonly was: number;
  readonly is: number;
}

export interface RepairReport {
  readonly checked: number;
  readonly differences: readonly CounterDifference[];
}

/** Recomputes the counters from the ledger, sets right those that differ, and says which. One SKU, or all. */
export function repairStock(
  deps: {
    readonly lane: StockLane;
    readonly books: Pick<StockBooks, 'forget'>;
    readonly tell: TellStock;
    readonly now: Clock;
    readonly noteChanged: (skus: readonly string[]) => void;
  },
  wish: { readonly sku: string | undefined; readonly account: string },
): Promise<RepairReport> {
  return deps.lane.run(async (tx) => {
    const only = wish.sku ?? null;
    const { rows } = await tx.query<{ sku: string }>(
      'select sku from sku_stock where $1::text is null or sku = $1 order by sku for update',
      [only],
    );
    const differences = [...(await differencesOfPools(tx, only)), ...(await differencesOfShelves(tx, only))];
    await correct(tx, differences);
    const skus = [...new Set(differences.map((difference) => difference.sku))];
    deps.books.forget({ skus });
    if (skus.length > 0) tx.onCommit(() => deps.noteChanged(skus));
    const act = {
      actor: wish.account,
      actorKind: 'PERSON',
      deed: 'stock-repaired',
      subject: wish.sku ?? 'all',
      orderId: '',
      details: {
        checked: String(rows.length),
        corrected: String(differences.length),
        ...Object.fromEntries(
          differences.slice(0, 20).map((one) => [`${one.sku} ${one.warehouseId} ${one.counter}`, `${one.was} -> ${one.is}`]),
        ),
      },
    } as const;
    await deps.tell(tx, [{ kind: 'audited', act, at: deps.now() }]);
    return { checked: rows.length, differences };
  });
}

interface SumRow {
  readonly sku: string;
  readonly warehouse_id: string;
  readonly counter: CounterDifference['counter'];
  readonly was: number;
  readonly is: number;
}

async function differencesOfPools(tx: Tx, sku: string | null): Promise<readonly CounterDifference[]> {
  const { rows } = await tx.query<SumRow>(
    `with truth as (
       select s.sku, s.on_hand, s.reserved, coalesce(sum(l.on_hand), 0)::int as true_on_hand, coalesce(sum(l.reserved), 0)::int as true_reserved
         from sku_stock s left join ledger l on l.sku = s.sku
        where $1::text is null or s.sku = $1 group by s.sku)
     select sku, '' as warehouse_id, 'ON_HAND' as counter, on_hand as was, true_on_hand as is from truth where on_hand <> true_on_hand
     union all
     select sku, '', 'RESERVED', reserved, true_reserved from truth where reserved <> true_reserved`,
    [sku],
  );
  return rows.map(asDifference);
}

async function differencesOfShelves(tx: Tx, sku: string | null): Promise<readonly CounterDifference[]> {
  const { rows } = await tx.query<SumRow>(
    `with truth as (
       select w.sku, w.warehouse_id, w.on_hand, w.allocated,
              coalesce(sum(l.on_hand), 0)::int as true_on_hand, coalesce(sum(l.allocated), 0)::int as true_allocated
         from warehouse_stock w left join ledger l on l.sku = w.sku and l.warehouse_id = w.warehouse_id
        where $1::text is null or w.sku = $1 group by w.sku, w.warehouse_id)
     select sku, warehouse_id, 'ON_HAND' as counter, on_hand as was, true_on_hand as is from truth where on_hand <> true_on_hand
     union all
     select sku, warehouse_id, 'ALLOCATED', allocated, true_allocated from truth where allocated <> true_allocated`,
    [sku],
  );
  return rows.map(asDifference);
}

function asDifference(row: SumRow): CounterDifference {
  return { sku: row.sku, warehouseId: row.warehouse_id, counter: row.counter, was: row.was, is: row.is };
}

async function correct(tx: Tx, differences: readonly CounterDifference[]): Promise<void> {
  const set = async (statement: string, part: readonly CounterDifference[]): Promise<void> => {
    if (part.length === 0) return;
    await tx.query(statement, [part.map((one) => one.sku), part.map((one) => one.warehouseId), part.map((one) => one.is)]);
  };
  const from = 'from unnest($1::text[], $2::text[], $3::int[]) as d (sku, warehouse_id, value)';
  const pools = differences.filter((one) => one.warehouseId === '');
  const shelves = differences.filter((one) => one.warehouseId !== '');
  const pool = (column: string): string => `update sku_stock t set ${column} = d.value ${from} where t.sku = d.sku and d.warehouse_id = ''`;
  const shelf = (column: string): string =>
    `update warehouse_stock t set ${column} = d.value ${from} where t.sku = d.sku and t.warehouse_id = d.warehouse_id`;
  await set(
    pool('on_hand'),
    pools.filter((one) => one.counter === 'ON_HAND'),
  );
  await set(
    pool('reserved'),
    pools.filter((one) => one.counter === 'RESERVED'),
  );
  await set(
    shelf('on_hand'),
    shelves.filter((one) => one.counter === 'ON_HAND'),
  );
  await set(
    shelf('allocated'),
    shelves.filter((one) => one.counter === 'ALLOCATED'),
  );
}
