import { count, type K6Metrics } from '../drive.ts';
import type { Findings, Goal, Watch } from '../suite.ts';

const prefix = 'document_';
/** What a program asked with a key beside the screens. */
const partnerTimes = ['partner_catch_up', 'partner_read'] as const;
const columns = [
  ['p50', 'med'],
  ['p95', 'p(95)'],
  ['p99', 'p(99)'],
  ['max', 'max'],
] as const;

/** How long each document of the command center took while orders came in, and the budget of the list. */
export const watchDocuments: Watch = async () => ({
  end: async () => undefined,
  findings: async ({ metrics }) => documentFindings(metrics),
});

export function documentFindings(metrics: K6Metrics): Findings {
  const asked = Object.entries(metrics).filter(([name, { values }]) => name.startsWith(prefix) && (values['count'] ?? 0) > 0);
  const asPartner = partnerTimes.flatMap((name) => {
    const found = metrics[name];
    return found === undefined || (found.values['count'] ?? 0) === 0 ? [] : [[`${name} (with a key)`, found] as const];
  });
  const failed = count(metrics, 'documents_failed');
  return {
    sections: [
      {
        title: 'Documents through the gateway, during intake (ms)',
        words: 'Asked by their ids, as a browser asks, by a signed-in person; with a key: documents as text, as a program asks.',
        head: ['document', 'asked', ...columns.map(([name]) => name)],
        rows: [...asked.map(([name, found]) => [name.slice(prefix.length), found] as const), ...asPartner]
          .toSorted(([, one], [, other]) => (other.values['p(99)'] ?? 0) - (one.values['p(99)'] ?? 0))
          .map(([name, { values }]) => [
            name,
            String(values['count']),
            ...columns.map(([, key]) => (values[key] ?? Number.NaN).toFixed(1)),
          ]),
      },
    ],
    goals: [listBudget(metrics)],
    verdicts: [
      {
        claim: 'every document was answered without an error',
        holds: asked.length > 0 && failed === 0,
        found: `${asked.reduce((sum, [name]) => sum + count(metrics, name), 0)} asked, ${failed} failed`,
      },
    ],
  };
}

function listBudget(metrics: K6Metrics): Goal {
  const p95 = metrics[`${prefix}OrdersPage`]?.values['p(95)'];
  const asked = count(metrics, `${prefix}OrdersPage`);
  return {
    goal: 'ux.md list: first rows, p95 (of this run’s orders, not of 1,000,000)',
    wanted: '500 ms',
    measured: p95 === undefined || asked === 0 ? '-' : `${p95.toFixed(0)} ms over ${asked}`,
    met: p95 === undefined || asked === 0 ? 'nothing measured' : p95 <= 500 ? 'pass' : 'no',
  };
}
