import { isOrderState, type CanonicalLine, type CanonicalOrder } from './canonical-order.ts';
import { readPath } from './json-pointer.ts';
import type { CompiledMapping, CompiledRule } from './mapping.ts';
import { readRule, type Trouble, type Value } from './read-value.ts';

/** What the hub knows of a platform's product code. */
export interface StandardProduct {
  readonly sku: string;
  readonly name: string;
  readonly coldChain: boolean;
}

/** Finds the standard product by the platform's SKU id or by the merchant's code (MAP-06). */
export type FindProduct = (platformSkuId: string, merchantCode: string) => StandardProduct | undefined;

export type Interpretation =
  | { readonly kind: 'order'; readonly order: CanonicalOrder }
  | { readonly kind: 'trouble'; readonly platformOrderNo: string; readonly trouble: Trouble };

/** Reads a platform's order by its mapping. Pure: the same payload, mapping and bindings give the same order. */
export function interpretOrder(document: unknown, mapping: CompiledMapping, findProduct: FindProduct): Interpretation {
  const whole = readFields(document, mapping.whole);
  const platformOrderNo = text(whole.values, 'platformOrderNo');
  if (whole.trouble !== undefined) return { kind: 'trouble', platformOrderNo, trouble: whole.trouble };
  const state = text(whole.values, 'state');
  if (!isOrderState(state)) return refuse(platformOrderNo, 'UNKNOWN_STATUS', 'state', 'the mapping names no state of the hub');

  const list = mapping.listPaths.map((path) => readPath(document, path)).find((found) => Array.isArray(found));
  if (!Array.isArray(list) || list.length === 0) return refuse(platformOrderNo, 'MISSING_FIELD', 'lines', 'the payload has no lines');
  const lines: CanonicalLine[] = [];
  const defaulted = new Set(whole.defaulted);
  for (const [index, item] of list.entries()) {
    const line = readLine(item, index, mapping.lines, findProduct);
    if ('reason' in line) return { kind: 'trouble', platformOrderNo, trouble: line };
    lines.push(line.line);
    for (const field of line.defaulted) defaulted.add(field);
  }
  const { values } = whole;
  return {
    kind: 'order',
    order: {
      platformOrderNo,
      state,
      platformStatus: whole.raws.get('state') ?? '',
      updatedAt: time(values, 'updatedAt') ?? new Date(0),
      createdAt: time(values, 'createdAt') ?? new Date(0),
      submittedAt: time(values, 'submittedAt'),
      paidAt: time(values, 'paidAt'),
      promisedShipAt: time(values, 'promisedShipAt'),
      goodsAmount: amount(values, 'goodsAmount') ?? lines.reduce((sum, line) => sum + line.unitPrice * BigInt(line.quantity), 0n),
      discountAmount: amount(values, 'discountAmount') ?? 0n,
      freightAmount: amount(values, 'freightAmount') ?? 0n,
      paidAmount: amount(values, 'paidAmount') ?? 0n,
      buyerOpenId: text(values, 'buyerOpenId'),
      presale: values.get('presale') === true,
      deliveryRequirement: text(values, 'deliveryRequirement'),
      recipient: {
        name: text(values, 'recipient.name'),
        phone: text(values, 'recipient.phone'),
        province: text(values, 'recipient.province'),
        city: text(values, 'recipient.city'),
        county: text(values, 'recipient.county'),
        town: text(values, 'recipient.town'),
        detail: `${text(values, 'recipient.detail')}${text(values, 'recipient.houseNumber')}`,
        nameCipher: text(values, 'recipient.nameCipher'),
        phoneCipher: text(values, 'recipient.phoneCipher'),
        detailCipher: text(values, 'recipient.detailCipher'),
        remark: text(values, 'recipient.remark'),
        addressToken: text(values, 'recipient.addressToken'),
      },
      lines,
      extensions: extensionsOf(values),
      defaultedFields: [...defaulted],
      mappingVersion: mapping.mapping.version,
    },
  };
}

export interface Fields {
  readonly values: ReadonlyMap<string, Value>;
  readonly raws: ReadonlyMap<string, string>;
  readonly defaulted: readonly string[];
  readonly trouble: Trouble | undefined;
}

export function readFields(document: unknown, rules: readonly CompiledRule[]): Fields {
  const values = new Map<string, Value>();
  const raws = new Map<string, string>();
  const defaulted: string[] = [];
  let trouble: Trouble | undefined;
  for (const compiled of rules) {
    const reading = readRule(document, compiled);
    if (reading.kind === 'trouble') trouble ??= reading.trouble;
    if (reading.kind !== 'value') continue;
    values.set(compiled.field, reading.value);
    raws.set(compiled.field, reading.raw);
    // A zero that stands for "no discount" is no tolerance; a text that stands for a missing one is (C-02).
    if (reading.defaulted && compiled.rule.type === 'TEXT') defaulted.push(compiled.rule.target);
  }
  return { values, raws, defaulted, trouble };
}

function readLine(
  item: unknown,
  index: number,
  rules: readonly CompiledRule[],
  findProduct: FindProduct,
): { readonly line: CanonicalLine; readonly defaulted: readonly string[] } | Trouble {
  const { values, defaulted, trouble } = readFields(item, rules);
  if (trouble !== undefined) return trouble;
  const quantity = Number(values.get('quantity') ?? 0);
  if (quantity <= 0) return { reason: 'WRONG_TYPE', field: 'lines[].quantity', detail: 'a line needs a quantity above zero' };
  const platformSkuId = text(values, 'platformSkuId');
  const product = findProduct(platformSkuId, text(values, 'merchantCode'));
  if (product === undefined) {
    return {
      reason: 'UNMAPPED_SKU',
      field: 'lines[].platformSkuId',
      detail: `platform SKU ${platformSkuId} is bound to no standard product code`,
    };
  }
  const paidShare = amount(values, 'paidShare') ?? 0n;
  return {
    defaulted,
    line: {
      lineNo: text(values, 'lineNo') || String(index + 1),
      platformSkuId,
      productId: text(values, 'productId'),
      sku: product.sku,
      title: text(values, 'title') || product.name,
      quantity,
      unitPrice: amount(values, 'unitPrice') ?? paidShare / BigInt(quantity),
      paidShare,
      gift: values.get('gift') === true,
      coldChain: product.coldChain,
      extensions: extensionsOf(values),
    },
  };
}

function extensionsOf(values: ReadonlyMap<string, Value>): Readonly<Record<string, string>> {
  const extensions: Record<string, string> = {};
  for (const [field, value] of values) {
    if (field.startsWith('extensions.'))
      extensions[field.slice('extensions.'.length)] = value instanceof Date ? value.toISOString() : String(value);
  }
  return extensions;
}

function refuse(platformOrderNo: string, reason: Trouble['reason'], field: string, detail: string): Interpretation {
  return { kind: 'trouble', platformOrderNo, trouble: { reason, field, detail } };
}

export function text(values: ReadonlyMap<string, Value>, field: string): string {
  const value = values.get(field);
  return typeof value === 'string' ? value : '';
}

export function amount(values: ReadonlyMap<string, Value>, field: string): bigint | undefined {
  const value = values.get(field);
  return typeof value === 'bigint' ? value : undefined;
}

export function time(values: ReadonlyMap<string, Value>, field: string): Date | undefined {
  const value = values.get(field);
  return value instanceof Date ? value : undefined;
}
