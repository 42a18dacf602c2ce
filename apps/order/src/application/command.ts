import { createHash } from 'node:crypto';
import type { Tx } from '@orderloom/outbox';
import { DeedNotAllowed, KeyReused, OrderMissing } from '../domain/order-errors.ts';
import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import { changeOrders, type ChangeDeps } from './change-orders.ts';
import type { CommandAnswers } from './ports.ts';

/** What every command of a person carries. */
export interface Command {
  readonly account: string;
  readonly mayAct: boolean;
  readonly idempotencyKey: string;
}

export interface CommandDeps extends ChangeDeps {
  readonly answers: CommandAnswers;
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly now: () => Date;
}

/** Runs a command once for its key: the same key and input give the stored answer, another input is refused. */
export async function changeOrder<A extends Readonly<Record<string, string>>, C extends Command & { readonly orderId: string }>(
  deps: CommandDeps,
  command: C,
  deed: { readonly change: (order: Order) => Outcome; readonly answerOf: (order: Order) => A; readonly also?: (tx: Tx) => Promise<void> },
): Promise<{ readonly order: Order; readonly answer: A }> {
  if (!command.mayAct) throw new DeedNotAllowed('This account may not do that.');
  const { mayAct: _, ...body } = command;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(body, Object.keys(body).toSorted()))
    .digest('base64url');
  return deps.transact(async (tx) => {
    const stored = await deps.answers.read(tx, command.idempotencyKey);
    if (stored !== undefined && stored.bodyHash !== bodyHash) throw new KeyReused('The idempotency key was used with another input.');
    let answer: A | undefined;
    const after = await changeOrders(deps, tx, [
      {
        orderId: command.orderId,
        change: (order) => {
          if (stored !== undefined) return { order, events: [] };
          const outcome = deed.change(order);
          answer = deed.answerOf(outcome.order);
          return outcome;
        },
      },
    ]);
    const order = after.get(command.orderId);
    if (order === undefined) throw new OrderMissing('No such order.', { orderId: command.orderId });
    if (answer === undefined) return { order, answer: stored?.answer as A }; // written by the branch below with the same shape
    await deed.also?.(tx);
    await deps.answers.write(tx, { key: command.idempotencyKey, bodyHash, answer, now: deps.now() });
    return { order, answer };
  });
}
