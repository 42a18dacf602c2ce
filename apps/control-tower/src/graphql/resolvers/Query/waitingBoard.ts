import { waitingBoard as readBoard } from '../../../persistence/boards/waiting-board.ts';
import { askedDay, shownFigures } from '../../board-answers.ts';
import type { TowerContext } from '../../context.ts';

export async function waitingBoard(_parent: unknown, args: { readonly day?: string | null }, context: TowerContext) {
  const { values } = context.inForce('INDICATORS');
  const tolerance = { slowerShare: values['slowerShare'] ?? 0, slowerLeast: values['slowerLeast'] ?? 0 };
  const board = await readBoard(context.pool, { day: askedDay(args.day, context.now), now: context.now, tolerance });
  return { ...board, cause: shownFigures(board.cause) };
}
