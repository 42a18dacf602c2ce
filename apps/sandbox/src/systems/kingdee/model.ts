import { z } from 'zod';
import type { Fields } from './bills.ts';

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** Refused by the account set; HTTP 200 all the same. */
export class BillFault extends Error {
  readonly faults: readonly FieldFault[];
  readonly msgCode: number;

  constructor(faults: readonly FieldFault[], msgCode = 11) {
    super(faults.map((fault) => fault.message).join('; '));
    this.faults = faults;
    this.msgCode = msgCode;
  }
}

export type Model = Readonly<Record<string, unknown>>;

export const modelSchema = z.record(z.string(), z.unknown());

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** How a form spells the key of base data: by its metadata, and another spelling is not seen. */
export type NumberKeys = ReadonlySet<string>;
export const voucherNumberKeys: NumberKeys = new Set(['FNumber']);
export const receivableNumberKeys: NumberKeys = new Set(['FNumber', 'FNUMBER']);

/** `{"FDate":"..","FACCOUNTID":{"FNumber":".."}}` -> `FDATE`, `FACCOUNTID.FNUMBER`; lists are left out. */
export function flatten(model: Model, numberKeys: NumberKeys, prefix = ''): Fields {
  const flat: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(model)) {
    if (name.toUpperCase() === 'FNUMBER' && !numberKeys.has(name)) continue;
    const key = prefix + name.toUpperCase();
    const simple = scalar.safeParse(value);
    if (simple.success) {
      flat[key] = typeof simple.data === 'boolean' ? String(simple.data) : simple.data;
      continue;
    }
    if (Array.isArray(value)) continue;
    const inner = modelSchema.safeParse(value);
    if (inner.success) Object.assign(flat, flatten(inner.data, numberKeys, `${key}.`));
  }
  return flat;
}

export function entriesOf(model: Model, name: string, numberKeys: NumberKeys): readonly Fields[] {
  const read = z.array(modelSchema).safeParse(model[name]);
  return read.success ? read.data.map((entry) => flatten(entry, numberKeys)) : [];
}

/** Fen, or undefined when it is not an amount with at most two decimals. Missing and blank are 0. */
export function readFen(value: string | number | undefined): number | undefined {
  const text = String(value ?? '').trim() || '0';
  return /^-?\d{1,13}(\.\d{1,2}0*)?$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}

export const textOf = (fields: Fields, key: string): string => String(fields[key] ?? '').trim();

/** `yyyy-MM-dd`, with or without a time behind it. */
export const readDate = (text: string): string | undefined =>
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[ T].*)?$/.exec(text)?.[1];
