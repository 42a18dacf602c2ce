import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../../core/system.ts';
import type { Floor } from './floor.ts';
import type { InventoryType } from './order.ts';
import { inventoryReport, stockChangeReport } from './reports.ts';
import type { Settings } from './settings.ts';
import type { StockRow } from './stock.ts';
import type { Report } from './tell-hub.ts';
import type { Work } from './work.ts';

export interface ShelfDeps {
  readonly context: SandboxContext;
  readonly floor: Floor;
  readonly work: Work;
  readonly settings: Settings;
  readonly tell: (report: Report) => void;
}

export interface Place {
  readonly warehouse: string;
  readonly sku: string;
  readonly type: InventoryType;
}

const countPageSize = 50;

/** What happens to goods besides orders: receipts, damage, counts, goods that are not where the books say. */
export class Shelf {
  readonly #deps: ShelfDeps;
  #stopCounting: () => void = () => undefined;

  constructor(deps: ShelfDeps) {
    this.#deps = deps;
    deps.context.bus.on('goods-missing', ({ sku, warehouseId, quantity }) => this.lose(sku, warehouseId, quantity));
  }

  /** Sets the free quantity; the hub hears of the difference, unless it is silent. */
  set(place: Place, free: number, announce: 'announced' | 'silent'): StockRow {
    const row = this.#row(place);
    return this.#book(row, free - row.free, { reason: 'set', announce });
  }

  adjust(place: Place, change: number): StockRow {
    return this.#book(this.#row(place), change, { reason: 'adjust', announce: 'announced' });
  }

  /** Positive holds goods back, negative lets them go; the sum on the books stays. */
  freeze(place: Place, quantity: number): StockRow {
    const row = this.#row(place);
    const moved = quantity >= 0 ? Math.min(quantity, Math.max(0, row.free)) : -Math.min(-quantity, row.frozen);
    row.free -= moved;
    row.frozen += moved;
    this.#deps.floor.keepStock(row);
    this.#deps.context.ledger.append('frozen', 'qimen', keyOf(row), { quantity: moved });
    this.#deps.work.retryLacking();
    return row;
  }

  /** The shelf loses goods that the books still have; picking or counting will find out. */
  lose(sku: string, warehouse: string | null, quantity: number): void {
    const rows = this.#deps.floor.stock.rows().filter((row) => row.sku === sku && row.type === 'ZP' && row.free > 0);
    const row =
      warehouse === null
        ? rows.reduce<StockRow | undefined>((most, next) => (most && most.free >= next.free ? most : next), undefined)
        : this.#row({ warehouse, sku, type: 'ZP' });
    if (!row) return;
    row.missing = Math.min(row.missing + quantity, Math.max(0, row.free + row.locked));
    this.#deps.floor.keepStock(row);
    this.#deps.context.ledger.append('goods-missing', 'qimen', keyOf(row), { quantity });
  }

  countRegularly(): void {
    const { context, floor, settings } = this.#deps;
    this.#stopCounting();
    this.#stopCounting = context.timing.after(settings.countEveryMs, () => {
      for (const house of floor.houses.values()) {
        if (context.random.chance(settings.driftShare)) this.#drift(house.id);
        this.count(house.id);
      }
      this.countRegularly();
    });
  }

  /** Counts a warehouse and reports the signed differences by inventory.report, page by page; none without a difference. */
  count(warehouse: string): number {
    const { context, floor, tell } = this.#deps;
    const found = floor.stock
      .rows()
      .filter((row) => row.warehouse === warehouse && row.missing !== 0)
      .flatMap((row) => {
        const difference = -Math.min(row.missing, Math.max(0, row.free));
        if (difference === 0) return [];
        row.free += difference;
        row.missing += difference;
        floor.keepStock(row);
        context.ledger.append('stock-changed', 'qimen', keyOf(row), { quantity: difference, reason: 'count' });
        return [{ itemCode: row.sku, inventoryType: row.type, difference }];
      });
    const checkOrderCode = `PD${randomUUID()}`;
    const pages = Math.ceil(found.length / countPageSize);
    for (let page = 1; page <= pages; page += 1) {
      const items = found.slice((page - 1) * countPageSize, page * countPageSize);
      const head = { warehouse, ownerCode: context.world.wms.ownerCode, checkOrderCode, outBizCode: checkOrderCode };
      const body = inventoryReport({ ...head, page, pages, pageSize: countPageSize, items }, Date.now());
      tell({ method: 'inventory.report', key: `${checkOrderCode}-${page}`, body });
    }
    return found.length;
  }

  #drift(warehouse: string): void {
    const { context, floor } = this.#deps;
    const rows = floor.stock.rows().filter((row) => row.warehouse === warehouse && row.type === 'ZP' && row.free > 20);
    if (rows.length === 0) return;
    const row = context.random.pick(rows);
    // A count may also find more than the books have.
    row.missing += context.random.pick([-1, 1, 1, 2]);
    floor.keepStock(row);
  }

  #row(place: Place): StockRow {
    return this.#deps.floor.stock.row(place.warehouse, place.sku, place.type);
  }

  #book(row: StockRow, change: number, how: { readonly reason: string; readonly announce: 'announced' | 'silent' }): StockRow {
    const { context, floor, tell, work } = this.#deps;
    row.free += change;
    floor.keepStock(row);
    context.ledger.append('stock-changed', 'qimen', keyOf(row), { quantity: change, reason: how.reason });
    if (change !== 0 && how.announce === 'announced') {
      const code = `TZ${randomUUID()}`;
      const body = stockChangeReport(
        row.warehouse,
        context.world.wms.ownerCode,
        [
          {
            orderCode: code,
            orderType: change > 0 ? 'QTRK' : 'QTCK',
            outBizCode: code,
            itemCode: row.sku,
            inventoryType: row.type,
            quantity: change,
          },
        ],
        Date.now(),
      );
      tell({ method: 'stockchange.report', key: code, body });
    }
    work.retryLacking();
    return row;
  }
}

const keyOf = (row: StockRow): string => `${row.warehouse}|${row.sku}|${row.type}`;
