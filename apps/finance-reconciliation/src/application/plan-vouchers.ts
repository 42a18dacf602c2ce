import type { HubEvent } from '@orderloom/contracts';
import { inTransaction, type Tx } from '@orderloom/outbox';
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { amountOfShipment, lineAmounts } from '../domain/line-amounts.ts';
import { voucherEntries } from '../domain/voucher-entries.ts';
import type { FinanceDeps, PricedVoucher, WaitingOrder } from './ports.ts';

/** Remembers what was paid for each line, for the vouchers to come. */
export async function rememberMoney(deps: FinanceDeps, tx: Tx, events: readonly HubEvent<'hub.order.placed.v1'>[]): Promise<void> {
  await deps.vouchers.rememberOrderMoney(
    tx,
    events.map(({ data }) => ({
      orderId: data.orderId,
      currency: data.paidAmount?.currency ?? 'CNY',
      paidMinor: data.paidAmount?.minor ?? 0n,
      lines: lineAmounts(
        data.paidAmount ?? { minor: 0n, currency: 'CNY' },
        data.lines.map((line) => ({ lineNo: line.lineNo, quantity: line.quantity, paidShare: line.paidShare?.minor ?? 0n })),
      ),
    })),
  );
}

/** One voucher for each outbound confirmation (FIN-01); its amount follows as soon as the order's money is known. */
export async function planVouchers(deps: FinanceDeps, tx: Tx, events: readonly HubEvent<'hub.fulfilment.outbound.v1'>[]): Promise<void> {
  const plannedAt = deps.now();
  await deps.vouchers.insertVouchers(
    tx,
    events.map(({ data, occurredAt, traceparent }) => ({
      id: uuidv7(),
      orderId: data.orderId,
      fulfilmentOrderId: data.fulfilmentOrderId,
      outBizCode: data.outBizCode,
      billNo: billNoOf(data.fulfilmentOrderId, data.outBizCode),
      shipped: data.lines.map((line) => ({ lineNo: line.lineNo, quantity: line.shipped })),
      outboundAt: data.outboundAt ?? occurredAt,
      plannedAt,
      traceparent,
    })),
  );
}

/** Prices what waits, one transaction for all of it. Answers with the number of vouchers that are ready to post. */
export async function priceWaiting(deps: FinanceDeps, limit: number): Promise<number> {
  return inTransaction(deps.pool, async (tx) => {
    const orders = await deps.vouchers.lockWaitingOrders(tx, limit);
    const priced = orders.flatMap((order) => priceOrder(deps, order));
    if (priced.length > 0) await deps.vouchers.priceVouchers(tx, priced);
    return priced.length;
  });
}

function priceOrder(deps: FinanceDeps, order: WaitingOrder): readonly PricedVoucher[] {
  const out = new Map<string, number>();
  const priced: PricedVoucher[] = [];
  for (const voucher of order.vouchers.toSorted((a, b) => Number(a.waiting) - Number(b.waiting))) {
    if (voucher.waiting) {
      const amount = amountOfShipment(order.money.lines, out, voucher.shipped);
      priced.push({ id: voucher.id, currency: order.money.currency, amount, entries: voucherEntries(amount, deps.accounts) });
    }
    for (const line of voucher.shipped) out.set(line.lineNo, (out.get(line.lineNo) ?? 0) + line.quantity);
  }
  return priced;
}

/** The same confirmation always gives the same number, so that the ERP can find it; another one never does, whatever its code is made of. */
function billNoOf(fulfilmentOrderId: string, outBizCode: string): string {
  const named = `OL-${fulfilmentOrderId}-${outBizCode}`;
  if (/^[\w-]{1,80}$/.test(named)) return named;
  const digest = createHash('sha256').update(named).digest('hex').slice(0, 16);
  return `${named.replaceAll(/[^\w-]/g, '_').slice(0, 60)}-${digest}`;
}
