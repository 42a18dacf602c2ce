import type { Random } from '../../core/system.ts';
import type { NumberSource } from './floor.ts';
import type { PackedItem, Parcel, WmsOrder } from './order.ts';

/** What a warehouse asks of the carrier that collects at its gate. */
export interface CarrierDesk {
  /** The waybill number of a reference; the same reference gives the same number. */
  fetchNumber(reference: NumberRequest): string;
  /** One more number beside that of the first parcel. */
  fetchChildNumber(reference: NumberRequest, firstNumber: string): string;
}

export interface NumberRequest {
  readonly reference: string;
  readonly warehouseId: string;
  readonly receiver: { readonly province: string; readonly city: string; readonly mobile: string };
}

export interface PackingSettings {
  readonly twoParcelsShare: number;
  /** Of the orders with two parcels: how many leave in two parts. */
  readonly inPartsShare: number;
}

/** Splits the goods of an order with two or more pieces now and then over two parcels. */
export function divide(order: WmsOrder, random: Random, settings: PackingSettings): readonly (readonly PackedItem[])[] {
  const all = order.lines.map((line) => ({ itemCode: line.itemCode, lineNo: line.lineNo, quantity: line.planQty }));
  const pieces = all.reduce((sum, item) => sum + item.quantity, 0);
  if (pieces < 2 || !random.chance(settings.twoParcelsShare)) return [all];
  const first: PackedItem[] = [];
  const second: PackedItem[] = [];
  let room = Math.ceil(pieces / 2);
  for (const item of all) {
    const fits = Math.min(room, item.quantity);
    if (fits > 0) first.push({ ...item, quantity: fits });
    if (item.quantity > fits) second.push({ ...item, quantity: item.quantity - fits });
    room -= fits;
  }
  return [first, second];
}

export interface PackDeps {
  readonly desk: CarrierDesk;
  readonly random: Random;
  readonly settings: PackingSettings;
}

export function pack(order: WmsOrder, source: NumberSource, deps: PackDeps): readonly Parcel[] {
  const parcels: Parcel[] = [];
  divide(order, deps.random, deps.settings).forEach((items, index) => {
    const expressCode = expressCodeOf(order, source, parcels, deps.desk);
    parcels.push({ packageCode: `${order.id}-P${index + 1}`, expressCode, items, outBizCode: '' });
  });
  return parcels;
}

function expressCodeOf(order: WmsOrder, source: NumberSource, before: readonly Parcel[], desk: CarrierDesk): string {
  const index = before.length;
  const serial = Number(order.id.slice(2)) * 10 + index;
  if (order.logisticsCode !== 'SF') return `${order.logisticsCode}${String(serial).padStart(12, '0')}`;
  if (index === 0 && order.givenExpressCode !== '') return order.givenExpressCode;
  // A pre-printed roll of labels: SF hears of the number when the sender submits the waybill.
  if (source === 'segment' && order.givenExpressCode === '') return `SF6${String(serial).padStart(12, '0')}`;
  const request = { reference: order.code, warehouseId: order.warehouse, receiver: order.receiver };
  const [first] = before;
  return first ? desk.fetchChildNumber(request, first.expressCode) : desk.fetchNumber(request);
}
