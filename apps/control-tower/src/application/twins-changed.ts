import type { NewEvent } from '@orderloom/contracts';
import { rowMoment } from '../domain/order-row.ts';
import type { StoredTwin, TowerDeps } from './ports.ts';

/** Told under one name, so that the relay keeps them in the order in which they were committed. */
const ALL_TWINS = 'twins';

/** The event that browsers follow, one for all rows that a transaction changed; only ids and small scalars. */
export function twinsChanged(
  deps: Pick<TowerDeps, 'thresholds'>,
  twins: readonly StoredTwin[],
  now: Date,
): readonly NewEvent<'hub.tower.twin-changed.v1'>[] {
  if (twins.length === 0) return [];
  const changes = twins.map(({ state, version }) => {
    const { currentGate, stuck, status } = rowMoment(state, deps.thresholds(), now.getTime());
    return { orderId: state.id, version, gate: currentGate, stuck, status, changedAt: now };
  });
  return [
    {
      type: 'hub.tower.twin-changed.v1',
      aggregateId: ALL_TWINS,
      data: { orderId: '', version: 0n, gate: 0, stuck: false, status: '', changedAt: undefined, changes },
    },
  ];
}
