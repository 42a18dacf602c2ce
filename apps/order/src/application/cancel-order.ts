import type { Clock } from '@orderloom/domain-kernel';
import { cancelOrder as cancel } from '../domain/cancel-order.ts';
import { refuseWhenJustExpedited } from '../domain/expedite-order.ts';
import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import { openStops } from '../domain/order.ts';
import { readReason } from '../domain/reason.ts';
import { changeOrder, type CommandDeps, type Command } from './command.ts';

export interface CancelCommand extends Command {
  readonly orderId: string;
  readonly reason: string;
  /** The person knows that a colleague has just expedited it, and cancels all the same (CMD-03). */
  readonly overrule?: boolean;
}

export type CancelAnswer =
  { readonly kind: 'CANCELLED'; readonly order: Order } | { readonly kind: 'PROPOSED'; readonly order: Order; readonly proposalId: string };

/** A person cancels a whole order: at once where no warehouse has it, else the warehouse is asked. */
export async function cancelOrder(
  deps: CommandDeps & { readonly newId: () => string; readonly now: Clock },
  command: CancelCommand,
): Promise<CancelAnswer> {
  const { order, answer } = await changeOrder(deps, command, {
    name: 'cancelOrder',
    change: cancelling(deps, command),
    answerOf: (after) => ({ proposalId: openStops(after).find((stop) => stop.scope === 'WHOLE_ORDER')?.id ?? '' }),
  });
  return answer.proposalId === '' ? { kind: 'CANCELLED', order } : { kind: 'PROPOSED', order, proposalId: answer.proposalId };
}

/** The deed itself, for one order or a row of many. */
export function cancelling(
  deps: { readonly newId: () => string; readonly now: Clock },
  command: Pick<CancelCommand, 'account' | 'reason' | 'overrule'>,
): (before: Order) => Outcome {
  return (before) => {
    const reason = readReason(command.reason);
    if (command.overrule !== true) refuseWhenJustExpedited(before, deps.now());
    return cancel(before, {
      ids: { proposal: deps.newId(), hold: deps.newId() },
      lines: [],
      reason: 'PERSON',
      note: command.overrule === true ? `${reason} (overruled an expedite)` : reason,
      refundIds: before.refunds.filter((refund) => refund.state === 'REQUESTED').map((refund) => refund.id),
      by: { kind: 'PERSON', name: command.account },
      now: deps.now(),
    });
  };
}
