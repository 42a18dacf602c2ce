import { intakeBoard as readBoard } from '../../../persistence/boards/intake-board.ts';
import { askedDay, shownFigures } from '../../board-answers.ts';
import type { TowerContext } from '../../context.ts';

export async function intakeBoard(_parent: unknown, args: { readonly day?: string | null }, { pool, now }: TowerContext) {
  const board = await readBoard(pool, { day: askedDay(args.day, now), now });
  return { ...board, finding: shownFigures(board.finding) };
}
