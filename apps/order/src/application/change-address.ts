import type { Clock } from '@orderloom/domain-kernel';
import { keepAnswers, lookUpCommand, type AskedCommand } from '@orderloom/outbox';
import { changeAddress as change } from '../domain/change-address.ts';
import { CancelUnderWay, OrderAlreadyEnded, OrderAlreadyOutbound } from '../domain/order-errors.ts';
import { openStops, type Order, type Recipient } from '../domain/order.ts';
import { readReason, ReasonUnusable } from '../domain/reason.ts';
import { reviewRecipient } from '../domain/review-order.ts';
import { changeOrders } from './change-orders.ts';
import type { CommandDeps } from './command.ts';
import type { ReviewBook } from './review-book.ts';

export interface AddressChange {
  readonly scope: string;
  readonly changeId: string;
  readonly print: string;
  readonly orderId: string;
  readonly recipient: Recipient;
  readonly account: string;
  readonly reason: string;
}

/** Stored as it is, so it holds texts only. */
export interface AddressVerdict {
  readonly answer: 'CHANGED' | 'PROPOSED' | 'ORDER_NOT_FOUND' | 'ALREADY_OUTBOUND' | 'ALREADY_ENDED' | 'STOP_UNDER_WAY' | 'REASON_UNUSABLE';
  readonly proposalId: string;
  readonly recipientToken: string;
  readonly outboundAt: string;
  readonly why: string;
}

/** Decides whether the order still can go elsewhere. Its verdict is kept with the change: a call that was lost is asked again and finds it. */
export async function changeAddress(
  deps: CommandDeps & { readonly book: Pick<ReviewBook, 'rules' | 'usualPrice'>; readonly newId: () => string; readonly now: Clock },
  wish: AddressChange,
): Promise<AddressVerdict> {
  const asked: AskedCommand = {
    scope: wish.scope,
    key: wish.changeId,
    command: 'changeAddress',
    print: `${wish.orderId} ${wish.print}`,
  };
  return deps.transact(async (tx) => {
    const known = await lookUpCommand(tx, asked);
    if (known.kind === 'answered') return known.answer as AddressVerdict; // written below with the same shape
    let verdict = refused('ORDER_NOT_FOUND');
    await changeOrders(deps, tx, [
      {
        orderId: wish.orderId,
        change: (order) => {
          try {
            const outcome = attempt(deps, order, wish);
            const proposal = openStops(outcome.order).find((stop) => stop.scope === 'AMENDMENT');
            verdict = {
              ...refused(proposal === undefined ? 'CHANGED' : 'PROPOSED'),
              proposalId: proposal?.id ?? '',
              recipientToken: wish.recipient.token,
            };
            return outcome;
          } catch (error) {
            verdict = refusalOf(error);
            return { order, events: [] };
          }
        },
      },
    ]);
    await keepAnswers(tx, [{ asked, answer: verdict }], deps.now());
    return verdict;
  });
}

function attempt(deps: Parameters<typeof changeAddress>[0], order: Order, wish: AddressChange) {
  const now = deps.now();
  const review = { rules: deps.book.rules(), usualPrice: deps.book.usualPrice, newId: deps.newId, now };
  return change(order, {
    ids: { proposal: deps.newId(), hold: deps.newId() },
    recipient: wish.recipient,
    reason: readReason(wish.reason),
    by: { kind: 'PERSON', name: wish.account },
    reviewRecipient: reviewRecipient(review),
    now,
  });
}

function refusalOf(error: unknown): AddressVerdict {
  if (error instanceof OrderAlreadyOutbound) return { ...refused('ALREADY_OUTBOUND'), outboundAt: error.outboundAt?.toISOString() ?? '' };
  if (error instanceof OrderAlreadyEnded) return refused('ALREADY_ENDED');
  if (error instanceof CancelUnderWay) return refused('STOP_UNDER_WAY');
  if (error instanceof ReasonUnusable) return { ...refused('REASON_UNUSABLE'), why: error.why };
  throw error;
}

function refused(answer: AddressVerdict['answer']): AddressVerdict {
  return { answer, proposalId: '', recipientToken: '', outboundAt: '', why: '' };
}
