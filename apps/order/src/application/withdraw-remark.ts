import type { Clock } from '@orderloom/domain-kernel';
import type { Order } from '../domain/order.ts';
import { RemarkMissing } from '../domain/remark.ts';
import { changeOrder, type Command, type CommandDeps } from './command.ts';
import type { Remarks } from './ports.ts';

export interface WithdrawRemarkCommand extends Command {
  readonly orderId: string;
  readonly remarkId: string;
}

/** Takes a remark back; it stays in the books and leaves the page. */
export async function withdrawRemark(
  deps: CommandDeps & { readonly now: Clock; readonly remarks: Remarks },
  command: WithdrawRemarkCommand,
): Promise<{ readonly order: Order }> {
  const now = deps.now();
  const { order } = await changeOrder(deps, command, {
    name: 'withdrawRemark',
    change: (before) => ({
      order: before,
      events: [
        {
          kind: 'audited',
          act: {
            actorKind: 'PERSON',
            actor: command.account,
            deed: 'remark-withdrawn',
            subjectKind: 'remark',
            subjectId: command.remarkId,
            details: {},
            at: now,
          },
        },
      ],
    }),
    answerOf: () => ({}),
    also: async (tx) => {
      const taken = await deps.remarks.withdraw(tx, { id: command.remarkId, orderId: command.orderId, by: command.account, now });
      if (!taken) throw new RemarkMissing('No such remark, or it was withdrawn.', { orderId: command.orderId });
    },
  });
  return { order };
}
