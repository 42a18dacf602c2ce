import { syncBoard as readBoard } from '../../../persistence/boards/sync-board.ts';
import { askedDay } from '../../board-answers.ts';
import type { TowerContext } from '../../context.ts';

export function syncBoard(_parent: unknown, args: { readonly day?: string | null }, { pool, now }: TowerContext) {
  return readBoard(pool, { day: askedDay(args.day, now), now });
}
