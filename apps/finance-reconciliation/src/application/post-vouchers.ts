import type { NewEvent } from '@orderloom/contracts';
import { inTransaction, type Tx } from '@orderloom/outbox';
import type { ErpExchange, FinanceDeps, OpenVoucher, PostOutcome } from './ports.ts';

const BATCH = 50;
/** A voucher in hand is nobody else's for this long: a turn logs in, looks and posts, each within a deadline of 10 s. */
const IN_HAND_MS = 60_000;
/** The ERP may still be at work when our deadline has passed: looked for sooner, the voucher would be missed and booked twice. */
const LOOK_AFTER_MS = 30_000;
const RETRY_MS = 1_000;

/**
 * Posts what is due. A voucher that may have been posted before is looked for first: the ERP books what it is told twice.
 * Answers with the number of vouchers that came to an end; none means that a pause is due.
 */
export async function postVouchers(deps: FinanceDeps): Promise<number> {
  const taken = await inTransaction(deps.pool, (tx) => {
    const now = deps.now();
    return deps.vouchers.takeDue(tx, { now, again: new Date(now.getTime() + IN_HAND_MS), limit: BATCH });
  });
  const asked = taken.filter((voucher) => voucher.attempts > 0);
  const looked = await findBooked(deps, asked);
  const fresh = [...taken.filter((voucher) => voucher.attempts === 0), ...looked.missing];
  return looked.ended + (fresh.length === 0 ? 0 : await post(deps, fresh));
}

/** Settles those that the ERP has after all; answers with those that it does not have. */
async function findBooked(
  deps: FinanceDeps,
  asked: readonly OpenVoucher[],
): Promise<{ readonly ended: number; readonly missing: readonly OpenVoucher[] }> {
  if (asked.length === 0) return { ended: 0, missing: [] };
  const found = await deps.erp.find(asked.map((voucher) => voucher.billNo));
  if (found === undefined) {
    await inTransaction(deps.pool, (tx) => deps.vouchers.markUnknown(tx, idsOf(asked), after(deps, RETRY_MS)));
    return { ended: 0, missing: [] };
  }
  const booked = asked.filter((voucher) => found.numbers.has(voucher.billNo)).map((voucher) => ({ voucher, number: voucher.billNo }));
  if (booked.length > 0) await settle(deps, booked, [], found.exchange);
  return { ended: booked.length, missing: asked.filter((voucher) => !found.numbers.has(voucher.billNo)) };
}

async function post(deps: FinanceDeps, vouchers: readonly OpenVoucher[]): Promise<number> {
  const outcome = await deps.erp.post(vouchers);
  switch (outcome.kind) {
    case 'NOTHING_DONE':
      await inTransaction(deps.pool, (tx) => deps.vouchers.markUnsent(tx, idsOf(vouchers), after(deps, RETRY_MS)));
      return 0;
    case 'UNKNOWN':
      await inTransaction(deps.pool, (tx) => deps.vouchers.markUnknown(tx, idsOf(vouchers), after(deps, LOOK_AFTER_MS)));
      return 0;
    case 'ANSWERED':
      return settleAnswered(deps, vouchers, outcome);
  }
}

async function settleAnswered(
  deps: FinanceDeps,
  vouchers: readonly OpenVoucher[],
  outcome: Extract<PostOutcome, { kind: 'ANSWERED' }>,
): Promise<number> {
  const booked: { voucher: OpenVoucher; number: string }[] = [];
  const refused: { voucher: OpenVoucher; reason: string }[] = [];
  const silent: OpenVoucher[] = [];
  vouchers.forEach((voucher, index) => {
    const row = outcome.rows[index];
    if (row?.number !== undefined) booked.push({ voucher, number: row.number });
    // "Exists already" means that an earlier ask of ours was booked: the next turn finds its number.
    else if (row?.error !== undefined && !/已经存在|重复/.test(row.error)) refused.push({ voucher, reason: row.error });
    else silent.push(voucher);
  });
  await settle(deps, booked, refused, outcome.exchange);
  if (silent.length > 0) await inTransaction(deps.pool, (tx) => deps.vouchers.markUnknown(tx, idsOf(silent), after(deps, RETRY_MS)));
  return booked.length + refused.length;
}

async function settle(
  deps: FinanceDeps,
  booked: readonly { readonly voucher: OpenVoucher; readonly number: string }[],
  refused: readonly { readonly voucher: OpenVoucher; readonly reason: string }[],
  exchange: ErpExchange,
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const rawRef = await keepExchange(deps, tx, exchange, now);
    await deps.vouchers.markPosted(
      tx,
      booked.map(({ voucher, number }) => ({ id: voucher.id, number, rawRef })),
      now,
    );
    await deps.vouchers.markRefused(
      tx,
      refused.map(({ voucher, reason }) => ({ id: voucher.id, reason, rawRef })),
    );
    await deps.outbox.append(tx, [
      ...booked.map(({ voucher, number }) => postedEvent(deps, voucher, number, rawRef, now)),
      ...refused.map(({ voucher, reason }) => refusedEvent(deps, voucher, reason, rawRef, now)),
    ]);
  });
}

async function keepExchange(deps: FinanceDeps, tx: Tx, exchange: ErpExchange, now: Date): Promise<string> {
  const common = { system: deps.erp.system, operation: exchange.operation, contentType: 'application/json', receivedAt: now, subject: '' };
  const [, answerId] = await deps.archive.save(tx, [
    { ...common, direction: 'OUT', body: exchange.request },
    { ...common, direction: 'ANSWER', body: exchange.answer },
  ]);
  return deps.archive.refOf(answerId ?? '');
}

function postedEvent(deps: FinanceDeps, voucher: OpenVoucher, number: string, rawRef: string, now: Date): NewEvent {
  return {
    type: 'hub.finance.voucher-posted.v1',
    ...about(deps, voucher, rawRef),
    data: {
      orderId: voucher.orderId,
      voucherId: voucher.id,
      fulfilmentOrderId: voucher.fulfilmentOrderId,
      voucherNumber: number,
      amount: { minor: voucher.amount, currency: voucher.currency },
      postedAt: now,
    },
  };
}

function refusedEvent(deps: FinanceDeps, voucher: OpenVoucher, reason: string, rawRef: string, now: Date): NewEvent {
  return {
    type: 'hub.finance.voucher-refused.v1',
    ...about(deps, voucher, rawRef),
    data: {
      orderId: voucher.orderId,
      voucherId: voucher.id,
      fulfilmentOrderId: voucher.fulfilmentOrderId,
      code: 'ERP_REFUSED',
      reason,
      refusedAt: now,
    },
  };
}

function about(deps: FinanceDeps, voucher: OpenVoucher, rawRef: string) {
  return {
    aggregateId: voucher.orderId,
    orderId: voucher.orderId,
    system: deps.erp.system,
    actor: deps.erp.system,
    rawRef,
    traceparent: voucher.traceparent,
  };
}

function idsOf(vouchers: readonly OpenVoucher[]): readonly string[] {
  return vouchers.map((voucher) => voucher.id);
}

function after(deps: FinanceDeps, milliseconds: number): Date {
  return new Date(deps.now().getTime() + milliseconds);
}
