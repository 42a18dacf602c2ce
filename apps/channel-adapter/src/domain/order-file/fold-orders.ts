import type { ColumnPlan } from './guess-columns.ts';
import type { HistoryLine, HistoryOrder, RefundState, RefusedRow } from './history-order.ts';
import { stateRanks } from './history-order.ts';
import type { MoneyGrain } from './layouts.ts';
import { dayInNumber } from './read-cell.ts';
import { rowReader, type RowFacts } from './read-row.ts';

export type Folded = { readonly kind: 'order'; readonly order: HistoryOrder } | { readonly kind: 'refused'; readonly row: RefusedRow };

export interface OrderFolder {
  /** Takes the next row; answers with what is complete by now. */
  take(cells: readonly string[], rowNo: number): readonly Folded[];
  /** The order in hand when the file ends. */
  end(): readonly Folded[];
}

/** Makes orders of rows: rows of one order that follow each other are its lines. */
export function orderFolder(headers: readonly string[], plan: ColumnPlan): OrderFolder {
  const read = rowReader(headers, plan);
  let open: { readonly rowNo: number; readonly rows: RowFacts[] } | undefined;
  const close = (): readonly Folded[] => {
    if (open === undefined) return [];
    const order = orderOf(open.rows, open.rowNo, plan.money);
    open = undefined;
    return [{ kind: 'order', order }];
  };
  return {
    take: (cells, rowNo) => {
      const reading = read(cells);
      if (reading.kind === 'nothing') return [];
      if (reading.kind === 'refused') {
        // What a refused row says cannot be told apart from the rows around it: the order before it ends here.
        return [...close(), { kind: 'refused', row: { rowNo, reason: reading.reason, column: reading.column, cells } }];
      }
      const { facts } = reading;
      if (open !== undefined && (facts.orderNo === '' || facts.orderNo === open.rows[0]?.orderNo)) {
        open.rows.push(facts);
        return [];
      }
      const done = close();
      if (facts.orderNo === '') {
        return [
          ...done,
          { kind: 'refused', row: { rowNo, reason: 'NO_ORDER_NUMBER', column: headers[plan.columns.order ?? -1] ?? '', cells } },
        ];
      }
      open = { rowNo, rows: [facts] };
      return done;
    },
    end: close,
  };
}

function orderOf(rows: readonly RowFacts[], rowNo: number, money: MoneyGrain): HistoryOrder {
  const orderNo = rows[0]?.orderNo ?? '';
  const created = earliest(rows.map((row) => row.created));
  const paidAt = earliest(rows.map((row) => row.paidAt));
  const refunds = rows.flatMap((row) => (row.refund === undefined ? [] : [row.refund]));
  const tracking = rows.flatMap((row) => row.tracking.split(/[,，;；\s]+/)).filter((number) => number !== '');
  return {
    platformOrderNo: orderNo,
    state: rows
      .map((row) => row.state)
      .reduce(
        (least, state) => (state === undefined ? least : least === undefined || stateRanks[state] < stateRanks[least] ? state : least),
        undefined,
      ),
    createdAt: created ?? paidAt ?? dayInNumber(orderNo),
    paidAt,
    shippedAt: latest(rows.map((row) => row.shippedAt)),
    doneAt: latest(rows.map((row) => row.doneAt)),
    promisedShipAt: earliest(rows.map((row) => row.promisedShipAt)),
    paid: amountOf(
      rows.map((row) => row.paid),
      money,
    ),
    freight: amountOf(
      rows.map((row) => row.freight),
      money === 'SHARE' ? 'UNSAID' : money,
    ),
    refunded: amountOf(
      rows.map((row) => row.refunded),
      money,
    ),
    refund: refundStateOf(refunds, rows),
    lines: rows.flatMap((row, index) => lineOf(row, index)),
    trackingNumbers: [...new Set(tracking)],
    carrier: rows.find((row) => row.carrier !== '')?.carrier ?? '',
    shopName: rows.find((row) => row.shop !== '')?.shop ?? '',
    recipient: rows.find((row) => row.recipient !== undefined)?.recipient,
    rowNo,
  };
}

/** What the after-sales column says; where there is none, money that went back says it too. */
function refundStateOf(told: readonly RefundState[], rows: readonly RowFacts[]): RefundState | undefined {
  const amounts = rows.flatMap((row) => row.refunded ?? []);
  if (told.length === 0 && amounts.length === 0) return undefined;
  if (told.includes('OPEN')) return 'OPEN';
  return told.includes('DONE') || amounts.some((amount) => amount > 0n) ? 'DONE' : 'NONE';
}

function lineOf(row: RowFacts, index: number): readonly HistoryLine[] {
  if (row.sku === '' && row.title === '' && row.quantity === undefined) return [];
  return [
    {
      lineNo: row.lineNo === '' ? String(index + 1) : row.lineNo,
      sku: row.sku,
      title: row.title,
      spec: row.spec,
      quantity: row.quantity ?? 1,
    },
  ];
}

/** Money of the order from its rows: summed where each row has its share, once where each row repeats the whole. */
function amountOf(amounts: readonly (bigint | undefined)[], grain: MoneyGrain): bigint | undefined {
  const said = amounts.filter((amount) => amount !== undefined);
  const [first] = said;
  if (first === undefined) return undefined;
  if (grain === 'WHOLE' || (grain === 'UNSAID' && said.every((amount) => amount === first))) return first;
  return said.reduce((sum, amount) => sum + amount, 0n);
}

function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  return times.reduce((least, time) => (time !== undefined && (least === undefined || time < least) ? time : least), undefined);
}

function latest(times: readonly (Date | undefined)[]): Date | undefined {
  return times.reduce((most, time) => (time !== undefined && (most === undefined || time > most) ? time : most), undefined);
}
