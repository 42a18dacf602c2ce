import type { Clock } from '@orderloom/domain-kernel';
import type { Order } from '../domain/order.ts';
import { readRemark } from '../domain/remark.ts';
import { changeOrder, type Command, type CommandDeps } from './command.ts';
import type { Remarks } from './ports.ts';

export interface RemarkCommand extends Command {
  readonly orderId: string;
  readonly text: string;
}

/** A person says something about an order. The words stay in this service; the event only says that there are some. */
export async function addRemark(
  deps: CommandDeps & { readonly newId: () => string; readonly now: Clock; readonly remarks: Remarks },
  command: RemarkCommand,
): Promise<{ readonly order: Order; readonly remarkId: string }> {
  const text = readRemark(command.text);
  const remarkId = deps.newId();
  const now = deps.now();
  const { order, answer } = await changeOrder(
    deps,
    { ...command, text },
    {
      name: 'addRemark',
      change: (before) => ({ order: before, events: [{ kind: 'remark-added', remarkId, author: command.account, at: now }] }),
      answerOf: () => ({ remarkId }),
      also: (tx) => deps.remarks.insert(tx, { id: remarkId, orderId: command.orderId, author: command.account, text, now }),
    },
  );
  return { order, remarkId: answer.remarkId };
}
