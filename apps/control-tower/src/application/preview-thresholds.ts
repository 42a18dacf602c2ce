import type { Pool } from 'pg';
import { rowKeys } from '../domain/order-row.ts';
import type { GateThresholds } from '../domain/thresholds.ts';
import type { TowerStore } from './ports.ts';

export interface ThresholdsPreview {
  readonly measured: number;
  readonly stuckNow: number;
  readonly stuckThen: number;
  readonly turnStuck: number;
  readonly turnCalm: number;
}

const MOST = 20_000;
/** Read in parts, so that others have their turn in between. */
const PART = 2_000;

/** Measures the open orders by both sets of clocks, as the rows themselves are measured. */
export async function previewThresholds(
  deps: { readonly pool: Pool; readonly store: Pick<TowerStore, 'readOpenStates'> },
  sets: { readonly inForce: GateThresholds; readonly asked: GateThresholds },
  now: Date,
): Promise<ThresholdsPreview> {
  const counted = { measured: 0, stuckNow: 0, stuckThen: 0, turnStuck: 0, turnCalm: 0 };
  let after: readonly [Date, string] | undefined;
  while (counted.measured < MOST) {
    const rows = await deps.store.readOpenStates(deps.pool, PART, after);
    for (const { state } of rows) {
      const before = isStuck(rowKeys(state, sets.inForce).stuckAt, now);
      const then = isStuck(rowKeys(state, sets.asked).stuckAt, now);
      counted.measured += 1;
      counted.stuckNow += Number(before);
      counted.stuckThen += Number(then);
      counted.turnStuck += Number(then && !before);
      counted.turnCalm += Number(before && !then);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PART) break;
    after = [last.placedAt, last.id];
  }
  return counted;
}

function isStuck(stuckAt: number | undefined, now: Date): boolean {
  return stuckAt !== undefined && stuckAt <= now.getTime();
}
