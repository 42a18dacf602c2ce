import type { Clock } from '@orderloom/domain-kernel';
import { releaseHold as release } from '../domain/hold-order.ts';
import type { Order } from '../domain/order.ts';
import { changeOrder, type Command, type CommandDeps } from './command.ts';

export interface ReleaseCommand extends Command {
  readonly orderId: string;
  readonly holdId: string;
}

/** A person ends a hold; the order goes on at once when nothing else holds it. */
export async function releaseHold(
  deps: CommandDeps & { readonly now: Clock },
  command: ReleaseCommand,
): Promise<{ readonly order: Order }> {
  const { order } = await changeOrder(deps, command, {
    name: 'releaseHold',
    change: (before) => release(before, { holdId: command.holdId, by: { kind: 'PERSON', name: command.account }, now: deps.now() }),
    answerOf: () => ({}),
  });
  return { order };
}
