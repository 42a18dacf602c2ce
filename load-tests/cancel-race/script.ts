import { changeOnesMind } from '../journeys/change-ones-mind.ts';
import { pushPaidOrder } from '../journeys/push-paid-order.ts';
import { deployment, nextPush, ownOption, sandbox } from '../workloads/given.ts';

export { handleSummary, look, options, setup } from '../smoke/script.ts';

const every = Math.round(100 / ownOption('cancel-percent'));
const thinkSeconds = ownOption('think');

export function push(): void {
  const { push: one, index } = nextPush();
  if (one !== undefined && pushPaidOrder(one, deployment) && index % every === 0) changeOnesMind(sandbox, one.no, thinkSeconds);
}
