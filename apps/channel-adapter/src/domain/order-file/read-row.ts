import { isHidden, isTotal } from './row-kinds.ts';
import { cleanCell, hasLostDigits, headerKey } from './clean-cell.ts';
import type { ColumnPlan } from './guess-columns.ts';
import type { HistoryState, RefundState, RefusalReason } from './history-order.ts';
import type { Field } from './layouts.ts';
import { countOf, moneyOf, timeOf } from './read-cell.ts';
import { placeOf } from './recipient-place.ts';
import { refundOf, stateOf } from './status-texts.ts';
import type { PlainRecipient } from '../recipient.ts';

/** What one row says; an empty order number continues the order before it. */
export interface RowFacts {
  readonly orderNo: string;
  readonly lineNo: string;
  readonly state: HistoryState | undefined;
  readonly created: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly shippedAt: Date | undefined;
  readonly doneAt: Date | undefined;
  readonly promisedShipAt: Date | undefined;
  readonly paid: bigint | undefined;
  readonly freight: bigint | undefined;
  readonly refunded: bigint | undefined;
  readonly refund: RefundState | undefined;
  readonly sku: string;
  readonly title: string;
  readonly spec: string;
  readonly quantity: number | undefined;
  readonly tracking: string;
  readonly carrier: string;
  readonly shop: string;
  readonly recipient: PlainRecipient | undefined;
}

export type RowReading =
  | { readonly kind: 'facts'; readonly facts: RowFacts }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly column: string };

/** Reads rows by a plan of columns. */
export function rowReader(headers: readonly string[], plan: ColumnPlan): (cells: readonly string[]) => RowReading {
  const { columns } = plan;
  const orderHeader = columns.order === undefined ? '' : headerKey(headers[columns.order] ?? '');
  const headerOf = (field: Field): string => cleanCell(headers[columns[field] ?? -1] ?? '');

  return (cells) => {
    const at = (field: Field): string => {
      const index = columns[field];
      return index === undefined ? '' : cleanCell(cells[index] ?? '');
    };
    const refused = (reason: RefusalReason, field: Field): RowReading => ({ kind: 'refused', reason, column: headerOf(field) });
    const rawNo = at('order');
    // Blank rows, sums, and the header once more where somebody put two files together.
    if (cells.every((cell) => cleanCell(cell) === '') || isTotal(cells) || (rawNo !== '' && headerKey(rawNo) === orderHeader))
      return { kind: 'nothing' };
    if (cells.length > headers.length && cells.slice(headers.length).some((cell) => cleanCell(cell) !== ''))
      return { kind: 'refused', reason: 'TOO_MANY_CELLS', column: '' };
    if (hasLostDigits(rawNo)) return refused('LOST_DIGITS', 'order');
    if (hasLostDigits(at('line'))) return refused('LOST_DIGITS', 'line');
    const state = at('status') === '' ? undefined : stateOf(at('status'));
    if (state === 'SKIP') return refused('MERGED_ELSEWHERE', 'status');
    if (state === undefined && at('status') !== '') return refused('UNKNOWN_STATUS', 'status');

    const times = {
      created: timeOf(at('created')),
      paidAt: timeOf(at('paidAt')),
      shippedAt: timeOf(at('shippedAt')),
      doneAt: timeOf(at('doneAt')),
      promisedShipAt: timeOf(at('promisedShipAt')),
    };
    const [badTime] = (Object.keys(times) as (keyof typeof times)[]).filter((field) => times[field] === 'BAD'); // its own keys
    if (badTime !== undefined) return refused('BAD_TIME', badTime);
    const sums = {
      paid: moneyOf(at('paid')),
      paidOff: moneyOf(at('paidOff')),
      freight: moneyOf(at('freight')),
      refunded: moneyOf(at('refunded')),
    };
    const [badSum] = (Object.keys(sums) as (keyof typeof sums)[]).filter((field) => sums[field] === 'BAD'); // its own keys
    if (badSum !== undefined) return refused('BAD_MONEY', badSum);
    const quantity = countOf(at('quantity'));
    if (quantity === 'BAD') return refused('BAD_QUANTITY', 'quantity');
    const paid = known(sums.paid);
    return {
      kind: 'facts',
      facts: {
        orderNo: orderNoOf(rawNo, plan.layout),
        lineNo: at('line'),
        state,
        created: known(times.created),
        paidAt: known(times.paidAt),
        shippedAt: known(times.shippedAt),
        doneAt: known(times.doneAt),
        promisedShipAt: known(times.promisedShipAt),
        paid: paid === undefined ? undefined : paid - (known(sums.paidOff) ?? 0n),
        freight: known(sums.freight),
        refunded: known(sums.refunded),
        refund: columns.refundStatus === undefined ? undefined : refundOf(at('refundStatus')),
        sku: at('sku'),
        title: at('title'),
        spec: at('spec'),
        quantity,
        tracking: hasLostDigits(at('tracking')) ? '' : at('tracking'),
        carrier: at('carrier'),
        shop: at('shop'),
        recipient: recipientOf(at),
      },
    };
  };
}

function known<T>(value: T | 'BAD' | undefined): Exclude<T, 'BAD'> | undefined {
  return value === 'BAD' || value === undefined ? undefined : (value as Exclude<T, 'BAD'>); // the line above took it out
}

/** ERPs write the platform's number with a mark of their own split at its end. */
function orderNoOf(raw: string, layout: string): string {
  return layout === 'wangdiantong' || layout === 'jushuitan' ? raw.replace(/(?<=\d{10,})(?:-\d{1,2}|[A-Z])$/, '') : raw;
}

function recipientOf(at: (field: Field) => string): PlainRecipient | undefined {
  const [name, phone, address] = [at('name'), at('phone'), at('address')];
  const parts = { province: at('province'), city: at('city'), county: at('county') };
  if ([name, phone, address].every((text) => text === '' || isHidden(text))) return undefined;
  const place =
    parts.province === '' ? placeOf(at('region') === '' ? address : `${at('region')} ${address}`) : { ...parts, detail: address };
  return { name, phone, ...place, town: at('town'), remark: at('remark'), addressToken: '' };
}
