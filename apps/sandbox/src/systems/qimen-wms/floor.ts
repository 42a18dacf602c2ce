import { z } from 'zod';
import type { Journal, Random } from '../../core/system.ts';
import type { World } from '../../core/world.ts';
import { inventoryTypes, type Parcel, type Stage, type WmsOrder } from './order.ts';
import { StockBooks, type StockRow } from './stock.ts';

/** Ruling C-04: 'own-fetch' asks SF before packing; 'segment' uses a pre-printed number that SF learns later. */
export type NumberSource = 'own-fetch' | 'segment';

export interface House {
  readonly id: string;
  readonly name: string;
  numbers: NumberSource;
  /** Repeats every shipment as stockchange.report, as some warehouses do. */
  echoesShipments: boolean;
  paused: boolean;
}

export interface OrderPatch {
  readonly stage?: Stage;
  readonly shippedAt?: number;
  readonly parcels?: readonly Parcel[];
  readonly breaksItsWord?: boolean;
}

const stockRow = z.object({
  warehouse: z.string(),
  sku: z.string(),
  type: z.enum(inventoryTypes),
  free: z.number(),
  locked: z.number(),
  frozen: z.number(),
  missing: z.number(),
});
const order = z.custom<WmsOrder>((value) => typeof value === 'object' && value !== null && 'code' in value);
const patch = z.custom<OrderPatch>((value) => typeof value === 'object' && value !== null);
const house = z.object({
  id: z.string(),
  name: z.string(),
  numbers: z.enum(['own-fetch', 'segment']),
  echoesShipments: z.boolean(),
  paused: z.boolean(),
});
const record = z.discriminatedUnion('t', [
  z.object({ t: z.literal('order'), order }),
  z.object({ t: z.literal('patch'), code: z.string(), patch }),
  z.object({ t: z.literal('stock'), row: stockRow }),
  z.object({ t: z.literal('item'), sku: z.string() }),
  z.object({ t: z.literal('house'), house }),
]);

/** What the warehouse system remembers. Every change goes through here, so that it also reaches the journal. */
export class Floor {
  readonly orders = new Map<string, WmsOrder>();
  readonly houses = new Map<string, House>();
  readonly items = new Set<string>();
  readonly stock = new StockBooks();
  readonly #journal: Journal;
  readonly #world: World;
  readonly #random: Random;
  #lastNumber = 0;

  constructor(world: World, journal: Journal, random: Random) {
    this.#world = world;
    this.#journal = journal;
    this.#random = random;
    this.reset();
  }

  nextId(): string {
    this.#lastNumber += 1;
    return `CK${String(this.#lastNumber).padStart(9, '0')}`;
  }

  addOrder(added: WmsOrder): void {
    this.orders.set(added.code, added);
    this.#write({ t: 'order', order: added });
  }

  change(changed: WmsOrder, change: OrderPatch): void {
    Object.assign(changed, change);
    this.#write({ t: 'patch', code: changed.code, patch: change });
  }

  keepStock(row: StockRow): void {
    this.#write({ t: 'stock', row });
  }

  keepHouse(kept: House): void {
    this.#write({ t: 'house', house: kept });
  }

  addItem(sku: string): void {
    if (this.items.has(sku)) return;
    this.items.add(sku);
    this.#write({ t: 'item', sku });
  }

  restore(source: unknown): void {
    const kept = record.parse(source);
    switch (kept.t) {
      case 'order':
        this.orders.set(kept.order.code, kept.order);
        this.#lastNumber = Math.max(this.#lastNumber, Number(kept.order.id.slice(2)));
        return;
      case 'patch': {
        const changed = this.orders.get(kept.code);
        if (changed) Object.assign(changed, kept.patch);
        return;
      }
      case 'stock':
        this.stock.put(kept.row);
        return;
      case 'item':
        this.items.add(kept.sku);
        return;
      case 'house':
        this.houses.set(kept.house.id, kept.house);
        return;
    }
  }

  reset(): void {
    this.orders.clear();
    this.stock.clear();
    this.items.clear();
    this.#lastNumber = 0;
    const random = this.#random.fork('initial-stock');
    for (const product of this.#world.products) this.items.add(product.sku);
    this.#world.warehouses.forEach((warehouse, index) => {
      this.houses.set(warehouse.id, {
        id: warehouse.id,
        name: warehouse.name,
        paused: false,
        numbers: index % 3 === 2 ? 'segment' : 'own-fetch',
        echoesShipments: index % 3 === 0,
      });
      for (const product of this.#world.products) {
        const good = random.int(800, 4000);
        const damaged = random.int(0, 9);
        if (product.coldChain && !warehouse.coldChain) continue;
        this.stock.row(warehouse.id, product.sku).free = good;
        this.stock.row(warehouse.id, product.sku, 'CC').free = damaged;
      }
    });
  }

  #write(kept: z.input<typeof record>): void {
    this.#journal.write('qimen', kept);
  }
}
