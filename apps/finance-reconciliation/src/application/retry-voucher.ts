import { ActorKind } from '@orderloom/contracts/hub/common/v1/types';
import { inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { FinanceDeps } from './ports.ts';

export type RetryVoucher = (command: { readonly id: string; readonly account: string }) => Promise<boolean>;

/** Puts a refused voucher back in the lane. It was asked for before, so the lane looks for it first. False when none of this id was refused. */
export function retryVoucher(deps: FinanceDeps, wake: () => void): RetryVoucher {
  return ({ id, account }) =>
    inTransaction(deps.pool, async (tx) => {
      const now = deps.now();
      const voucher = await deps.vouchers.planAgain(tx, id, now);
      if (voucher === undefined) return false;
      const auditId = uuidv7();
      await deps.outbox.append(tx, [
        {
          type: 'hub.finance.audit-recorded.v1',
          aggregateId: auditId,
          orderId: voucher.orderId,
          actor: account,
          data: {
            auditId,
            actorKind: ActorKind.PERSON,
            actor: account,
            deed: 'voucher.retry',
            subjectKind: 'voucher',
            subjectId: id,
            orderId: voucher.orderId,
            details: { 'before.state': 'REFUSED', 'after.state': 'PLANNED', refusal: voucher.refusal },
            actedAt: now,
          },
        },
      ]);
      tx.onCommit(wake);
      return true;
    });
}
