import { z } from 'zod';
import type { Journal } from '../../core/system.ts';

const end = z.object({ province: z.string(), city: z.string() });
const sfOrder = z.object({
  orderId: z.string(),
  reference: z.string(),
  /** Who may ask without a phone number: a partner id, or 'warehouse' for what a warehouse fetched itself. */
  owners: z.array(z.string()),
  sender: end,
  receiver: end.extend({ phoneTail: z.string() }),
  state: z.enum(['created', 'confirmed', 'cancelled']),
  /** Parent first. */
  waybills: z.array(z.string()),
  createdAt: z.number(),
});
const route = z.object({
  id: z.string(),
  opCode: z.string(),
  acceptTime: z.string(),
  acceptAddress: z.string(),
  remark: z.string(),
  reasonCode: z.string(),
  reasonName: z.string(),
});
const stop = z.object({
  opCode: z.string(),
  place: z.string(),
  remark: z.string(),
  reasonCode: z.string(),
  reasonName: z.string(),
  waitMs: z.number(),
});
const waybill = z.object({
  number: z.string(),
  orderId: z.string(),
  kind: z.union([z.literal(1), z.literal(2)]),
  plan: z.array(stop),
  routes: z.array(route),
});
const parcel = z.object({ number: z.string(), reference: z.string(), warehouseId: z.string() });
const record = z.discriminatedUnion('t', [
  z.object({ t: z.literal('order'), order: sfOrder }),
  z.object({ t: z.literal('waybill'), waybill }),
  z.object({ t: z.literal('route'), number: z.string(), route }),
  z.object({ t: z.literal('unannounced'), parcel }),
  z.object({ t: z.literal('announced'), number: z.string() }),
]);

export type SfOrder = z.infer<typeof sfOrder>;
export type Route = z.infer<typeof route>;
export type Stop = z.infer<typeof stop>;
export type Waybill = z.infer<typeof waybill>;
export type Parcel = z.infer<typeof parcel>;

/** What an order may be known by at the depot: its id, its customer reference, or what stands before a `-` or `_` in the id. */
export function referencesOf(orderId: string, customerReference: string): readonly string[] {
  const cuts = [...orderId.matchAll(/[-_]/g)].map((match) => orderId.slice(0, match.index));
  return [...new Set([orderId, customerReference, ...cuts])].filter((reference) => reference !== '');
}

/** SF's memory: orders, waybills, and parcels that came through the gate before anybody announced them. */
export class Book {
  readonly orders = new Map<string, SfOrder>();
  readonly waybills = new Map<string, Waybill>();
  readonly unannounced = new Map<string, Parcel>();
  readonly #parkedBy = new Map<string, Map<string, Parcel>>();
  readonly #journal: Journal;
  #lastNumber = 0;
  #lastRoute = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  newNumber(): string {
    this.#lastNumber += 1;
    return `SF1${String(this.#lastNumber).padStart(12, '0')}`;
  }

  newRouteId(): string {
    this.#lastRoute += 1;
    return `${Date.now()}${String(this.#lastRoute % 1_000_000).padStart(6, '0')}`;
  }

  keepOrder(order: SfOrder): void {
    this.orders.set(order.orderId, order);
    this.#write({ t: 'order', order });
  }

  keepWaybill(kept: Waybill): void {
    this.waybills.set(kept.number, kept);
    this.#write({ t: 'waybill', waybill: kept });
  }

  addRoute(moved: Waybill, added: Route): void {
    moved.routes.push(added);
    this.#write({ t: 'route', number: moved.number, route: added });
  }

  park(parked: Parcel): void {
    this.#keepParked(parked);
    this.#write({ t: 'unannounced', parcel: parked });
  }

  announce(number: string): void {
    this.#dropParked(number);
    this.#write({ t: 'announced', number });
  }

  parkedFor(orderId: string, customerReference: string): readonly Parcel[] {
    return referencesOf(orderId, customerReference).flatMap((reference) => [...(this.#parkedBy.get(reference)?.values() ?? [])]);
  }

  #keepParked(parked: Parcel): void {
    this.unannounced.set(parked.number, parked);
    const same = this.#parkedBy.get(parked.reference) ?? new Map<string, Parcel>();
    same.set(parked.number, parked);
    this.#parkedBy.set(parked.reference, same);
  }

  #dropParked(number: string): void {
    const parked = this.unannounced.get(number);
    this.unannounced.delete(number);
    const same = parked && this.#parkedBy.get(parked.reference);
    same?.delete(number);
    if (parked && same?.size === 0) this.#parkedBy.delete(parked.reference);
  }

  restore(source: unknown): void {
    const kept = record.parse(source);
    switch (kept.t) {
      case 'order':
        this.orders.set(kept.order.orderId, kept.order);
        return;
      case 'waybill':
        this.waybills.set(kept.waybill.number, kept.waybill);
        if (kept.waybill.number.startsWith('SF1')) this.#lastNumber = Math.max(this.#lastNumber, Number(kept.waybill.number.slice(3)));
        return;
      case 'route':
        this.waybills.get(kept.number)?.routes.push(kept.route);
        return;
      case 'unannounced':
        this.#keepParked(kept.parcel);
        return;
      case 'announced':
        this.#dropParked(kept.number);
        return;
    }
  }

  reset(): void {
    this.orders.clear();
    this.waybills.clear();
    this.unannounced.clear();
    this.#parkedBy.clear();
    this.#lastNumber = 0;
  }

  #write(kept: z.input<typeof record>): void {
    this.#journal.write('sf', kept);
  }
}
