import type { SandboxContext } from '../../core/system.ts';
import type { Floor } from './floor.ts';
import type { Parcel, WmsOrder } from './order.ts';
import { batchConfirmReport, confirmReport, type Shipment, type StockChange, stockChangeReport } from './reports.ts';
import type { Settings } from './settings.ts';
import type { Report } from './tell-hub.ts';

export interface GateDeps {
  readonly context: SandboxContext;
  readonly floor: Floor;
  readonly settings: Settings;
  readonly tell: (report: Report) => void;
}

interface Left {
  readonly order: WmsOrder;
  readonly shipment: Shipment;
  readonly changes: readonly StockChange[];
}

const secondPartAfterMs = 30 * 60_000;

/** Goods leave the building: books, carrier, then the confirm. The fact stands whether or not anybody hears of it. */
export class Gate {
  readonly #deps: GateDeps;

  constructor(deps: GateDeps) {
    this.#deps = deps;
  }

  ship(orders: readonly WmsOrder[]): void {
    const left = orders.flatMap((order) => this.#leave(order) ?? []);
    const size = this.#deps.settings.confirmsPerPush;
    for (let start = 0; start < left.length; start += size) this.#confirm(left.slice(start, start + size));
    this.#echo(left);
  }

  /** After a restart: what left in part still has a second part waiting. */
  resumePart(order: WmsOrder): void {
    this.#deps.context.timing.after(secondPartAfterMs, () => this.ship([order]));
  }

  #leave(order: WmsOrder): Left | undefined {
    const { context, floor } = this.#deps;
    const waiting = order.parcels.filter((parcel) => parcel.outBizCode === '');
    if (order.stage === 'shipped' || order.stage === 'cancelled' || waiting.length === 0) return undefined;
    const inParts = order.stage !== 'part-shipped' && waiting.length > 1 && this.#leavesInParts(order);
    const left = order.parcels.length - waiting.length;
    const outBizCode = `${order.id}-${left + 1}`;
    const parcels = (inParts ? waiting.slice(0, 1) : waiting).map((parcel) => ({ ...parcel, outBizCode }));
    const codes = new Set(parcels.map((parcel) => parcel.packageCode));
    floor.change(order, {
      stage: inParts ? 'part-shipped' : 'shipped',
      shippedAt: Date.now(),
      parcels: order.parcels.map((parcel) => (codes.has(parcel.packageCode) ? { ...parcel, outBizCode } : parcel)),
    });
    const changes = this.#takeFromBooks(order, parcels, outBizCode);
    for (const parcel of parcels) {
      context.bus.emit('handed-over', {
        carrier: order.logisticsCode,
        trackingNumber: parcel.expressCode,
        warehouseId: order.warehouse,
        deliveryOrderCode: order.code,
        at: order.shippedAt,
      });
    }
    context.ledger.append('outbound', 'qimen', order.code, {
      outBizCode,
      final: !inParts,
      brokeWord: order.breaksItsWord,
      parcels: parcels.map((parcel) => ({ expressCode: parcel.expressCode, items: parcel.items })),
    });
    if (inParts) this.resumePart(order);
    return { order, shipment: { outBizCode, parcels, isFinal: !inParts }, changes };
  }

  #leavesInParts(order: WmsOrder): boolean {
    const { context, settings } = this.#deps;
    return context.random.fork(`parts/${order.code}`).chance(settings.inPartsShare);
  }

  #takeFromBooks(order: WmsOrder, parcels: readonly Parcel[], outBizCode: string): readonly StockChange[] {
    const { floor } = this.#deps;
    const lines = new Map(order.lines.map((line) => [line.lineNo, line]));
    return parcels
      .flatMap((parcel) => parcel.items)
      .flatMap((item) => {
        const line = lines.get(item.lineNo);
        if (!line) return [];
        const row = floor.stock.row(order.warehouse, item.itemCode, line.inventoryType);
        row.locked -= item.quantity;
        floor.keepStock(row);
        return [
          {
            orderCode: order.code,
            orderType: order.orderType,
            outBizCode,
            itemCode: item.itemCode,
            inventoryType: line.inventoryType,
            quantity: -item.quantity,
          },
        ];
      });
  }

  /** The same goods once more as stockchange.report: the receiver must count them once. */
  #echo(all: readonly Left[]): void {
    const { context, floor, tell } = this.#deps;
    for (const [warehouse, left] of Map.groupBy(all, ({ order }) => order.warehouse)) {
      if (floor.houses.get(warehouse)?.echoesShipments !== true) continue;
      const [first] = left;
      if (!first) continue;
      const changes = left.flatMap((one) => one.changes);
      const body = stockChangeReport(warehouse, context.world.wms.ownerCode, changes, first.order.shippedAt);
      tell({ method: 'stockchange.report', key: first.shipment.outBizCode, body });
    }
  }

  #confirm(all: readonly Left[]): void {
    const [first] = all;
    if (!first) return;
    const { tell } = this.#deps;
    if (all.length === 1) {
      tell({ method: 'deliveryorder.confirm', key: first.order.code, body: confirmReport(first.order, first.shipment) });
      return;
    }
    tell({ method: 'deliveryorder.batchconfirm', key: first.order.code, body: batchConfirmReport(all) });
  }
}
