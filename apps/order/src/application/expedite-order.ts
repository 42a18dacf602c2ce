import type { Clock } from '@orderloom/domain-kernel';
import { expediteOrder as expedite } from '../domain/expedite-order.ts';
import { partsWithWarehouse, type Order } from '../domain/order.ts';
import { readReason } from '../domain/reason.ts';
import { changeOrder, type Command, type CommandDeps } from './command.ts';

export interface ExpediteCommand extends Command {
  readonly orderId: string;
  readonly reason: string;
}

/** A person wants the order to go first: at the next decision, or by the keeper of the warehouse that has it. */
export async function expediteOrder(
  deps: CommandDeps & { readonly now: Clock },
  command: ExpediteCommand,
): Promise<{ readonly order: Order; readonly withWarehouse: boolean }> {
  const { order, answer } = await changeOrder(deps, command, {
    name: 'expediteOrder',
    change: (before) =>
      expedite(before, { reason: readReason(command.reason), by: { kind: 'PERSON', name: command.account }, now: deps.now() }),
    answerOf: (after) => ({ withWarehouse: partsWithWarehouse(after).length > 0 ? 'yes' : 'no' }),
  });
  return { order, withWarehouse: answer.withWarehouse === 'yes' };
}
