import { liveTimes, tellers, type LiveTimes } from '../../checks/live-times.ts';
import { tailCells, tailHead, tailOf } from '../../checks/tail.ts';
import { readLive } from '../live-reader.ts';
import type { Found, Goal, Watch } from '../suite.ts';

/** P6, and the live budget of the screens: a signed-in reader of `/live` beside the load. */
export const watchLive: Watch = async (system) => {
  const reader = await readLive(system.addresses.url('gateway', 'http'), 'operations', system.secrets.demoPassword);
  return {
    end: reader.end,
    findings: async (found) => {
      const times = await liveTimes(found.state, found.orders.sent, { arrivals: reader.arrivals, endedAt: reader.endedAt() });
      return {
        sections: [
          {
            title: 'From outside to /live (ms)',
            words:
              `${times.facts} facts came in from outside, ${rateOf(found, times).toFixed(0)} a second while orders were pushed and after, until all had left; ` +
              `one signed-in reader had them from /live. The stream broke off ${reader.breaks()} times.`,
            head: ['from', ...tailHead],
            rows: [
              ...tellers.map((teller) => [`${teller} tells -> /live`, ...tailCells(times.fromPush[teller])]),
              ['platform and warehouse together', ...tailCells(inbound(times))],
              ['commit in a service -> /live', ...tailCells(times.fromCommit)],
            ],
          },
        ],
        goals: [statusGoal(times), budgetGoal(times)],
        verdicts: times.verdicts,
      };
    },
  };
};

function inbound({ fromPush }: LiveTimes): readonly number[] {
  return [...fromPush.platform, ...fromPush.warehouse];
}

function rateOf({ beganAt, passages }: Found, { facts }: LiveTimes): number {
  const last = passages.reduce((latest, { shownAt }) => Math.max(latest, shownAt ?? 0), 0);
  return last > beganAt ? facts / ((last - beganAt) / 1000) : 0;
}

function statusGoal(times: LiveTimes): Goal {
  const tail = tailOf(inbound(times));
  return {
    goal: 'P6 platform or WMS event in -> /live, p99',
    wanted: '500 ms at 500 events/s; wow 150 ms at 1,000',
    measured: tail === undefined ? '-' : `${tail.p99.toFixed(0)} ms over ${tail.count}`,
    met: tail === undefined ? 'nothing measured' : tail.p99 <= 150 ? 'wow' : tail.p99 <= 500 ? 'pass' : 'no',
  };
}

function budgetGoal(times: LiveTimes): Goal {
  const tail = tailOf(times.fromCommit);
  return {
    goal: 'ux.md live: commit in a service to pixel, p95 (here: to the browser’s socket)',
    wanted: '1,000 ms',
    measured: tail === undefined ? '-' : `${tail.p95.toFixed(0)} ms over ${tail.count}`,
    met: tail === undefined ? 'nothing measured' : tail.p95 <= 1_000 ? 'pass' : 'no',
  };
}
