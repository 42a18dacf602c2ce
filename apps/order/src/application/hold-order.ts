import type { Clock } from '@orderloom/domain-kernel';
import { holdOrder as hold } from '../domain/hold-order.ts';
import type { Hold, Order } from '../domain/order.ts';
import { HoldMissing } from '../domain/order-errors.ts';
import { readReason } from '../domain/reason.ts';
import { changeOrder, type Command, type CommandDeps } from './command.ts';

export interface HoldCommand extends Command {
  readonly orderId: string;
  readonly reason: string;
}

/** A person holds an order back from its warehouse. */
export async function holdOrder(
  deps: CommandDeps & { readonly newId: () => string; readonly now: Clock },
  command: HoldCommand,
): Promise<{ readonly order: Order; readonly hold: Hold }> {
  const id = deps.newId();
  const { order, answer } = await changeOrder(deps, command, {
    name: 'holdOrder',
    change: (before) =>
      hold(before, {
        id,
        reason: 'PERSON',
        by: { kind: 'PERSON', name: command.account },
        note: readReason(command.reason),
        now: deps.now(),
      }),
    answerOf: () => ({ holdId: id }),
  });
  const placed = order.holds.find((one) => one.id === answer.holdId);
  if (placed === undefined) throw new HoldMissing('The hold is gone.', { orderId: order.id });
  return { order, hold: placed };
}
