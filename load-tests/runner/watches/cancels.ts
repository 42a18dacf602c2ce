import { everyCancelWasAnswered, neverCancelledAndShipped } from '../../checks/cancel-or-ship.ts';
import { cancelTimes, type CancelTimes } from '../../checks/cancel-times.ts';
import { tailCells, tailHead, tailOf } from '../../checks/tail.ts';
import { count } from '../drive.ts';
import type { Found, Goal, Section, Watch } from '../suite.ts';

/** P7: how long a buyer's cancel takes to reach the packer, and that it never wins by half. */
export const watchCancels: Watch = async () => ({
  end: async () => undefined,
  findings: async (found) => {
    const times = await cancelTimes(found.state, found.orders.sent);
    return {
      sections: [sectionOf(found, times)],
      goals: [goalOf(times)],
      verdicts: [...(await neverCancelledAndShipped(found.state)), ...(await everyCancelWasAnswered(found.state))],
    };
  },
});

function sectionOf({ metrics }: Found, times: CancelTimes): Section {
  const legs: readonly (readonly [string, readonly number[]])[] = [
    ['order asks the warehouse to stop', times.proposed],
    ['warehouse has frozen it', times.frozen],
    ['warehouse says that it is too late', times.declined],
    ['cancelled, no warehouse had it yet', times.cancelledAtOnce],
    ['cancelled, all', times.cancelled],
  ];
  return {
    title: 'Cancels (ms from the platform’s push)',
    words:
      `${count(metrics, 'cancels_asked')} buyers cancelled at their platform, ${count(metrics, 'cancels_refused_by_platform')} more were told there ` +
      `that it had left; ${times.asked} came to the hub.`,
    head: ['leg', ...tailHead],
    rows: legs.map(([leg, ms]) => [leg, ...tailCells(ms)]),
  };
}

function goalOf({ frozen }: CancelTimes): Goal {
  const tail = tailOf(frozen);
  const goal = 'P7 cancel accepted -> warehouse has frozen it, p99.9';
  const wanted = '500 ms; wow 150 ms';
  if (tail === undefined) return { goal, wanted, measured: '-', met: 'nothing measured' };
  return {
    goal,
    wanted,
    measured: `${tail.p999.toFixed(0)} ms over ${tail.count}${tail.count < 1_000 ? ' (fewer than 1,000, so this is nearly the longest)' : ''}`,
    met: tail.p999 <= 150 ? 'wow' : tail.p999 <= 500 ? 'pass' : 'no',
  };
}
