import { asRecord, asText } from '../data/parse.ts';
import type { Fields } from '../data/parse.ts';

/** What the sandbox says of its world, read field by field: it is another program. */
export interface World {
  readonly speed: number;
  readonly running: boolean;
  readonly rate: number;
  readonly rateNow: number;
  readonly hour: number;
  readonly placed: number;
  readonly rules: readonly Rule[];
  readonly systems: readonly string[];
  readonly products: readonly { readonly sku: string; readonly name: string; readonly nameEn: string; readonly priceFen: number }[];
}

export interface Rule {
  readonly id: number;
  readonly system: string;
  readonly operation: string;
  readonly kind: string;
  readonly share: number | undefined;
  readonly next: number | undefined;
  readonly from: string;
  readonly to: string;
  readonly applied: number;
}

interface PlatformOrder {
  readonly no: string;
  readonly channel: string;
  readonly status: string;
  readonly updatedAt: string;
  readonly payFen: number;
  readonly lines: string;
}

interface Sighting {
  readonly at: string;
  readonly system: string;
  readonly kind: string;
  readonly about: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const number = (fields: Fields | undefined, name: string): number => {
  const value = fields?.[name];
  return typeof value === 'number' ? value : 0;
};
const list = (value: unknown): readonly Fields[] =>
  (Array.isArray(value) ? value : []).map((each: unknown) => asRecord(each)).filter((each) => each !== undefined);

export const parseWorld = (body: unknown): World => {
  const world = asRecord(body);
  const scenario = asRecord(world?.['scenario']);
  const settings = asRecord(scenario?.['settings']);
  return {
    speed: number(world, 'speed'),
    running: scenario?.['running'] === true,
    rate: number(settings, 'rate'),
    rateNow: number(scenario, 'ordersPerMinuteNow'),
    hour: number(scenario, 'hour'),
    placed: number(scenario, 'placed'),
    rules: list(world?.['misbehaviour']).map((rule) => ({
      id: number(rule, 'id'),
      system: asText(rule['system']) ?? '',
      operation: asText(rule['operation']) ?? '*',
      kind: asText(rule['kind']) ?? '',
      share: typeof rule['share'] === 'number' ? rule['share'] : undefined,
      next: typeof rule['next'] === 'number' ? rule['next'] : undefined,
      from: asText(rule['from']) ?? '',
      to: asText(rule['to']) ?? '',
      applied: number(rule, 'applied'),
    })),
    systems: list(world?.['systems']).flatMap((system) => asText(system['name']) ?? []),
    products: list(world?.['products']).map((product) => ({
      sku: asText(product['sku']) ?? '',
      name: asText(product['name']) ?? '',
      nameEn: asText(product['nameEn']) ?? '',
      priceFen: number(product, 'priceFen'),
    })),
  };
};

export const parseOrders = (body: unknown): readonly PlatformOrder[] =>
  list(asRecord(body)?.['orders']).map((order) => ({
    no: asText(order['no']) ?? '',
    channel: asText(order['channel']) ?? '',
    status: asText(order['status']) ?? '',
    updatedAt: new Date(number(order, 'updateTime') * 1000).toISOString(),
    payFen: number(order, 'payAmount'),
    lines: list(order['lines'])
      .map((line) => `${asText(line['sku']) ?? ''} × ${number(line, 'quantity')}`)
      .join('、'),
  }));

export const parseHouses = (body: unknown): readonly { readonly id: string; readonly name: string; readonly paused: boolean }[] =>
  list(asRecord(body)?.['warehouses']).map((house) => ({
    id: asText(house['id']) ?? '',
    name: asText(house['name']) ?? '',
    paused: house['paused'] === true,
  }));

export const parseTrace = (body: unknown): readonly Sighting[] =>
  list(asRecord(body)?.['seen']).map((seen) => ({
    at: new Date(number(seen, 'at')).toISOString(),
    system: asText(seen['system']) ?? '',
    kind: asText(seen['kind']) ?? '',
    about: asText(seen['about']) ?? '',
    facts: Object.entries(asRecord(seen['facts']) ?? {}).map(([name, value]) => [name, String(value)] as const),
  }));

export const parsePlaced = (body: unknown): readonly string[] => {
  const orders: unknown = asRecord(body)?.['orders'];
  return Array.isArray(orders) ? orders.map(String) : [];
};

/** Whose ledger a system's line stands in, beside the others. */
export const ledgerKeys = ['platform', 'warehouse', 'carrier', 'erp', 'message'] as const;
type LedgerKey = (typeof ledgerKeys)[number];
export const ledgerOf = (system: string): LedgerKey | undefined => {
  switch (system) {
    case 'douyin':
    case 'wechat-shop':
      return 'platform';
    case 'qimen':
      return 'warehouse';
    case 'sf':
      return 'carrier';
    case 'kingdee':
      return 'erp';
    case 'wecom':
    case 'wechat-oa':
      return 'message';
    default:
      return undefined;
  }
};

export const sightingKinds = [
  'order-placed',
  'order-paid',
  'order-cancelled',
  'shipped',
  'refund-applied',
  'refund-answered',
  'refunded',
  'address-change-applied',
  'address-changed',
  'delivery-order',
  'outbound',
  'cancelled',
  'order',
  'waybill',
  'waybill-taken-over',
  'parcel-received',
  'picked-up',
  'signed',
  'bill',
  'message',
] as const;
export const asSighting = (kind: string): (typeof sightingKinds)[number] | 'other' =>
  sightingKinds.find((each) => each === kind) ?? 'other';
