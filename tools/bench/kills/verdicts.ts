import type { History } from '../../../apps/system-tests/src/checker/history.ts';
import { accountsOf, type End } from '../../../apps/system-tests/src/checker/ends.ts';
import { judge, rules } from '../../../apps/system-tests/src/checker/rules.ts';
import { nothingIsLeft, openWork } from '../../../load-tests/checks/nothing-is-left.ts';
import { ordersAreWhole } from '../../../load-tests/checks/orders-are-whole.ts';
import type { FinalState } from '../../../load-tests/checks/state.ts';
import { stockIsConserved } from '../../../load-tests/checks/stock-is-conserved.ts';
import { verdict, type Verdict } from '../../../load-tests/checks/verdict.ts';
import type { ClientLog } from './client-log.ts';

/** Everything that must be true after a campaign, out of the client's log, the outside world's books and the hub's final state. */
export async function verdictsOf(log: ClientLog, history: History, state: FinalState): Promise<readonly Verdict[]> {
  const orders = { sent: log.sent, acknowledged: log.acked };
  const wrongs = judge(history);
  return [
    ...(await ordersAreWhole(state, orders)).verdicts,
    ...Object.keys(rules).map((rule) => verdict(rule, wrongs[rule] ?? [], 'in the books of the outside world')),
    ...(await stockIsConserved(state)),
    ...(await nothingIsLeft(state, await openWork(state))),
  ];
}

/** Where the orders ended, by the books of the outside world. */
export function endsOf(history: History): Readonly<Partial<Record<End, number>>> {
  const counts: Partial<Record<End, number>> = {};
  for (const { end } of accountsOf(history).values()) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
}
