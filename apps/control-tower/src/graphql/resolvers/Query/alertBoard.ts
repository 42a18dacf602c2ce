import { alertBoard as readBoard } from '../../../persistence/boards/alert-board.ts';
import type { TowerContext } from '../../context.ts';

export function alertBoard(_parent: unknown, _args: unknown, { pool, now, inForce }: TowerContext) {
  return readBoard(pool, { now, thresholds: inForce('ALERTS') });
}
