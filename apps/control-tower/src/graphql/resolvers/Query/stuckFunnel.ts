import type { FlatFilter } from '../../../application/order-filter.ts';
import { ownerOfGate, stuckGroup } from '../../../application/stuck-funnel.ts';
import { readFunnelGates, readFunnelGroups } from '../../../persistence/order-list/funnel.ts';
import type { TowerContext } from '../../context.ts';
import { filterInput } from '../../filter-input.ts';

export async function stuckFunnel(_parent: unknown, args: { readonly filter?: FlatFilter | null }, context: TowerContext) {
  const { stuck: _stuck, gates: _gates, ...flat } = args.filter ?? {};
  const filter = await filterInput(context, flat);
  const [gates, groups] = await Promise.all([
    readFunnelGates(context.pool, filter, context.now),
    readFunnelGroups(context.pool, filter, context.now),
  ]);
  const found = new Map(gates.map((row) => [row.gate, row]));
  return {
    gates: [1, 2, 3, 4, 5, 6, 7].map((gate) => {
      const row = found.get(gate) ?? { open: 0, stuck: 0, oldest_stuck_at: null, paid_minor: '0' };
      return { gate, open: row.open, stuck: row.stuck, oldestStuckAt: row.oldest_stuck_at, owner: ownerOfGate(gate), amount: yuan(row) };
    }),
    groups: groups.map((row) => ({
      ...stuckGroup(row),
      cause: row.cause,
      gate: row.gate,
      stuck: row.stuck,
      oldestStuckAt: row.oldest_stuck_at,
      sampleId: row.sample_id,
      amount: yuan(row),
    })),
  };
}

function yuan(row: { readonly paid_minor: string }) {
  return { minor: row.paid_minor, currency: 'CNY' };
}
