import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { History } from '../../../apps/system-tests/src/checker/history.ts';
import type { FinalState } from '../../../load-tests/checks/state.ts';
import type { ClientLog } from './client-log.ts';
import { verdictsOf } from './verdicts.ts';

const log: ClientLog = { sent: ['11', '12'], acked: ['11', '12'], ackedWithOneRetry: 2, tries: 2 };

/** The outside world saw both orders go out to nobody: enough for claims that are about the hub. */
const history: History = {
  acked: log.acked,
  ledger: [],
  platform: new Map(),
  deliveries: new Map(),
  doubles: {},
  followers: new Set(),
  conflicts: new Set(),
};

function stateOf(orders: readonly { readonly id: string; readonly no: string }[], twins: readonly string[]): FinalState {
  const rows: Readonly<Record<string, readonly object[]>> = {
    order: orders.map((one) => ({ ...one, status: 'OUTBOUND', held: false })),
    'control-tower': twins.map((id) => ({ id, status: 'OUTBOUND' })),
  };
  return {
    query: async (app, row, sql) =>
      z.array(row).parse(sql.includes('from orders o where') || sql.includes('from order_twin') ? rows[app] : []),
    outside: async (_path, shape) => shape.parse({}),
    consumers: async () => [],
    close: async () => undefined,
  };
}

const failing = async (state: FinalState, seen = history): Promise<readonly string[]> =>
  (await verdictsOf(log, seen, state)).filter(({ holds }) => !holds).map(({ claim }) => claim);

const two = [
  { id: 'DY-1', no: '11' },
  { id: 'DY-2', no: '12' },
];

describe('the checker of a campaign', () => {
  it('tells a lost order, one that is there twice, and one that its twin does not know', async () => {
    const lost = 'every acknowledged push became an order';
    expect(await failing(stateOf(two, ['DY-1', 'DY-2']))).not.toContain(lost);
    expect(await failing(stateOf(two.slice(1), ['DY-2']))).toContain(lost);
    expect(await failing(stateOf([...two, { id: 'DY-3', no: '12' }], ['DY-1', 'DY-2', 'DY-3']))).toContain('no push became two orders');
    expect(await failing(stateOf(two, ['DY-1']))).toContain('the twin says of each order what the order service says');
  });

  it('believes the outside world where the hub says that all is well', async () => {
    const rule = 'nobody is told the same twice';
    expect(await failing(stateOf(two, ['DY-1', 'DY-2']))).not.toContain(rule);
    expect(await failing(stateOf(two, ['DY-1', 'DY-2']), { ...history, doubles: { wecom: ['m'] } })).toContain(rule);
  });
});
