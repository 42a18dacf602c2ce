import { obstacleTo, type BulkDeed, type Obstacle } from '../domain/possible-deeds.ts';
import type { TwinState } from '../domain/twin-state.ts';

const SHOWN_IDS = 20;

/** What a bulk job would do: how many orders it reaches, what their buyers paid, and which it does not reach and why. */
export function bulkPreview(deed: BulkDeed, ids: readonly string[], stateOf: (id: string) => TwinState | undefined) {
  const judged = ids.map((id) => {
    const state = stateOf(id);
    const obstacle: Obstacle | 'ORDER_NOT_FOUND' | undefined = state === undefined ? 'ORDER_NOT_FOUND' : obstacleTo(deed, state);
    return { id, obstacle, paid: BigInt(state?.paidMinor ?? 0) };
  });
  const doable = judged.filter(({ obstacle }) => obstacle === undefined);
  const obstacles = Map.groupBy(
    judged.flatMap(({ id, obstacle }) => (obstacle === undefined ? [] : [{ id, code: obstacle }])),
    ({ code }) => code,
  );
  return {
    total: ids.length,
    doable: doable.length,
    amount: { minor: doable.reduce((sum, { paid }) => sum + paid, 0n).toString(), currency: 'CNY' },
    obstacles: [...obstacles].map(([code, rows]) => ({ code, count: rows.length, orderIds: rows.slice(0, SHOWN_IDS).map(({ id }) => id) })),
  };
}
