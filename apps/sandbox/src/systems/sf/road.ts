import type { SandboxContext } from '../../core/system.ts';
import { centreOf } from '../amap/city-centres.ts';
import { beijingText } from '../beijing-time.ts';
import type { Book, SfOrder, Waybill } from './book.ts';
import { planJourney } from './journey.ts';
import type { Settings } from './settings.ts';
import type { RouteNews } from './tell-hub.ts';

export interface RoadDeps {
  readonly context: SandboxContext;
  readonly book: Book;
  readonly news: RouteNews;
  readonly settings: Settings;
}

/** Moves parcels from the warehouse's gate to the door: one timer per parcel on the way. */
export class Road {
  readonly #deps: RoadDeps;

  constructor(deps: RoadDeps) {
    this.#deps = deps;
  }

  /** A parcel at the depot whose order SF knows. */
  start(waybill: Waybill, order: SfOrder, warehouseId: string): void {
    if (waybill.plan.length > 0) return;
    const { context, book, settings } = this.#deps;
    const from = this.#placeOf(warehouseId) ?? order.sender;
    const plan = planJourney({ from, to: order.receiver }, context.random.fork(waybill.number), settings);
    waybill.plan.push(...plan);
    book.keepWaybill(waybill);
    this.goOn(waybill);
  }

  goOn(waybill: Waybill): void {
    const next = waybill.plan[waybill.routes.length];
    if (next) this.#deps.context.timing.after(next.waitMs, () => this.#reach(waybill, waybill.plan.indexOf(next)));
  }

  /** Reaches the next node, or all of them, at once. */
  hurry(waybill: Waybill, howFar: 'next' | 'door'): void {
    do this.#arrive(waybill);
    while (howFar === 'door' && waybill.routes.length < waybill.plan.length);
  }

  /** The timer of a node that was reached by hand meanwhile has nothing to do. */
  #reach(waybill: Waybill, position: number): void {
    if (waybill.routes.length === position && this.#deps.book.waybills.get(waybill.number) === waybill) this.#arrive(waybill);
  }

  #arrive(waybill: Waybill): void {
    const { context, book, news } = this.#deps;
    const stop = waybill.plan[waybill.routes.length];
    if (!stop) return;
    const now = Date.now();
    const route = {
      id: book.newRouteId(),
      opCode: stop.opCode,
      acceptTime: beijingText(now),
      acceptAddress: stop.place,
      remark: stop.remark,
      reasonCode: stop.reasonCode,
      reasonName: stop.reasonName,
    };
    book.addRoute(waybill, route);
    if (stop.opCode === '50' || stop.opCode === '54')
      context.ledger.append('picked-up', 'sf', waybill.number, { orderId: waybill.orderId });
    if (stop.opCode === '80') {
      context.ledger.append('signed', 'sf', waybill.number, { orderId: waybill.orderId });
      context.bus.emit('parcel-signed', { carrier: 'SF', trackingNumber: waybill.number, at: now });
    }
    news.tell(waybill, route);
    this.goOn(waybill);
  }

  #placeOf(warehouseId: string): { readonly province: string; readonly city: string } | undefined {
    const warehouse = this.#deps.context.world.warehouses.find((known) => known.id === warehouseId);
    const centre = warehouse && centreOf(warehouse.adcode)?.centre;
    return centre && { province: '', city: centre.name };
  }
}
