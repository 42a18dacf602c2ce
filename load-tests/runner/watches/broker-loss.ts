import pg from 'pg';
import { strikeAt } from '../../../apps/system-tests/src/faults/strike.ts';
import { databaseUrl } from '../../../tools/start/parts/services.ts';
import { waitUntil } from '../../../tools/start/wait.ts';
import type { Passage } from '../../checks/passages.ts';
import { tailCells, tailHead } from '../../checks/tail.ts';
import { verdict } from '../../checks/verdict.ts';
import { ordersIn } from '../../workloads/phases.ts';
import type { Goal, Watch } from '../suite.ts';

const wantedSeconds = 15;

/** R3: kills the broker and deletes its store when half of the orders are placed, and says how long the hub's parts disagreed. */
export const loseBroker: Watch = async (system, { rate, seconds }) => {
  const client = new pg.Client({ connectionString: databaseUrl('order', system.databaseBase, process.env) });
  await client.connect();
  const placed = async (): Promise<number> =>
    Number((await client.query<{ count: string }>('select count(*) as count from orders')).rows[0]?.count ?? 0);
  const before = await placed();
  const half = before + ordersIn([{ name: 'load', seconds, from: rate, to: rate }]) / 2;
  const over = new AbortController();
  let lost: { readonly at: number; readonly orders: number } | undefined;
  const striking = (async () => {
    const isHalf = await waitUntil(async () => (await placed()) >= half, { deadlineMs: 600_000, everyMs: 100, signal: over.signal });
    if (!isHalf) return;
    lost = { at: Date.now(), orders: (await placed()) - before };
    await strikeAt(system, { kind: 'wipe-nats' });
  })().catch(() => undefined);
  return {
    end: async () => {
      over.abort();
      await striking;
      await client.end().catch(() => undefined);
    },
    findings: async ({ passages }) => {
      const there = verdict(
        'the broker lost its whole store during the load',
        lost === undefined ? ['it was not deleted: the load ended before half of its orders were placed'] : [],
        `after ${lost?.orders} orders`,
      );
      if (lost === undefined) return { verdicts: [there] };
      const { at } = lost;
      const stood = passages.filter(({ receivedAt, shownAt }) => receivedAt < at && shownAt !== undefined && shownAt < at);
      const underWay = passages.filter(({ receivedAt, shownAt }) => receivedAt < at && (shownAt === undefined || shownAt >= at));
      const later = passages.filter(({ receivedAt }) => receivedAt >= at);
      return {
        sections: [
          {
            title: 'Orders around the loss of the broker (ms from push to shown)',
            words: 'Orders that came before the loss and had been shown, those that were on their way, and those that came after it.',
            head: ['orders', ...tailHead],
            rows: [
              ['shown before', ...tailCells(times(stood))],
              ['on their way', ...tailCells(times(underWay))],
              ['later', ...tailCells(times(later))],
            ],
          },
        ],
        goals: [goalOf(at, underWay)],
        verdicts: [there],
      };
    },
  };
};

function times(passages: readonly Passage[]): readonly number[] {
  return passages.flatMap(({ receivedAt, shownAt }) => (shownAt === undefined ? [] : [shownAt - receivedAt]));
}

function goalOf(at: number, underWay: readonly Passage[]): Goal {
  const shown = underWay.flatMap(({ shownAt }) => (shownAt === undefined ? [] : [shownAt]));
  const took = (Math.max(at, ...shown) - at) / 1000;
  return {
    goal: 'R3 from the loss until all that was on its way is shown as sent in the twin',
    wanted: `${wantedSeconds} s`,
    measured: shown.length === 0 ? '-' : `${took.toFixed(1)} s, ${shown.length} orders`,
    met: shown.length === 0 ? 'nothing measured' : took <= wantedSeconds ? 'pass' : 'no',
  };
}
