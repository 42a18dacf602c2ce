import { partnersOrdersStandOnce } from '../../checks/own-orders.ts';
import { count, type K6Metrics } from '../drive.ts';
import type { Watch } from '../suite.ts';

const legs = [
  ['place an order', 'partner_place'],
  ['read it over five services', 'partner_read'],
  ['a page of changes', 'partner_catch_up'],
] as const;

/** What a partner's programs saw: times, refusals, limits; and that each of their orders stands once. */
export const watchPartner: Watch = async () => ({
  end: async () => undefined,
  findings: async ({ state, metrics }) => ({
    sections: [
      {
        title: 'A partner’s day (ms)',
        words:
          `${count(metrics, 'partner_placed')} orders placed, ${count(metrics, 'partner_taken')} kept for a moment, ${count(metrics, 'partner_repeated')} asked twice, ` +
          `${count(metrics, 'partner_refused')} refused; ${count(metrics, 'partner_caught_up')} changes read. The key with one question a second: ` +
          `${count(metrics, 'partner_past_limit')} answered, ${count(metrics, 'partner_limited')} refused with a time to wait.`,
        head: ['deed', 'count', 'p50', 'p95', 'p99', 'max'],
        rows: legs.map(([deed, metric]) => [deed, ...cells(metrics, metric)]),
      },
    ],
    verdicts: await partnersOrdersStandOnce(state, {
      kept: count(metrics, 'partner_placed') + count(metrics, 'partner_taken'),
      unanswered: count(metrics, 'partner_refused'),
    }),
  }),
});

function cells(metrics: K6Metrics, name: string): readonly string[] {
  const values = metrics[name]?.values ?? {};
  return [String(values['count'] ?? 0), ...['med', 'p(95)', 'p(99)', 'max'].map((key) => (values[key] ?? 0).toFixed(0))];
}
