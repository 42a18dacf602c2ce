import { flowBoard as readBoard } from '../../../persistence/boards/flow-board.ts';
import { askedDay } from '../../board-answers.ts';
import type { TowerContext } from '../../context.ts';

export function flowBoard(_parent: unknown, args: { readonly day?: string | null }, { pool, now, thresholds }: TowerContext) {
  return readBoard(pool, { day: askedDay(args.day, now), now, thresholds });
}
