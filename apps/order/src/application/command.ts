import { keepAnswers, lookUpCommand, printOf, type Tx } from '@orderloom/outbox';
import { DeedNotAllowed, OrderMissing } from '../domain/order-errors.ts';
import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import { changeOrders, type ChangeDeps } from './change-orders.ts';

/** What every command of a person or a partner carries. */
export interface Command {
  readonly account: string;
  /** Whose idempotency keys these are. */
  readonly scope: string;
  readonly mayAct: boolean;
  readonly idempotencyKey: string;
}

export interface CommandDeps extends ChangeDeps {
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly now: () => Date;
}

/** Runs a command once for its key: the same key and input give the stored answer, another input is refused. */
export async function changeOrder<A extends Readonly<Record<string, string>>, C extends Command & { readonly orderId: string }>(
  deps: CommandDeps,
  command: C,
  deed: {
    readonly name: string;
    readonly change: (order: Order) => Outcome;
    readonly answerOf: (order: Order) => A;
    readonly also?: (tx: Tx) => Promise<void>;
  },
): Promise<{ readonly order: Order; readonly answer: A }> {
  if (!command.mayAct) throw new DeedNotAllowed('This account may not do that.');
  const asked = askedCommand(deed.name, command);
  return deps.transact(async (tx) => {
    const known = await lookUpCommand(tx, asked);
    let answer: A | undefined;
    const after = await changeOrders(deps, tx, [
      {
        orderId: command.orderId,
        change: (order) => {
          if (known.kind === 'answered') return { order, events: [] };
          const outcome = deed.change(order);
          answer = deed.answerOf(outcome.order);
          return outcome;
        },
      },
    ]);
    const order = after.get(command.orderId);
    if (order === undefined) throw new OrderMissing('No such order.', { orderId: command.orderId });
    if (known.kind === 'answered') return { order, answer: known.answer as A }; // written below with the same shape
    if (answer === undefined) throw new OrderMissing('No such order.', { orderId: command.orderId });
    await deed.also?.(tx);
    await keepAnswers(tx, [{ asked, answer }], deps.now());
    return { order, answer };
  });
}

/** A command as its answer is kept. Who of a partner sends it again does not matter, so the account is no part of the input. */
export function askedCommand(name: string, command: Command): Parameters<typeof lookUpCommand>[1] {
  const { account: _account, scope, mayAct: _mayAct, idempotencyKey, ...input } = command;
  return { scope, key: idempotencyKey, command: name, print: printOf(input) };
}
