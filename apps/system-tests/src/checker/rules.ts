import type { PlatformOrder } from '../hub/sandbox.ts';
import { accountsOf, type Account } from './ends.ts';
import { outboundsOf, platformNoOf, type History } from './history.ts';

/** One way in which the outside world was wronged, in words that name the order. */
export type Wrong = string;

type Rule = (history: History, accounts: ReadonlyMap<string, Account>) => readonly Wrong[];

/** Every business truth that must hold when everything has come to rest. */
export const rules: Readonly<Record<string, Rule>> = {
  'every paid order ends in one state': (_history, accounts) =>
    [...accounts].flatMap(([no, { end, why }]) => (end === 'UNFINISHED' ? [`${no} did not end: ${why}`] : [])),

  'no acked order is lost': (history, accounts) =>
    history.acked.filter((no) => !accounts.has(no)).map((no) => `${no} was acked and is nowhere`),

  'no unit is sent twice': (_history, accounts) =>
    [...accounts].flatMap(([no, { order, deliveries, left }]) => {
      const living = deliveries.filter((one) => one.stage !== 'cancelled').flatMap((one) => one.lines);
      return [...Map.groupBy(order.lines, (line) => line.sku)].flatMap(([sku, lines]) => {
        const ordered = lines.reduce((sum, line) => sum + line.quantity, 0);
        const planned = living.filter((line) => line.itemCode === sku).reduce((sum, line) => sum + line.planQty, 0);
        const most = Math.max(planned, left.get(sku) ?? 0);
        return most > ordered
          ? [`${no} ordered ${ordered} of ${sku}, and ${planned} were sent to warehouses and ${left.get(sku) ?? 0} left`]
          : [];
      });
    }),

  'every outbound has one voucher': (history) => {
    const outbounds = outboundsOf(history);
    const bills = history.ledger.filter((entry) => entry.system === 'kingdee' && entry.kind === 'bill');
    const deleted = new Set(
      history.ledger.filter((entry) => entry.system === 'kingdee' && entry.kind === 'delete').map((entry) => entry.data['id']),
    );
    const living = bills.filter((bill) => !deleted.has(bill.data['id']) && Number(bill.data['amountFen']) >= 0);
    const count = living.length === outbounds.length ? [] : [`${outbounds.length} outbound confirmations and ${living.length} vouchers`];
    return [...count, ...(history.doubles['kingdee'] ?? []).map((one) => `two vouchers for ${one}`)];
  },

  'every parcel has one waybill': (history) => {
    const waybills = Map.groupBy(
      history.ledger.filter((entry) => entry.system === 'sf' && entry.kind === 'waybill'),
      (entry) => entry.key,
    );
    const parcels = outboundsOf(history).flatMap((one) => one.parcels);
    return [
      ...parcels.flatMap(({ trackingNumber }) => {
        const times = waybills.get(trackingNumber)?.length ?? 0;
        return times === 1 ? [] : [`parcel ${trackingNumber} has ${times} waybills at the carrier`];
      }),
      ...(history.doubles['sf'] ?? []).map((one) => `two waybills for ${one}`),
      ...(history.doubles['sf unannounced'] ?? []).map((one) => `the carrier holds ${one}, which nobody announced`),
    ];
  },

  'every follower gets one card per parcel': (history, accounts) => {
    const cards = history.ledger
      .filter((entry) => entry.system === 'wechat-oa' && entry.kind === 'message')
      .map((entry) => JSON.stringify(entry.data['data'] ?? {}));
    return [...accounts].flatMap(([no, account]) =>
      account.trackingNumbers.flatMap((number) => {
        const times = cards.filter((card) => card.includes(number)).length;
        const wanted = history.followers.has(no) ? 1 : 0;
        return times === wanted ? [] : [`${no}: ${times} cards for parcel ${number}, ${wanted} wanted`];
      }),
    );
  },

  'every parcel is told to its platform once, with its number': (history, accounts) => {
    const notices = Map.groupBy(
      history.ledger.filter((entry) => entry.kind === 'shipped' && (entry.system === 'douyin' || entry.system === 'wechat-shop')),
      (entry) => entry.key,
    );
    return [...accounts].flatMap(([no, account]) => {
      const told = (notices.get(no) ?? []).map((entry) => String(entry.data['trackingNo']));
      const twice = told
        .filter((number, index) => told.indexOf(number) !== index)
        .map((number) => `${no}: parcel ${number} was told twice`);
      const strange = told
        .filter((number) => !account.trackingNumbers.includes(number))
        .map((number) => `${no}: told ${number}, which never left`);
      // A platform takes no notice while a refund is open or after it cancelled.
      const silent = account.end === 'REFUND_OPEN' || account.end === 'BROKEN_WORD';
      const missing = silent
        ? []
        : account.trackingNumbers.filter((number) => !told.includes(number)).map((number) => `${no}: parcel ${number} was not told`);
      return [...twice, ...strange, ...missing];
    });
  },

  'a refund is agreed only after the stop, and never refused': (history) =>
    history.ledger
      .filter((entry) => entry.kind === 'refund-answered')
      .flatMap((answer) => {
        if (answer.data['verdict'] !== 'done') return [];
        if (answer.data['agree'] !== true) return [`refund ${answer.key} was refused by the hub`];
        const asked = history.ledger.find((entry) => entry.kind === 'refund-applied' && entry.data['afterSaleId'] === answer.key);
        const order = asked === undefined ? undefined : history.platform.get(asked.key);
        if (asked === undefined || order === undefined) return [`refund ${answer.key} was agreed and nobody asked`];
        const skus = skusOf(order, answer.key);
        return [...history.deliveries.values()]
          .filter((one) => platformNoOf(one) === asked.key && one.lines.some((line) => skus.has(line.itemCode)))
          .flatMap((one) => {
            const made = seqOf(history, 'delivery-order', one.code);
            const stopped = seqOf(history, 'cancelled', one.code);
            if (made === undefined || made > answer.seq) return [];
            return stopped !== undefined && stopped < answer.seq
              ? []
              : [`refund ${answer.key} of ${asked.key} was agreed while ${one.code} was not stopped`];
          });
      }),

  'nothing leaves after a cancel, unless the warehouse breaks its word and that is shown': (history) =>
    outboundsOf(history).flatMap((one) => {
      const cancelled = seqOf(history, 'cancelled', one.code);
      if (cancelled === undefined || cancelled > one.seq) return [];
      const delivery = history.deliveries.get(one.code);
      const no = delivery === undefined ? one.code : platformNoOf(delivery);
      if (!one.brokeWord) return [`${one.code} left after it was cancelled`];
      return history.conflicts.has(no) ? [] : [`${no}: the warehouse broke its word about ${one.code} and nobody was told`];
    }),

  'nothing is sent for an order that the platform has ended': (history) =>
    history.ledger
      .filter((entry) => entry.kind === 'order-cancelled')
      .flatMap((end) =>
        [...history.deliveries.values()]
          .filter(
            (one) =>
              platformNoOf(one) === end.key && (seqOf(history, 'delivery-order', one.code) ?? 0) > end.seq && one.stage !== 'cancelled',
          )
          .map((one) => `${one.code} was sent after the platform had ended ${end.key}`),
      ),

  'nobody outside sees a wrong signature of ours': (history) =>
    history.ledger.filter((entry) => entry.kind === 'bad-sign').map((entry) => `${entry.system} refused a signature on ${entry.key}`),

  'nobody is told the same twice': (history) =>
    ['wechat-oa', 'wecom'].flatMap((system) => (history.doubles[system] ?? []).map((one) => `${system} said ${one} twice`)),
};

/** Every broken rule with its wrongs; empty when all is well. */
export function judge(history: History): Readonly<Record<string, readonly Wrong[]>> {
  const accounts = accountsOf(history);
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, rule]) => {
      const wrongs = rule(history, accounts);
      return wrongs.length === 0 ? [] : [[name, wrongs]];
    }),
  );
}

function seqOf(history: History, kind: string, code: string): number | undefined {
  return history.ledger.find((entry) => entry.system === 'qimen' && entry.kind === kind && entry.key === code)?.seq;
}

// Douyin marks the lines of an after-sale; WeChat's after-sale names its one SKU.
function skusOf(order: PlatformOrder, afterSaleId: string): ReadonlySet<string> {
  const skuId = order.afterSales.find((one) => one?.id === afterSaleId)?.skuId;
  return new Set(
    order.lines.filter((line) => line.afterSaleId === afterSaleId || (skuId !== undefined && line.skuId === skuId)).map((line) => line.sku),
  );
}
