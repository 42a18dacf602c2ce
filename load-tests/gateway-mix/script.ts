import execution from 'k6/execution';
import { beginPushes } from '../actions/begin-pushes.ts';
import { issueKey } from '../actions/issue-key.ts';
import { signIn } from '../actions/read-orders.ts';
import { readChanges } from '../journeys/partner-deeds.ts';
import { lookAtBoards, openListAndOrder, personAt } from '../journeys/work-at-the-desk.ts';
import { gateway, password, sandbox } from '../workloads/given.ts';

export { handleSummary, options, push } from '../smoke/script.ts';

interface Given {
  readonly cookie: string;
  readonly key: string;
  readonly since: string;
}

export function setup(): Given {
  const allowance = { requestsPerMinute: 60_000, costPerMinute: 10_000_000 };
  const given = {
    cookie: signIn(gateway, 'operations', password),
    key: issueKey(gateway, password, { label: 'the mix', scopes: ['orders:read', 'stock:read'], ...allowance }),
    since: new Date().toISOString(),
  };
  beginPushes(sandbox);
  return given;
}

/** Of three visits one is to the list, one to the boards, and one is a program's with a key and documents of its own. */
export function look({ cookie, key, since }: Given): void {
  const visit = execution.scenario.iterationInTest % 3;
  if (visit === 0) openListAndOrder(personAt(gateway, cookie));
  else if (visit === 1) lookAtBoards(personAt(gateway, cookie));
  else readChanges({ gateway, key }, since);
}
