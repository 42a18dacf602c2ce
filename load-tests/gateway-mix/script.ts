import execution from 'k6/execution';
import { lookAtOrders } from '../journeys/look-at-orders.ts';
import { lookAtBoards, openListAndOrder, personAt } from '../journeys/work-at-the-desk.ts';
import { gateway } from '../workloads/given.ts';

export { handleSummary, options, push, setup } from '../smoke/script.ts';

/** Of three visits one is to the list, one to the boards, and one is a partner's with queries of its own. */
export function look({ cookie }: { readonly cookie: string }): void {
  const visit = execution.scenario.iterationInTest % 3;
  if (visit === 0) openListAndOrder(personAt(gateway, cookie));
  else if (visit === 1) lookAtBoards(personAt(gateway, cookie));
  else lookAtOrders(gateway, cookie);
}
