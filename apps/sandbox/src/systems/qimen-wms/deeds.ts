import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { settingsChange } from '../../core/settings-change.ts';
import type { SandboxContext } from '../../core/system.ts';
import type { Floor, House } from './floor.ts';
import { inventoryTypes, isOpen, type WmsOrder } from './order.ts';
import { type Settings, settingsSchema } from './settings.ts';
import type { Shelf } from './shelf.ts';
import type { Work } from './work.ts';

export interface DeedDeps {
  readonly context: SandboxContext;
  readonly floor: Floor;
  readonly work: Work;
  readonly shelf: Shelf;
  readonly settings: Settings;
}

const place = z.object({ warehouse: z.string(), sku: z.string(), type: z.enum(inventoryTypes).default('ZP') });
const setStock = place.extend({ quantity: z.int().nonnegative(), silent: z.boolean().default(false) });
const changeStock = place.extend({ quantity: z.int() });
const target = z.object({ code: z.string().optional(), codes: z.array(z.string()).optional(), warehouse: z.string().optional() });
const houseChange = z.object({
  warehouse: z.string(),
  numbers: z.enum(['own-fetch', 'segment']).optional(),
  echoesShipments: z.boolean().optional(),
});

/** POST /control/systems/qimen/{deed}. */
export async function doDeed(deps: DeedDeps, deed: string, body: unknown): Promise<unknown> {
  const { floor, work, shelf, settings } = deps;
  switch (deed) {
    case 'set-stock': {
      const entries = z.union([z.array(setStock), setStock.transform((one) => [one])]).parse(body);
      return entries.map((entry) => shelf.set(known(floor, entry), entry.quantity, entry.silent ? 'silent' : 'announced'));
    }
    case 'adjust': {
      const entry = changeStock.parse(body);
      return shelf.adjust(known(floor, entry), entry.quantity);
    }
    case 'freeze': {
      const entry = changeStock.parse(body);
      return shelf.freeze(known(floor, entry), entry.quantity);
    }
    case 'lose': {
      const entry = changeStock.parse(body);
      shelf.lose(entry.sku, entry.warehouse, entry.quantity);
      return {};
    }
    case 'count':
      return { differences: shelf.count(houseOf(floor, z.object({ warehouse: z.string() }).parse(body).warehouse).id) };
    case 'pause':
    case 'unpause': {
      const house = houseOf(floor, z.object({ warehouse: z.string() }).parse(body).warehouse);
      house.paused = deed === 'pause';
      floor.keepHouse(house);
      if (!house.paused) work.unpause(house);
      return house;
    }
    case 'house': {
      const change = houseChange.parse(body);
      const house = houseOf(floor, change.warehouse);
      house.numbers = change.numbers ?? house.numbers;
      house.echoesShipments = change.echoesShipments ?? house.echoesShipments;
      floor.keepHouse(house);
      return house;
    }
    case 'pack-now': {
      const orders = chosen(floor, target.parse(body));
      work.packNow(orders);
      return orders.map(brief);
    }
    case 'ship-now': {
      const orders = chosen(floor, target.parse(body));
      work.shipNow(orders);
      return orders.map(brief);
    }
    case 'ship-one': {
      const [oldest] = chosen(floor, target.parse(body));
      if (oldest) work.shipNow([oldest]);
      return oldest ? brief(oldest) : null;
    }
    case 'settings': {
      Object.assign(settings, settingsChange(settingsSchema, body));
      shelf.countRegularly();
      return settings;
    }
    case 'order':
      return floor.orders.get(z.object({ code: z.string() }).parse(body).code) ?? null;
    default:
      throw new DeedRefused(`qimen does not know ${deed}`);
  }
}

function known(floor: Floor, entry: z.infer<typeof place>): z.infer<typeof place> {
  houseOf(floor, entry.warehouse);
  if (!floor.items.has(entry.sku)) throw new DeedRefused(`no item ${entry.sku}`);
  return entry;
}

function houseOf(floor: Floor, id: string): House {
  const house = floor.houses.get(id);
  if (!house) throw new DeedRefused(`no warehouse ${id}`);
  return house;
}

/** Open orders, oldest first; held and lacking ones stay where they are. */
function chosen(floor: Floor, asked: z.infer<typeof target>): readonly WmsOrder[] {
  const codes = new Set([...(asked.codes ?? []), ...(asked.code === undefined ? [] : [asked.code])]);
  return [...floor.orders.values()].filter(
    (order) =>
      isOpen(order) &&
      (codes.size === 0 || codes.has(order.code)) &&
      (asked.warehouse === undefined || order.warehouse === asked.warehouse),
  );
}

const brief = (order: WmsOrder): unknown => ({ code: order.code, stage: order.stage, parcels: order.parcels });
