import { isUuid } from '@orderloom/domain-kernel';
import { healthScore, indicators, shareOf } from '../../../domain/indicators.ts';
import { weightsOf } from '../../../persistence/boards/health-board.ts';
import { readImportRadar, type AxisCount, type ImportRadar } from '../../../persistence/import-radar.ts';
import type { TowerContext } from '../../context.ts';

const INDICATORS = 12;

export async function importRadar(_parent: unknown, args: { readonly importId: string }, context: TowerContext): Promise<object | null> {
  const { importId } = args;
  const radar = isUuid(importId) ? await readImportRadar(context.pool, importId) : undefined;
  if (radar === undefined) return null;
  const set = (rest: string): string | null => (radar.final ? `import:${importId}${rest}` : null);
  return {
    importId,
    final: radar.final,
    orders: radar.orders,
    set: set(''),
    axes: radar.axes.map((axis) => ({ ...axis, badSet: set(`:${axis.axis}:bad`) })),
    missing: missingOf(radar.axes),
    score: scoreOf(radar.axes, weightsOf(context.inForce('INDICATORS'))),
    waitingP50: radar.waitingHours?.p50 ?? null,
    waitingP90: radar.waitingHours?.p90 ?? null,
    states: radar.states.map((each) => ({ ...each, set: set(`:state:${each.state}`) })),
    days: radar.days.map((each) => ({ ...each, set: set(`:day:${each.day}`) })),
  };
}

/** C-07: the mean by the weights in force, over the indicators that have data. */
function scoreOf(axes: ImportRadar['axes'], weights: readonly number[]): number | null {
  const shares = indicators.map((one) => {
    const axis = axes.find((each) => each.indicator === one.number);
    return axis?.supported === true ? shareOf(axis) : undefined;
  });
  return healthScore(shares, weights) ?? null;
}

function missingOf(axes: readonly AxisCount[]): readonly { readonly indicator: number; readonly reason: string }[] {
  return Array.from({ length: INDICATORS }, (_none, index) => index + 1).flatMap((indicator) => {
    const axis = axes.find((each) => each.indicator === indicator);
    if (axis === undefined) return [{ indicator, reason: 'NOT_IN_FILES' }];
    return axis.supported ? [] : [{ indicator, reason: 'NO_COLUMN' }];
  });
}
