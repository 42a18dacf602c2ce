import { amount, readFields, text, time, type Fields } from './interpret-order.ts';
import { readPath } from './json-pointer.ts';
import type { CompiledMapping, Shape } from './mapping.ts';
import type { Trouble } from './read-value.ts';

export const refundPhases = ['REQUESTED', 'WITHDRAWN', 'COMPLETED'] as const;
export type RefundPhase = (typeof refundPhases)[number];
/** BY_STATE: the platform says only "refund"; before or after shipping follows from the order. NONE: no money is asked for. */
export const refundSorts = ['BEFORE_SHIPPING', 'AFTER_SHIPPING', 'RETURN', 'BY_STATE', 'NONE'] as const;
export type RefundSort = (typeof refundSorts)[number];

/** A line by its child order id or by the platform's SKU id; a quantity of 0 is the whole line. */
export interface RefundLine {
  readonly lineNo: string;
  readonly platformSkuId: string;
  readonly quantity: number;
}

/** A buyer's wish for money as the platform tells it now; amount in fen. */
export interface CanonicalRefund {
  readonly refundId: string;
  readonly platformOrderNo: string;
  readonly phase: RefundPhase;
  readonly sort: RefundSort;
  readonly amount: bigint;
  /** Empty: the whole order. */
  readonly lines: readonly RefundLine[];
  readonly reasonCode: string;
  readonly requestedAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

export const refundShape: Shape = {
  refundId: { type: 'ID', needed: true },
  platformOrderNo: { type: 'ID', needed: true },
  phase: { type: 'STATUS', needed: true, meanings: refundPhases },
  sort: { type: 'STATUS', needed: true, meanings: refundSorts },
  amount: { type: 'MONEY', needed: true },
  lineNo: { type: 'ID', needed: false },
  platformSkuId: { type: 'ID', needed: false },
  quantity: { type: 'INTEGER', needed: false },
  'lines[].lineNo': { type: 'ID', needed: false },
  'lines[].platformSkuId': { type: 'ID', needed: false },
  'lines[].quantity': { type: 'INTEGER', needed: false },
  reasonCode: { type: 'TEXT', needed: false },
  requestedAt: { type: 'TIME', needed: false },
  updatedAt: { type: 'TIME', needed: false },
};

export type RefundInterpretation =
  | { readonly kind: 'refund'; readonly refund: CanonicalRefund }
  | { readonly kind: 'trouble'; readonly platformOrderNo: string; readonly trouble: Trouble };

export function interpretRefund(document: unknown, mapping: CompiledMapping): RefundInterpretation {
  const { values, trouble } = readFields(document, mapping.whole);
  const platformOrderNo = text(values, 'platformOrderNo');
  if (trouble !== undefined) return { kind: 'trouble', platformOrderNo, trouble };
  const phase = text(values, 'phase');
  const sort = text(values, 'sort');
  if (!isPhase(phase) || !isSort(sort)) {
    return {
      kind: 'trouble',
      platformOrderNo,
      trouble: { reason: 'UNKNOWN_STATUS', field: isPhase(phase) ? 'sort' : 'phase', detail: 'the mapping names no meaning of the hub' },
    };
  }
  return {
    kind: 'refund',
    refund: {
      refundId: text(values, 'refundId'),
      platformOrderNo,
      phase,
      sort,
      amount: amount(values, 'amount') ?? 0n,
      lines: linesOf(document, mapping),
      reasonCode: text(values, 'reasonCode'),
      requestedAt: time(values, 'requestedAt'),
      updatedAt: time(values, 'updatedAt'),
    },
  };
}

/** The platform's list of lines where it sends one, else the single line that it names. */
function linesOf(document: unknown, mapping: CompiledMapping): readonly RefundLine[] {
  const list = mapping.listPaths.map((path) => readPath(document, path)).find((found) => Array.isArray(found) && found.length > 0);
  const listed = Array.isArray(list) ? list.map((item: unknown) => lineOf(readFields(item, mapping.lines))) : [];
  const lines = listed.some(isNamed) ? listed : [lineOf(readFields(document, mapping.whole))];
  return lines.filter(isNamed);
}

function lineOf({ values }: Fields): RefundLine {
  return { lineNo: text(values, 'lineNo'), platformSkuId: text(values, 'platformSkuId'), quantity: Number(values.get('quantity') ?? 0) };
}

function isNamed(line: RefundLine): boolean {
  return line.lineNo !== '' || line.platformSkuId !== '';
}

function isPhase(value: string): value is RefundPhase {
  return refundPhases.some((phase) => phase === value);
}

function isSort(value: string): value is RefundSort {
  return refundSorts.some((sort) => sort === value);
}

/** A push and a poll may bring one refund twice in one batch: the reading that is further on stands for both. */
export function onePerRefund<Read extends { readonly refund: Pick<CanonicalRefund, 'refundId' | 'phase' | 'updatedAt'> }>(
  reads: readonly Read[],
): readonly Read[] {
  const kept = new Map<string, Read>();
  for (const read of reads) {
    const other = kept.get(read.refund.refundId);
    if (other === undefined || isFurther(read.refund, other.refund)) kept.set(read.refund.refundId, read);
  }
  return [...kept.values()];
}

function isFurther(one: Pick<CanonicalRefund, 'phase' | 'updatedAt'>, other: Pick<CanonicalRefund, 'phase' | 'updatedAt'>): boolean {
  if ((one.phase === 'REQUESTED') !== (other.phase === 'REQUESTED')) return other.phase === 'REQUESTED';
  return (one.updatedAt?.getTime() ?? 0) >= (other.updatedAt?.getTime() ?? 0);
}
