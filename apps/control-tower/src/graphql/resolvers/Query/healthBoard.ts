import { pageSize } from '@orderloom/subgraph';
import { healthBoard as readBoard } from '../../../persistence/boards/health-board.ts';
import { askedDay } from '../../board-answers.ts';
import type { TowerContext } from '../../context.ts';

export function healthBoard(
  _parent: unknown,
  args: { readonly day?: string | null; readonly days?: number | null },
  { pool, now, inForce }: TowerContext,
) {
  return readBoard(pool, { day: askedDay(args.day, now), days: pageSize(args.days ?? 14, 90), now, weights: inForce('INDICATORS') });
}
